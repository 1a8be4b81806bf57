"""Founding a group and changing what is said of it: two who change it at once are told of one another (G1, G2, G8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from besace.journal.writer import WRITER, ExpectedFailure
from besace.live import clock
from besace.method.words import MOST_PARTICIPANTS
from besace.people import chairs, invitations, lengths, trail
from besace.people.invitations import Asked
from besace.people.models import Group, Meeting, Member, Person
from besace.people.terms import VERSION, digest

WHERE = frozenset({"place", "address", "directions", "link"})
"""What a calendar entry says of a session that is held where the group usually meets."""


class Overtaken(ExpectedFailure):
    """Somebody else changed the group since this edition was read; nothing was changed."""


class TooFew(ExpectedFailure):
    """There would be fewer chairs than are sat on or kept; nothing was changed."""

    def __init__(self, occupied: int) -> None:
        super().__init__(occupied)
        self.occupied = occupied


def found(told: Mapping[str, Any], by: Person, asked: Sequence[Asked] = ()) -> Group:
    """Founds a group whose facilitator is `by`, and keeps a chair for each of those asked; all of it or nothing.

    Raises:
        NotInvited: as `invitations.invite`.
    """

    def founded() -> Group:
        now = clock.now()
        group = Group.objects.create(**_plain(told), created=now)
        _keep_own(group.id, told)
        # Whoever facilitates is told on the page that laying the table is accepting the terms.
        own = {"terms": VERSION, "terms_at": now, "own_terms_digest": digest(group), "ties_at": now}
        Member.objects.create(group=group, person=by, role=Member.Role.FACILITATOR, joined=now, **own)
        trail.note(group.id, by, trail.Act.ROLE, Member.Role.FACILITATOR, trail.mark(group.id, by.id))
        invitations.invite(group, asked, by)
        return group

    return WRITER.run(founded)


def change(member: Member, told: Mapping[str, Any], expected: int) -> None:
    """Changes what is said of a group, from the edition that was read and no other.

    Raises:
        Overtaken: it is another edition by now.
        TooFew: more people are members or invited than there would be chairs.
    """

    def changed() -> None:
        before = Group.objects.get(pk=member.group_id)
        if before.edition != expected:
            raise Overtaken
        occupied = chairs.occupied(before)
        if told.get("seats", occupied) < occupied:
            raise TooFew(occupied)
        rows = Group.objects.filter(pk=before.pk)
        rows.update(**_plain(told), edition=F("edition") + 1)
        _keep_own(before.pk, told)
        _accept_own(member, before, rows.get())
        if any(name in told and told[name] != getattr(before, name) for name in WHERE):
            _age_calendars(before)

    WRITER.run(changed)


def invite_with_a_chair(group: Group, asked: Asked, by: Person) -> None:
    """Lays one chair more, up to nine, and invites someone to it; both or neither (G2).

    Raises:
        NotInvited: as `invitations.invite`.
    """

    def done() -> None:
        rows = Group.objects.filter(pk=group.pk, seats__lt=MOST_PARTICIPANTS)
        rows.update(seats=F("seats") + 1, edition=F("edition") + 1)
        invitations.invite(group, [asked], by)

    WRITER.run(done)


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "own"}


def _keep_own(group: str, told: Mapping[str, Any]) -> None:
    """Seals the name and the minutes of the group's own format; where it has none any more, none is kept."""
    if "own" in told:
        blob = lengths.close_own(group, *told["own"]) if told["own"] else None
        Group.objects.filter(pk=group).update(own_format=blob)


def _accept_own(member: Member, before: Group, after: Group) -> None:
    """Whoever writes the group's own lines has accepted them; everyone else is asked anew."""
    if digest(before) != digest(after) and member.own_terms_digest == digest(before):
        Member.objects.filter(pk=member.pk).update(own_terms_digest=digest(after))


def _age_calendars(group: Group) -> None:
    meetings = Meeting.objects.filter(cycle__group=group, cycle__closed=None, ended=None, place="")
    meetings.update(sequence=F("sequence") + 1)
