"""The one clock. Everything else takes the time as a value."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from besace.method.words import Seconds

_set: Seconds | None = None


class Timed(Protocol):
    """What has a time of its own: a rehearsal or the demo runs faster than the world."""

    rate: float
    epoch: int


def real() -> float:
    """Seconds since 1970, with their fraction; the instant that was set while one is."""
    return time.time() if _set is None else float(_set)


def now(room: Timed | None = None) -> Seconds:
    """Session time in whole seconds: the world's, or this room's own."""
    return int(exact(room))


def exact(room: Timed | None = None) -> float:
    """Session time with its fraction, for what draws a running clock."""
    if room is None or room.rate == 1 or _set is not None:
        return real()
    return room.epoch + (real() - room.epoch) * room.rate


def day(instant: Seconds, zone: str) -> date:
    """The day of an instant where the session is held, by which "tomorrow" is understood."""
    return local(instant, zone).date()


def local(instant: Seconds, zone: str) -> datetime:
    """An instant as the clocks of a zone show it; of UTC where the zone has no name we know."""
    return datetime.fromtimestamp(instant, _zone(zone) or UTC)


def written(instant: Seconds) -> str:
    """An instant for programs and files, in UTC (RFC 3339)."""
    return local(instant, "UTC").strftime("%Y-%m-%dT%H:%M:%SZ")


def is_zone(name: str) -> bool:
    """Whether a name is that of a time zone (IANA)."""
    return _zone(name) is not None


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # no such name, or a path out of their folder
        return None


def until(room: Timed, instant: Seconds) -> float:
    """Real seconds from now to an instant of this room's session time."""
    return (instant - exact(room)) / (room.rate if _set is None else 1)


def is_set() -> bool:
    """Whether the clock stands at a set instant: nothing should then wait for it."""
    return _set is not None


def put(instant: Seconds | None) -> None:
    """Stops the clock at an instant; None lets the world's go on."""
    global _set  # noqa: PLW0603 - there is one clock
    _set = instant


@contextmanager
def at(instant: Seconds) -> Iterator[None]:
    """Stops the clock at an instant for as long as the block lasts."""
    before = _set
    put(instant)
    try:
        yield
    finally:
        put(before)
