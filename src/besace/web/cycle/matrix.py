"""Every date of a cycle with who can come, as the group sees it (G5, G6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from besace.cycles.cycle import Cycle as Turning
from besace.cycles.session import Fate, Planned
from besace.people import timetable
from besace.people.lengths import clients_a_date
from besace.people.models import Cycle, Member
from besace.people.timetable import Slot, slot_of
from besace.web.cycle import words

type Names = Mapping[str, str]

GONE = (Fate.CANCELLED, Fate.FELL_AWAY)


@dataclass(frozen=True, slots=True)
class Row:
    """One session: its number among those held or to come, its day, what each says, and all of it in short."""

    number: int
    rank: int
    day: str
    state: str
    said: tuple[str, ...]
    short: str


def rows(cycle: Cycle, people: Sequence[Member], names: Names) -> list[Row]:
    """A row a session, by date; cancelled ones stand where they were, so that nothing vanishes unsaid."""
    sessions = sorted(timetable.sessions_of(cycle), key=_by_date)
    said, ranks = timetable.answers(cycle), ranks_of(sessions)
    coming = timetable.to_come(cycle)
    first = coming[0].number if coming else 0
    return [
        _row(one, ranks.get(one.number, 0), people, names, _said(said, one), is_next=one.number == first)
        for one in sessions
    ]


def ranks_of(sessions: Sequence[Planned]) -> dict[int, int]:
    """Which session of the cycle each is, in the order of dates, those not held left out."""
    stands = [one for one in sorted(sessions, key=_by_date) if one.fate not in GONE]
    return {one.number: rank for rank, one in enumerate(stands, 1)}


def names_of(people: Sequence[Member]) -> dict[str, str]:
    """How each is named."""
    return {one.id: one.person.name or gettext("someone") for one in people}


def absent(cycle: Cycle, planned: Planned) -> tuple[list[str], list[str]]:
    """The ids of those who cannot come to a session, and of those who have not said."""
    people = [one.id for one in timetable.participants(cycle.group)]
    said = timetable.answers(cycle).get(slot_of(planned.when), {}) if planned.when else {}
    return [one for one in people if said.get(one) is False], [one for one in people if one not in said]


def in_short(can: Mapping[str, bool], names: Names) -> str:
    """What the answers come to: "all nine", "all but Iris", "Eve to answer"."""
    no = [names[one] for one in names if can.get(one) is False]
    silent = [names[one] for one in names if one not in can]
    if len(silent) == len(names) > 1:
        return gettext("nobody has answered yet")
    parts = [gettext("all but %(names)s") % {"names": words.row(no)}] if no else []
    parts += [gettext("%(names)s to answer") % {"names": words.few(silent)}] if silent else []
    return "; ".join(parts) or words.all_of_them(len(names))


def held_by(turning: Turning, names: Names) -> dict[str, int]:
    """In which session each has been client, by the number of the session."""
    held = [one for one in turning.sessions if one.fate is Fate.HELD]
    return {one.client: one.number for one in held if one.client and one.client in names}


def _said(said: Mapping[Slot, Mapping[str, bool]], one: Planned) -> Mapping[str, bool]:
    return said.get(slot_of(one.when), {}) if one.when else {}


def _row(
    one: Planned, rank: int, people: Sequence[Member], names: Names, can: Mapping[str, bool], *, is_next: bool
) -> Row:
    state = {Fate.HELD: "past", Fate.CANCELLED: "gone", Fate.FELL_AWAY: "gone"}.get(one.fate, "next" if is_next else "")
    marks = tuple(_mark(can.get(member.id)) for member in people)
    day = words.day(one.when.day) if one.when else _dateless(people)
    return Row(one.number, rank, words.capital(day), state, marks, _short(one, names, can))


def _dateless(people: Sequence[Member]) -> str:
    if people and clients_a_date(people[0].group) > 1:
        return gettext("the second of a half-day")
    return gettext("date to be found")


def _mark(can: bool | None) -> str:
    return "open" if can is None else "" if can else "no"


def _short(one: Planned, names: Names, can: Mapping[str, bool]) -> str:
    client = names.get(one.client or "", "")
    match one.fate:
        case Fate.HELD:
            return gettext("%(name)s was the client") % {"name": client} if client else gettext("held")
        case Fate.CANCELLED:
            return gettext("cancelled")
        case Fate.FELL_AWAY:
            return gettext("not needed any more")
        case _:
            told = in_short(can, names) if one.when else ""
            promised = gettext("promised to %(name)s") % {"name": client} if client else ""
            return "; ".join(filter(None, (told, promised)))


def _by_date(one: Planned) -> tuple[bool, float, int]:
    return one.when is None, one.when.begins.timestamp() if one.when else 0, one.number
