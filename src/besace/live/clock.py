"""The one clock. Everything else takes the time as a value."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Protocol

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


def day(instant: Seconds) -> date:
    """The day of an instant, by which "tomorrow" is understood (UTC until people have zones of their own)."""
    return datetime.fromtimestamp(instant, UTC).date()


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
