"""What a member has still to do before her seat is hers: the pages of her group lead there first (G3, G4, G6)."""

from django.urls import reverse

from besace.people.models import Member
from besace.people.seating import where
from besace.people.terms import accepted


def to_settle(member: Member) -> str | None:
    """Gives the address of what she has to settle next; None where nothing waits for her.

    Terms that have changed, or lines her group has added, are asked anew; a tie that waits is not hers to settle.
    """
    if not accepted(member, member.group):
        return reverse("join-group", args=[member.group_id])
    if member.role != Member.Role.PARTICIPANT:
        return None
    if member.ties_at is None:
        return reverse("join-ties", args=[member.group_id])
    stands = where(member)
    if stands.dates is False and not stands.seated:
        return reverse("confirm-dates", args=[member.group_id])
    return None


def onward(member: Member) -> str:
    """Gives where she goes from here: to what she has to settle, else to her group."""
    return to_settle(member) or reverse("group", args=[member.group_id])
