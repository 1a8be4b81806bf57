"""Taking an invitation: whoever holds its link becomes a member, once, while there is a chair (G2, G3).

What keeps an invitation from being taken is a value; what another did in the same moment is seen, for all of it is one
transaction of the one writer.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import IntegrityError

from besace.journal.writer import WRITER, ExpectedFailure
from besace.live import clock
from besace.method.words import MOST_PARTICIPANTS
from besace.people import chairs, trail
from besace.people.models import Group, Invitation, Member, Person


class Why(StrEnum):
    """Why an invitation leads nowhere."""

    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    USED = "used"
    FULL = "full"
    REMOVED = "removed"
    """She had a seat in this group and has it no more; a letter of her own would invite her again."""
    KNOWN = "known"
    """Somebody has an account of that address: it is for her to come in with it."""


class NotTaken(ExpectedFailure):
    """The invitation was not taken; `why`."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who has no account yet."""

    name: str
    email: str
    language: str
    zone: str


def hindrance(invitation: Invitation, person: Person | None) -> Why | None:
    """What keeps this person, or a stranger, from taking the invitation; None where nothing does."""
    if invitation.state == Invitation.State.TAKEN:
        hers = bool(person and invitation.member and invitation.member.person_id == person.id)
        return Why.REMOVED if hers else Why.USED
    if invitation.state == Invitation.State.DECLINED:
        return Why.DECLINED
    if invitation.state != Invitation.State.OPEN:
        return Why.WITHDRAWN
    if invitation.until < clock.now():
        return Why.EXPIRED
    return _of_the_table(invitation, person)


def member_of(group: Group, person: Person | None) -> Member | None:
    """Her part in a group, where she has one."""
    return Member.objects.filter(group=group, person=person, left_at=None).first() if person else None


def known(email: str) -> bool:
    """Whether somebody has an account of this address."""
    return bool(email) and Person.objects.filter(email=email.casefold()).exists()


def accept(invitation_id: str, turn: int, person: Person) -> Member:
    """Makes someone with an account a member; whoever is one already stays it, and uses nothing up.

    Raises:
        NotTaken: what keeps her from it.
    """
    return WRITER.run(lambda: _accepted(_living(invitation_id, turn), person))


def accept_as_newcomer(invitation_id: str, turn: int, newcomer: Newcomer) -> Member:
    """Makes an account and a member of someone who has none.

    An invitation of one's own went to an address, and the account is that address's, whatever is typed.

    Raises:
        NotTaken: what keeps her from it; an account of that address, for one.
    """

    def accepted() -> Member:
        invitation = _living(invitation_id, turn)
        if why := hindrance(invitation, None):
            raise NotTaken(why)
        email = invitation.email or newcomer.email
        if known(email):
            raise NotTaken(Why.KNOWN)
        return _accepted(invitation, _person(newcomer, email))

    return WRITER.run(accepted)


def decline(invitation_id: str, turn: int) -> None:
    """Says no to an invitation of one's own: its chair is free."""
    rows = Invitation.objects.filter(pk=invitation_id, turn=turn, state=Invitation.State.OPEN, for_all=False)

    def declined() -> None:
        for group in list(rows.values_list("group_id", flat=True)):
            trail.note(group, "", trail.Act.INVITATION_DECLINED, "invitation", invitation_id)
        rows.update(state=Invitation.State.DECLINED)

    WRITER.run(declined)


def _person(newcomer: Newcomer, email: str) -> Person:
    told = {"name": newcomer.name, "language": newcomer.language, "zone": newcomer.zone, "created": clock.now()}
    try:
        return Person.objects.create(email=email or None, **told)
    except IntegrityError:  # another process was first
        raise NotTaken(Why.KNOWN) from None


def _living(invitation_id: str, turn: int) -> Invitation:
    found = Invitation.objects.select_related("group", "member").filter(pk=invitation_id, turn=turn).first()
    if found is None:
        raise NotTaken(Why.WITHDRAWN)
    return found


def _of_the_table(invitation: Invitation, person: Person | None) -> Why | None:
    """Asks whether there is a chair: one's own invitation keeps one, the group's link takes what is free."""
    group = invitation.group
    left = person and group.members.filter(person=person).exclude(left_at=None).exists()
    if invitation.for_all and left:
        return Why.REMOVED
    if invitation.role != Member.Role.PARTICIPANT:
        return None
    sat = chairs.participants(group).count()
    full = not chairs.free(group) if invitation.for_all else sat >= MOST_PARTICIPANTS
    return Why.FULL if full else None


def _accepted(invitation: Invitation, person: Person) -> Member:
    if member := member_of(invitation.group, person):
        return member
    if why := hindrance(invitation, person):
        raise NotTaken(why)
    member = _seated(invitation, person)
    if not invitation.for_all:
        invitation.state, invitation.member = Invitation.State.TAKEN, member
        invitation.save()
    return member


def _seated(invitation: Invitation, person: Person) -> Member:
    """Her part in the group, as if for the first time: whoever comes back reads the terms and names her ties anew."""
    afresh = {"role": invitation.role, "joined": clock.now(), "left_at": None, "terms": 0, "terms_at": None}
    afresh |= {"shares_at": None, "own_terms_digest": "", "ties_at": None}
    member = Member.objects.update_or_create(group=invitation.group, person=person, defaults=afresh)[0]
    trail.note(invitation.group_id, person, trail.Act.JOINED, invitation.role, invitation.id)
    return member
