"""The screens of a room that are live now: each with its seat, and all of them with one timer."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from besace.live.events import Change, Sent
from besace.live.models import Room
from besace.live.seats import Place

type Send = Callable[[dict[str, Any]], Any]


class Line(Protocol):
    """The line under a screen, where the server gives it to us (`live.line`)."""

    def is_free(self) -> bool:
        """Whether more can be said at once."""

    def say(self, more: bytes) -> None:
        """Says it."""

    def hang_up(self) -> None:
        """Ends it."""


class Stream:
    """One screen: its seat, its language, and what it was last sent."""

    __slots__ = (
        *("busy", "dirty", "doubted", "language", "line", "nudged", "place", "send"),
        *("sender", "sent", "stuck", "task", "whose"),
    )

    def __init__(self, place: Place, language: str, send: Send, sender: str = "", line: Line | None = None) -> None:
        self.place = place
        self.whose = (place.viewer, place.role)
        self.language = language
        self.send = send
        self.task = asyncio.current_task()
        self.sent = Sent()
        self.sender = sender
        self.line = line
        self.dirty = True
        self.busy = False
        self.doubted = 0
        self.stuck = 0
        self.nudged = 0.0  # when it was told of a change that it has not been sent yet

    def is_free(self) -> bool:
        """Whether it can be sent something at once, without waiting for its reader."""
        return self.line is not None and self.line.is_free()

    def say(self, more: bytes) -> None:
        """Sends it, where that is so."""
        if self.line:
            self.line.say(more)

    def taken_up(self) -> float:
        """Marks it as being brought up to date, and gives when it was told of a change; 0 if it was not."""
        self.dirty, nudged, self.nudged = False, self.nudged, 0.0
        return nudged

    def is_due(self) -> bool:
        """Whether it may be sent what is new: not while it is being asked whether the seat is still its own."""
        return self.dirty and not self.doubted


class Hub:
    """The screens of one room, the timer that wakes them when time alone changes something, and that of their beats."""

    __slots__ = ("all_change_at", "beat", "change", "reading", "room", "streams", "timer", "told", "waking")

    def __init__(self, room: Room) -> None:
        self.room = room
        self.streams: set[Stream] = set()
        self.timer: asyncio.TimerHandle | None = None
        self.beat: asyncio.TimerHandle | None = None
        self.all_change_at: float | None = None  # by the loop's clock: when time alone changes every screen
        self.change = Change()
        self.waking = False
        self.told = False  # whether the facilitator is about to be told who is here
        self.reading = asyncio.Lock()

    def is_late(self) -> bool:
        """Whether time has changed every screen since all of them were last woken."""
        return self.all_change_at is not None and asyncio.get_running_loop().time() >= self.all_change_at

    def end(self) -> None:
        """Stops both timers: nobody looks any more."""
        for timer in (self.timer, self.beat):
            if timer:
                timer.cancel()
