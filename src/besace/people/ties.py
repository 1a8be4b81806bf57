"""Ties between members of one group: named on joining, read by the facilitator alone, settled by her (G3).

Each names her ties with those who are there when she joins; whoever joins later names theirs. The other one is told
nothing and waits for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from besace.journal.writer import WRITER
from besace.live import clock
from besace.people import leaving, sealed
from besace.people.models import Group, Member, Person, Tie

PLACE = "people_tie.sealed"
LONGEST = 500


class Kind(StrEnum):
    """What ties two people."""

    FAMILY = "family"
    HIERARCHY = "hierarchy"
    BUSINESS = "business"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Named:
    """A tie as it is named."""

    other: Member
    kind: Kind
    words: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A tie as the facilitator reads it; `kind` is None where its key is destroyed."""

    id: str
    member: Member
    other: Member
    kind: Kind | None
    words: str


def others(member: Member) -> list[Member]:
    """Those with whom she may have a tie: the other participants."""
    found = Member.objects.filter(group=member.group_id, role=Member.Role.PARTICIPANT, left_at=None)
    return list(found.exclude(pk=member.pk).select_related("person").order_by("joined", "id"))


def waiting_of(member: Member) -> int:
    """How many ties she named are not settled."""
    return member.ties.filter(state=Tie.State.WAITING).count()


def name(member: Member, named: Sequence[Named]) -> None:
    """Keeps the ties she names, or that she has none; one named again waits again. What was named before stays."""

    def kept() -> None:
        for one in named:
            tie, _ = Tie.objects.get_or_create(
                member=member, other=one.other, defaults={"sealed": b"", "created": clock.now()}
            )
            fields = {"kind": str(one.kind), "words": one.words[:LONGEST]}
            tie.sealed = sealed.close(member.group_id, sealed.TIES, PLACE, [tie.id], fields)
            tie.state, tie.settled = Tie.State.WAITING, None
            tie.save()
        Member.objects.filter(pk=member.pk).update(ties_at=clock.now())

    WRITER.run(kept)


def notes(group: Group) -> list[Note]:
    """What waits to be settled in a group: for the one who facilitates it, and nobody else."""
    rows = Tie.objects.filter(member__group=group, state=Tie.State.WAITING, member__left_at=None)
    rows = rows.select_related("member__person", "other__person").order_by("created", "id")
    return [_note(group, row) for row in rows]


def words_of(tie: Tie) -> tuple[str, str]:
    """The kind of a tie and what its namer wrote of it; empty once its key is destroyed."""
    fields = sealed.open_(tie.member.group_id, sealed.TIES, PLACE, [tie.id], bytes(tie.sealed)) if tie.sealed else None
    return (fields["kind"], fields["words"]) if fields else ("", "")


def settle(group: Group, tie_id: str, state: str, by: Person) -> None:
    """Settles a tie. Where another group is offered, the seat of the one who named it is given up at once.

    Raises:
        Outdated, Mistake: as `leaving.remove`; nothing is settled then.
    """

    def settled() -> Member | None:
        rows = Tie.objects.filter(pk=tie_id, member__group=group, state=Tie.State.WAITING)
        tie = rows.select_related("member__group", "member__person").first()
        if tie is None:  # settled already, by a second press
            return None
        rows.update(state=state, settled=clock.now())
        if state != Tie.State.OTHER_GROUP:
            return None
        leaving.give_up(tie.member, by)
        return tie.member

    if gone := WRITER.run(settled):
        leaving.cut(gone)


def _note(group: Group, row: Tie) -> Note:
    fields = sealed.open_(group.id, sealed.TIES, PLACE, [row.id], bytes(row.sealed))
    kind = Kind(fields["kind"]) if fields else None
    return Note(row.id, row.member, row.other, kind, fields["words"] if fields else "")
