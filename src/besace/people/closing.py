"""Closing one's account: what is one's own goes at once and for good; what adds up for others stays, nameless (F4).

The row of the person stays as an empty shell, so that a cycle still knows how many took part and how many turns there
were: no address, no name, nobody who could sign in. Whoever signs in with the same address later is somebody new.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import F

from besace.journal import ballast
from besace.journal.writer import WRITER, ExpectedFailure
from besace.people import access, erasing, leaving, trail
from besace.people.models import (
    FACILITATING,
    Claim,
    Group,
    Invitation,
    Login,
    Member,
    Person,
    Programme,
    ProgrammeRole,
    Tie,
)

SHELL = {
    "email": None,
    "name": "",
    "language": "en",
    "zone": "UTC",
    "paper": Person.Paper.DEVICE,
    "wants_announcements": False,
    "wants_reminders": False,
    "wants_actions": False,
    "coached": True,
    "buzzed": False,
    "sounded": False,
    "cards_away": "",
    "proved": False,
    "is_active": False,
    "password": "",
    "last_login": None,
}


@dataclass(frozen=True, slots=True)
class Held:
    """What only she answers for: it has to be handed on first."""

    groups: tuple[Group, ...] = ()
    programmes: tuple[Programme, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.programmes)


class StillNeeded(ExpectedFailure):
    """A group has no other facilitator, or a programme no other organiser; nothing was done."""


def held_by(person: Person) -> Held:
    """What nobody else would answer for if she went."""
    facilitated = Group.objects.filter(members__person=person, members__role__in=FACILITATING, members__left_at=None)
    others = Member.objects.filter(role__in=FACILITATING, left_at=None).exclude(person=person)
    organised = Programme.objects.filter(roles__person=person, roles__role=ProgrammeRole.Role.ORGANISER)
    more = ProgrammeRole.objects.filter(role=ProgrammeRole.Role.ORGANISER).exclude(person=person)
    return Held(
        tuple(facilitated.exclude(pk__in=others.values("group")).order_by("name", "id")),
        tuple(organised.exclude(pk__in=more.values("programme")).order_by("name", "id")),
    )


@ballast.erases
def close(person: Person) -> None:
    """Closes an account: out of every group, her words destroyed, every login ended, every letter and feed dead.

    Raises:
        StillNeeded: something is hers alone to answer for (`held_by`).
        Outdated: dates were changed at that moment; what was done until then stays done, and it can be asked again.
    """
    if held_by(person):
        raise StillNeeded
    members = list(Member.objects.select_related("group", "person").filter(person=person))
    for member in members:
        if member.left_at is None:
            _leave(member)
    for member in members:
        erasing.erase_all(member)
    WRITER.run(lambda: _emptied(person))


def _leave(member: Member) -> None:
    try:
        leaving.leave(member)
    except leaving.Alone:  # who facilitated with her has gone in this very moment
        raise StillNeeded from None


def _emptied(person: Person) -> None:
    """Everything that lets her be found, in one transaction."""
    Login.objects.filter(person=person).delete()
    access.withdraw_all(person)
    Authenticator.objects.filter(user=person).delete()
    for name in ("account.EmailAddress", "socialaccount.SocialAccount"):
        if apps.is_installed(f"allauth.{name.partition('.')[0]}"):
            apps.get_model(name).objects.filter(user=person).delete()
    Claim.objects.filter(person=person).delete()
    Tie.objects.filter(member__person=person).delete()
    ProgrammeRole.objects.filter(person=person).delete()
    _forget_invitations(person)
    Member.objects.filter(person=person).update(attendance_shown=False)
    Person.objects.filter(pk=person.pk).update(**SHELL, feed=F("feed") + 1)
    trail.note(trail.HOUSE, person, trail.Act.ACCOUNT_CLOSED)


def _forget_invitations(person: Person) -> None:
    """Of invitations to her, that they were sent stays; to whom does not, and those still open are declined."""
    rows = Invitation.objects.filter(member__person=person)
    if person.email:
        rows |= Invitation.objects.filter(email=person.email)
    names = list(rows.values_list("pk", flat=True))
    open_ = Invitation.objects.filter(pk__in=names, state__in=(Invitation.State.OPEN, Invitation.State.IN_MIND))
    open_.update(state=Invitation.State.DECLINED)
    # Without an address an invitation may be taken for the group's link, which is for all: it has a turn nobody holds.
    Invitation.objects.filter(pk__in=names, for_all=False).update(email="", name="", turn=F("turn") + 1)
