"""What an organiser sees of her groups: how many, never who or what (F4).

Read from ids, dates and counts alone: nothing sealed is opened here. A count that would make one person out is not
given; attendance by name needs that person's consent, and is not given where it would tell of somebody who gave none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from besace.cycles.session import Fate, Planned
from besace.people import timetable
from besace.people.models import FACILITATING, Attendance, Cycle, Group, Meeting, Member, Programme
from besace.people.programmes import named

FLOOR = 3
"""Fewer than three people, plans or sessions would make one of them out."""
HIDING = 2
"""Where one alone has not consented, all that is not theirs would tell the rest."""
QUESTIONS = {"learned": "of", "enjoyed": "of", "apply": "of", "next": "next_of"}
"""What is counted at the end of a session, and under which name of how many."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    n: int
    of: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in counts; None where there is nothing to say yet, or too few to say it of."""

    name: str
    facilitators: tuple[str, ...]
    members: int
    held: Share | None = None
    filled: Share | None = None
    plans: int | None = None
    begun: Share | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """When somebody came who lets the organiser see it."""

    name: str
    group: str
    came: Share


def groups_of(programme: Programme) -> list[Group]:
    """The groups of a programme, by name."""
    return list(programme.groups.order_by("name", "id").prefetch_related("members__person"))


def rows(groups: Iterable[Group]) -> list[GroupRow]:
    """Each group of a programme in counts, of its newest cycle."""
    return [_row(group) for group in groups]


def how_it_was(groups: Iterable[Group]) -> dict[str, Share]:
    """What people said at the end of sessions, over all groups; of too few sessions or people, nothing."""
    told = [one.counts for one in Meeting.objects.filter(cycle__group__in=groups, ended__isnull=False)]
    found = {question: _share(question, told) for question in QUESTIONS}
    return {question: share for question, share in found.items() if share}


def consenting(groups: Iterable[Group]) -> int:
    """How many let the organiser see by name when they came."""
    return sum(one.attendance_shown for group in groups for one in _participants(group))


def by_name(groups: Iterable[Group]) -> list[Came]:
    """When those came who let the organiser see it."""
    return [came for group in groups for came in _came(group)]


def _row(group: Group) -> GroupRow:
    people = [one for one in group.members.all() if one.role in FACILITATING and one.left_at is None]
    people.sort(key=lambda one: (one.role != Member.Role.FACILITATOR, one.joined))
    names = tuple(named(one.person) for one in people)
    cycle = newest(group)
    if cycle is None or cycle.begun is None:
        first, last = _days(timetable.sessions_of(cycle) if cycle else ())
        return GroupRow(group.name, names, len(_participants(group)), first=first, last=last)
    standing = [one for one in timetable.sessions_of(cycle) if one.fate in (Fate.TO_COME, Fate.HELD)]
    held = sum(one.fate is Fate.HELD for one in standing)
    meetings = list(Meeting.objects.filter(cycle=cycle, ended__isnull=False))
    return GroupRow(
        group.name,
        names,
        len(_participants(group)),
        Share(held, len(standing)),
        _filled(cycle),
        sum(one.actions is not None for one in meetings) if held else None,
        _begun(meetings),
        *_days(standing),
    )


def newest(group: Group) -> Cycle | None:
    """The cycle of a group that its organiser looks at."""
    return group.cycles.order_by("-number").first()


def _days(planned: Sequence[Planned]) -> tuple[date | None, date | None]:
    days = sorted(one.when.day for one in planned if one.when)
    return (days[0], days[-1]) if days else (None, None)


def _filled(cycle: Cycle) -> Share | None:
    found = list(Attendance.objects.filter(meeting__cycle=cycle).values_list("member_id", "came"))
    if len({member for member, _ in found}) < FLOOR:
        return None
    return Share(sum(came for _, came in found), len(found))


def _begun(meetings: Sequence[Meeting]) -> Share | None:
    told = [(one.begun, one.actions or 0) for one in meetings if one.begun is not None]
    if len(told) < FLOOR:
        return None
    return Share(sum(begun for begun, _ in told), sum(actions for _, actions in told))


def _share(question: str, told: Iterable[Mapping[str, Any]]) -> Share | None:
    counted = [Share(one[question], one.get(QUESTIONS[question], 0)) for one in told if question in one]
    enough = [one for one in counted if one.of >= FLOOR]
    if len(enough) < FLOOR:
        return None
    return Share(sum(one.n for one in enough), sum(one.of for one in enough))


def _participants(group: Group) -> list[Member]:
    return [one for one in group.members.all() if one.role == Member.Role.PARTICIPANT and one.left_at is None]


def _came(group: Group) -> Iterator[Came]:
    cycle = newest(group)
    if cycle is None:
        return
    found = list(Attendance.objects.filter(meeting__cycle=cycle).select_related("member__person"))
    members = {row.member_id: row.member for row in found}
    shown = [one for one in members.values() if one.attendance_shown]
    if 0 < len(members) - len(shown) < HIDING:
        return
    came, of = Counter(row.member_id for row in found if row.came), Counter(row.member_id for row in found)
    for one in sorted(shown, key=lambda one: (one.joined, one.id)):
        yield Came(named(one.person), group.name, Share(came[one.id], of[one.id]))
