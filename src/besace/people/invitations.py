"""Inviting: to one address, or by a link for as many as there are chairs; withdrawn, corrected, renewed (G2, G8).

Writing an invitation keeps a chair; a letter leaves only afterwards, from `post`, which asks what is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from besace.journal.writer import WRITER, ExpectedFailure
from besace.live import clock
from besace.people import chairs, tokens, trail
from besace.people.models import Group, Invitation, Member, Person

DAYS = 28
"""How long an invitation keeps its chair, and a link works."""


class Why(StrEnum):
    """Why somebody is not invited."""

    FULL = "full"
    MEMBER = "member"
    INVITED = "invited"
    GONE = "gone"
    """It was answered or withdrawn meanwhile."""


class NotInvited(ExpectedFailure):
    """Nobody was invited; `why`, and whom it is about."""

    def __init__(self, why: Why, address: str = "") -> None:
        super().__init__(why)
        self.why, self.address = why, address


@dataclass(frozen=True, slots=True)
class Asked:
    """Someone to be invited."""

    address: str
    name: str = ""


def until() -> int:
    """Until when an invitation written now is good."""
    return clock.now() + DAYS * 24 * 3600


def lives(invitation: Invitation) -> bool:
    """Whether an invitation can still be taken."""
    return invitation.state == Invitation.State.OPEN and invitation.until >= clock.now()


def token_of(invitation: Invitation) -> str:
    """The token of the link that takes this invitation."""
    return tokens.token(tokens.INVITATION, invitation.id, invitation.turn)


def find(token: str) -> Invitation | None:
    """The invitation a token stands for, whatever became of it; None for a token that is not the living one."""
    found = Invitation.objects.select_related("group", "member").filter(pk=tokens.named(token)[:16]).first()
    if found is None or not tokens.holds(token, tokens.INVITATION, found.id, found.turn):
        return None
    return found


def invite(group: Group, asked: Sequence[Asked], by: Person, role: str = Member.Role.PARTICIPANT) -> list[Invitation]:
    """Invites all of these, or nobody.

    Raises:
        NotInvited: one is a member or invited already, or there are not as many chairs (G2).
    """
    return WRITER.run(lambda: [_invited(_fresh(group), one, by, role) for one in asked])


def keep_in_mind(group: Group, asked: Asked, by: Person) -> Invitation:
    """Keeps an address for which there is no chair: the first to be asked if one becomes free.

    Raises:
        NotInvited: a member or invited already.
    """

    def kept() -> Invitation:
        row = _row(group, asked)
        row.state, row.by, row.created, row.until = Invitation.State.IN_MIND, by, clock.now(), until()
        row.save()
        trail.note(group.id, by, trail.Act.INVITED, row.state, row.id)
        return row

    return WRITER.run(kept)


def withdraw(group: Group, invitation_id: str, by: Person | None = None) -> None:
    """Withdraws an invitation that nobody has taken: its chair is free, its link dead."""
    rows = group.invitations.filter(pk=invitation_id, state__in=(Invitation.State.OPEN, Invitation.State.IN_MIND))
    _withdrawn(group, rows, by)


def correct(group: Group, invitation_id: str, address: str, by: Person | None = None) -> Invitation:
    """Sends an invitation to another address; the link that went to the former one is dead.

    Raises:
        NotInvited: somebody of that address is a member or invited, this invitation is no longer open, or it has
            expired and no chair is left.
    """

    def corrected() -> Invitation:
        row = group.invitations.filter(pk=invitation_id, for_all=False, state=Invitation.State.OPEN).first()
        if row is None:
            raise NotInvited(Why.GONE)
        if row.email == address:
            return row
        if not lives(row) and row.role == Member.Role.PARTICIPANT and not chairs.free(_fresh(group)):
            raise NotInvited(Why.FULL, address)  # it has expired, and its chair was given to another
        _row(group, Asked(address))
        # What became of an earlier invitation to that address is over.
        group.invitations.filter(email=address).delete()
        row.email, row.turn, row.until = address, row.turn + 1, until()
        row.save()
        trail.note(group.id, by, trail.Act.INVITATION_CHANGED, "invitation", row.id)
        return row

    return WRITER.run(corrected)


def link_of(group: Group) -> Invitation | None:
    """The group's link, open or closed; None where none was ever laid."""
    return group.invitations.filter(for_all=True).first()


def lay_link(group: Group, by: Person) -> Invitation:
    """Opens the group's link, or lays a new one in place of the former, which is dead from now on."""

    def laid() -> Invitation:
        row = link_of(group)
        if row is None:
            row = Invitation(group=group, for_all=True, language=group.language, created=clock.now(), turn=0)
        row.state, row.by, row.turn, row.until = Invitation.State.OPEN, by, row.turn + 1, until()
        row.save()
        trail.note(group.id, by, trail.Act.INVITED, "link", row.id)
        return row

    return WRITER.run(laid)


def close_link(group: Group, by: Person | None = None) -> None:
    """Makes the group's link worth nothing."""
    _withdrawn(group, group.invitations.filter(for_all=True), by)


def _withdrawn(group: Group, rows: QuerySet[Invitation], by: Person | None) -> None:
    def done() -> None:
        for one in list(rows.values_list("id", flat=True)):
            trail.note(group.id, by, trail.Act.INVITATION_WITHDRAWN, "invitation", one)
        rows.update(state=Invitation.State.WITHDRAWN)

    WRITER.run(done)


def _fresh(group: Group) -> Group:
    """The group as it is now that nobody else writes."""
    return Group.objects.get(pk=group.pk)


def _invited(group: Group, asked: Asked, by: Person, role: str) -> Invitation:
    row = _row(group, asked)
    if role == Member.Role.PARTICIPANT and not chairs.free(group):
        raise NotInvited(Why.FULL, asked.address)
    row.state, row.role, row.by = Invitation.State.OPEN, role, by
    row.created, row.until = clock.now(), until()
    row.save()
    trail.note(group.id, by, trail.Act.INVITED, role, row.id)
    return row


def _row(group: Group, asked: Asked) -> Invitation:
    """The row of an address, new or used before: its former link is dead.

    Raises:
        NotInvited: a member, or invited already.
    """
    if group.members.filter(person__email=asked.address, left_at=None).exists():
        raise NotInvited(Why.MEMBER, asked.address)
    row = group.invitations.filter(email=asked.address).select_related("member").first()
    if row is None:
        return Invitation(group=group, email=asked.address, name=asked.name, language=group.language)
    if lives(row):
        raise NotInvited(Why.INVITED, asked.address)
    if row.state == Invitation.State.TAKEN and row.member and row.member.left_at is None:
        raise NotInvited(Why.MEMBER, asked.address)
    row.name, row.member, row.turn = asked.name or row.name, None, row.turn + 1
    return row
