"""Dates and changes of a cycle as JSON, and back: `besace.cycles` values as they lie in the database."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from besace.cycles.changes import Added, Agreed, Cancelled, Change, FellAway, Held, Joined, Left, Moved, Promised
from besace.cycles.participant import Participant
from besace.cycles.session import Planned
from besace.cycles.wall import SESSION_MINUTES, WallTime

type Fields = dict[str, Any]


def wall(when: WallTime) -> list[Any]:
    """A date as it is kept: `[day, start, minutes, zone, again]`."""
    return [when.day.isoformat(), f"{when.start:%H:%M}", when.minutes, when.zone, when.again]


def read_wall(kept: list[Any], zone: str = "UTC") -> WallTime:
    """A date as it was kept; a zone that was not written down is the one given."""
    left_out: list[Any] = [SESSION_MINUTES, zone, False]
    day, start, minutes, its, again = [*kept, *left_out[len(kept) - 2 :]]
    return WallTime(date.fromisoformat(day), time.fromisoformat(start), its, minutes, again)


def change(one: Change) -> tuple[str, Fields]:
    """A change as it is kept: its kind, and its fields."""
    kind = KINDS[type(one)]
    return kind, WRITE[kind](one)


def read_change(kind: str, fields: Mapping[str, Any]) -> Change:
    """A change as it was kept."""
    return READ[kind](fields)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _when(when: WallTime | None) -> list[Any] | None:
    return wall(when) if when else None


def _read_when(kept: list[Any] | None) -> WallTime | None:
    return read_wall(kept) if kept else None


def _joined(fields: Mapping[str, Any]) -> Change:
    joined, reserve = date.fromisoformat(fields["joined"]), _read_day(fields["reserve"])
    return Joined(Participant(fields["person"], joined, reserve))


def _added(fields: Mapping[str, Any]) -> Change:
    return Added(Planned(fields["session"], _read_when(fields["when"]), fields["client"]))


def _moved(fields: Mapping[str, Any]) -> Change:
    return Moved(fields["session"], _read_when(fields["was"]), read_wall(fields["now"]))


KINDS: dict[type[Change], str] = {
    Joined: "joined",
    Left: "left",
    Agreed: "agreed",
    Added: "added",
    FellAway: "fell-away",
    Cancelled: "cancelled",
    Moved: "moved",
    Promised: "promised",
    Held: "held",
}
WRITE: dict[str, Callable[[Any], Fields]] = {
    "joined": lambda one: {
        "person": one.participant.id,
        "joined": one.participant.joined.isoformat(),
        "reserve": _day(one.participant.reserve),
    },
    "left": lambda one: {"person": one.person},
    "agreed": lambda one: {"person": one.person, "since": _day(one.since)},
    "added": lambda one: {
        "session": one.session.number,
        "when": _when(one.session.when),
        "client": one.session.client,
    },
    "fell-away": lambda one: {"session": one.session, "whose": one.whose},
    "cancelled": lambda one: {"session": one.session},
    "moved": lambda one: {"session": one.session, "was": _when(one.was), "now": _when(one.now)},
    "promised": lambda one: {"session": one.session, "was": one.was, "now": one.now},
    "held": lambda one: {"session": one.session, "client": one.client, "again": one.again},
}
READ: dict[str, Callable[[Mapping[str, Any]], Change]] = {
    "joined": _joined,
    "left": lambda fields: Left(fields["person"]),
    "agreed": lambda fields: Agreed(fields["person"], _read_day(fields["since"])),
    "added": _added,
    "fell-away": lambda fields: FellAway(fields["session"], fields["whose"]),
    "cancelled": lambda fields: Cancelled(fields["session"]),
    "moved": _moved,
    "promised": lambda fields: Promised(fields["session"], fields["was"], fields["now"]),
    "held": lambda fields: Held(fields["session"], fields["client"], fields["again"]),
}
