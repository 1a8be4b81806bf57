"""What makes a session's place ready: a list for the room, one for the distance, ticked and remembered (B4).

What belongs to the place (a door that closes, a clock) stays ticked for the next session held there; what belongs to
the day (sheets printed, the link tried) is asked anew. A tick knows how many it was for: a chair more is asked again.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from besace.journal.writer import WRITER
from besace.people import sealed, timetable
from besace.people.models import Checklist, Group, Meeting, Member
from besace.people.places import Where, mark, where

ROOM, REMOTE = Group.Place.ROOM, Group.Place.REMOTE
MOST_OWN = 20
LONGEST_LINE = 120
SEALED = "people_checklist.own"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that must be ready: whether it stays so in this place, and whether there is one for each."""

    code: str
    stays: bool = False
    each: bool = False


THINGS: Mapping[str, tuple[Thing, ...]] = {
    ROOM: (
        Thing("closed", stays=True),
        Thing("table", stays=True, each=True),
        Thing("paper"),
        Thing("flipchart", stays=True),
        Thing("clock", stays=True),
        Thing("sheets", each=True),
        Thing("drinks"),
        Thing("sticks", each=True),
        Thing("phones"),
    ),
    REMOTE: (
        Thing("link"),
        Thing("alone"),
        Thing("headphones"),
        Thing("cameras"),
        Thing("unrecorded"),
        Thing("sheets", each=True),
        Thing("number", stays=True),
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: how many it is for, whether it is ready, and the words of a line of one's own."""

    code: str
    many: int = 0
    ready: bool = False
    own: str = ""


class TooMany(ValueError):  # noqa: N818 - what is wrong, in two words
    """As many lines of one's own as a list holds."""


def held(meeting: Meeting, kind: str) -> Where:
    """Where this session would be held, in a room or at a distance."""
    return replace(where(meeting), kind=kind)


def expected(meeting: Meeting) -> list[Member]:
    """The participants who come, or have not said that they cannot."""
    said = answers(meeting)
    return [one for one in timetable.participants(meeting.cycle.group) if said.get(one.id) is not False]


def answers(meeting: Meeting) -> Mapping[str, bool]:
    """What each member (by id) said of the date of this session."""
    when = next((one.when for one in timetable.sessions_of(meeting.cycle) if one.number == meeting.number), None)
    return timetable.answers(meeting.cycle).get(timetable.slot_of(when), {}) if when else {}


def readers(members: Collection[Member]) -> Counter[str]:
    """How many read which language: the sheet of the six steps is printed in each one's (B5)."""
    return Counter(one.person.language for one in members)


def lines(meeting: Meeting, kind: str) -> tuple[Line, ...]:
    """The list of a room (`room`) or of a distance (`remote`) as it stands for this session."""
    row = _row(meeting, kind)
    people = len(expected(meeting)) or meeting.cycle.group.seats
    ticked = dict(row.ticked) if row else {}
    things = (_line(thing, ticked.get(thing.code), people, meeting) for thing in THINGS[kind])
    return (*things, *_own_lines(row, ticked, meeting))


def tick(meeting: Meeting, kind: str, ready: Collection[str], unready: Collection[str]) -> None:
    """Ticks some lines and takes the tick from others; those named in neither stay as they are, and unknown codes count
    for nothing, so that two who tick at once lose nothing.
    """

    def kept() -> None:
        row = _made(meeting, kind)
        known = {line.code: line.many for line in lines(meeting, kind)}
        ticked = {code: told for code, told in row.ticked.items() if code not in unready}
        row.ticked = ticked | {code: [meeting.id, known[code]] for code in ready if code in known}
        row.save(update_fields=("ticked",))

    WRITER.run(kept)


def add(meeting: Meeting, kind: str, text: str) -> None:
    """Adds a line of the facilitator's own to the list of this place.

    Raises:
        TooMany: the list holds no more.
    """

    def added() -> None:
        row = _made(meeting, kind)
        own = _opened(row)
        if len(own) >= MOST_OWN:
            raise TooMany
        _seal(row, own | {f"own-{secrets.token_urlsafe(6)}": text})

    WRITER.run(added)


def remove(meeting: Meeting, kind: str, code: str) -> None:
    """Takes a line of one's own from the list of this place; of ours, none goes."""

    def removed() -> None:
        row = _made(meeting, kind)
        own = _opened(row)
        if own.pop(code, None) is not None:
            row.ticked.pop(code, None)
            _seal(row, own)

    WRITER.run(removed)


def progress(meeting: Meeting) -> tuple[int, int]:
    """How many things are ready for this session, of how many."""
    standing = lines(meeting, where(meeting).kind)
    return sum(line.ready for line in standing), len(standing)


def _line(thing: Thing, told: list[Any] | None, people: int, meeting: Meeting) -> Line:
    many = people if thing.each else 0
    ready = told is not None and (thing.stays or told[0] == meeting.id) and told[1] >= many
    return Line(thing.code, many, ready)


def _own_lines(row: Checklist | None, ticked: Mapping[str, list[Any]], meeting: Meeting) -> Iterator[Line]:
    for code, text in (_opened(row) if row else {}).items():
        yield Line(code, ready=ticked.get(code, [""])[0] == meeting.id, own=text)


def _row(meeting: Meeting, kind: str) -> Checklist | None:
    return Checklist.objects.filter(group=meeting.cycle.group_id, place=mark(held(meeting, kind))).first()


def _made(meeting: Meeting, kind: str) -> Checklist:
    named = {"group_id": meeting.cycle.group_id, "place": mark(held(meeting, kind))}
    row, _new = Checklist.objects.get_or_create(**named, defaults={"ticked": {}})
    row.ticked = dict(row.ticked)  # the column's own default is an empty list
    return row


def _opened(row: Checklist) -> dict[str, str]:
    if row.own is None:
        return {}
    return sealed.open_(row.group_id, sealed.GROUP, SEALED, [row.group_id, row.place], bytes(row.own)) or {}


def _seal(row: Checklist, own: Mapping[str, str]) -> None:
    row.own = sealed.close(row.group_id, sealed.GROUP, SEALED, [row.group_id, row.place], own) if own else None
    row.save(update_fields=("ticked", "own"))
