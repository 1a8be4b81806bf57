"""Where each stands on her way to the table: terms, ties, dates; in order, for herself and for who facilitates."""

from dataclasses import dataclass

from besace.people import timetable
from besace.people.models import Cycle, Group, Member, Tie
from besace.people.terms import accepted


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands."""

    member: Member
    terms: bool
    """Whether she accepted the terms as they stand."""
    ties: bool
    """Whether she has said what ties she has, or that she has none."""
    waiting: bool
    """Whether a tie of hers waits to be settled: for the eyes of the facilitator, and her own."""
    dates: bool | None
    """Whether she confirmed every date to come; None while there is no date."""
    seated: bool
    """Whether her seat is hers."""


def where(member: Member) -> Standing:
    """Tells where a member stands."""
    cycle = timetable.current(member.group)
    waiting = member.ties.filter(state=Tie.State.WAITING).exists()
    return _standing(member, cycle, waiting=waiting)


def around(group: Group) -> list[Standing]:
    """Tells where each participant of a group stands, in the order in which they joined."""
    cycle = timetable.current(group)
    rows = Tie.objects.filter(member__group=group, state=Tie.State.WAITING)
    waiting = set(rows.values_list("member_id", flat=True))
    return [_standing(one, cycle, waiting=one.id in waiting) for one in timetable.participants(group)]


def _standing(member: Member, cycle: Cycle | None, *, waiting: bool) -> Standing:
    dated = cycle is not None and bool(timetable.to_come(cycle))
    return Standing(
        member=member,
        terms=accepted(member, member.group),
        ties=member.ties_at is not None,
        waiting=waiting,
        dates=timetable.settled(cycle, member) if dated else None,
        seated=timetable.seated(member, cycle),
    )
