"""What a member has still to do before her seat is hers: the pages of her group lead there first (G3, G4, G6)."""

from django.urls import NoReverseMatch, reverse

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
        return page_of("confirm-dates", f"/g/{member.group_id}/dates/confirm/", member)
    return None


def onward(member: Member) -> str:
    """Gives where she goes from here: to what she has to settle, else to her group."""
    return to_settle(member) or page_of("group", f"/g/{member.group_id}/", member)


def page_of(name: str, address: str, member: Member) -> str:
    """Gives the address of a page of her group, by its name where it has one."""
    try:
        return reverse(name, args=[member.group_id])
    except NoReverseMatch:
        return address
