"""Who facilitates when, over all groups of a programme, and where nobody does yet (G8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from besace.cycles.wall import WallTime
from besace.people import timetable
from besace.people.models import FACILITATING, Cycle, Group, Meeting, Member
from besace.people.programmes import named
from besace.people.reckoning import newest


@dataclass(frozen=True, slots=True)
class Duty:
    """A session to come: who facilitates it; where nobody does, who is away."""

    when: WallTime
    group: str
    who: str = ""
    person: str = ""
    away: tuple[str, ...] = ()
    twice: bool = False
    """Whether the same person facilitates another session at that time."""


def rota(groups: Iterable[Group]) -> list[Duty]:
    """The sessions to come that have a date, in order."""
    duties = sorted((one for group in groups for one in _duties(group)), key=lambda one: one.when.begins)
    return [replace(one, twice=_is_elsewhere(one, duties)) for one in duties]


def _duties(group: Group) -> Iterator[Duty]:
    cycle = newest(group)
    if cycle is None or cycle.closed is not None:
        return
    usual = [one for one in group.members.all() if one.role in FACILITATING and one.left_at is None]
    usual.sort(key=lambda one: (one.role != Member.Role.FACILITATOR, one.joined))
    handed = {one.number: one.facilitator for one in _handed(cycle)}
    said = timetable.answers(cycle)
    for planned in timetable.to_come(cycle):
        if planned.when is not None:
            one = handed.get(planned.number)
            members = [one] if one and one.left_at is None else usual
            yield _duty(group, planned.when, members, said.get(timetable.slot_of(planned.when), {}))


def _handed(cycle: Cycle) -> Iterable[Meeting]:
    return cycle.meetings.exclude(facilitator=None).select_related("facilitator__person")


def _duty(group: Group, when: WallTime, members: list[Member], said: dict[str, bool]) -> Duty:
    able = next((one for one in members if said.get(one.id) is not False), None)
    if able is None:
        return Duty(when, group.name, away=tuple(named(one.person) for one in members))
    return Duty(when, group.name, named(able.person), able.person_id)


def _is_elsewhere(one: Duty, duties: Iterable[Duty]) -> bool:
    return bool(one.person) and any(
        other is not one
        and other.person == one.person
        and other.when.begins < one.when.ends
        and one.when.begins < other.when.ends
        for other in duties
    )
