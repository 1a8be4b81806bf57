"""What is sent to a screen: the islands that changed since it last got any, as one server-sent event."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache

from besace.live import clock
from besace.live.models import Room
from besace.live.screens import Shown

type Render = Callable[[str, object | None, str], str]
type Islands = Mapping[str, object | None]

MOST_KEPT = 512
"""Drawn islands kept ready: those of one change go out to ten phones within milliseconds, then are seldom needed."""
RETRY = b"retry: 500\n\n"
BEAT = b"event: beat\ndata: {}\n\n"
"""A comment would keep proxies content, but a page could not see it and take a dead line for a quiet one."""
OUT = b"event: out\ndata: {}\n\n"
"""This seat is not this device's any more."""


class Sent:
    """The islands a screen was last sent; empty ones are not kept."""

    __slots__ = ("_values",)

    def __init__(self) -> None:
        self._values: dict[str, object] | None = None

    def changed(self, islands: Islands) -> Islands:
        """What this screen lacks: everything at first, then what is different."""
        if self._values is None:
            return islands
        before, now = self._values, {name: value for name, value in islands.items() if value is not None}
        found: dict[str, object | None] = {
            name: value for name, value in now.items() if (last := before.get(name)) is not value and last != value
        }
        return found | {name: None for name in before if name not in now}

    def keep(self, changed: Islands) -> None:
        """Remembers that the screen has what changed."""
        kept = {**(self._values or {}), **changed}
        self._values = {name: value for name, value in kept.items() if value is not None}


class Events:
    """Writes events; an island is drawn and encoded once for all the screens that see the same.

    Those then hold one object for it, as memory has to do for thousands of screens.
    """

    def __init__(self, render: Render) -> None:
        def fragment(name: str, value: object | None, language: str) -> tuple[object | None, str]:
            return value, f"{json.dumps(name)}:{json.dumps(render(name, value, language))}"

        self._fragment = lru_cache(maxsize=MOST_KEPT)(fragment)

    def event(self, room: Room, shown: Shown, sent: Sent, language: str) -> bytes:
        """The event that brings a screen up to date; empty when it is."""
        changed = sent.changed(shown.islands)
        if not changed:
            return b""
        drawn = {name: self._fragment(name, value, language) for name, value in changed.items()}
        sent.keep({name: value for name, (value, _) in drawn.items()})
        head = {"seq": shown.seq, "now": int(clock.real() * 1000), "clock": clock_of(room), "stage": shown.stage}
        islands = ",".join(fragment for _, fragment in drawn.values())
        return f'id: {shown.seq}\ndata: {json.dumps(head)[:-1]}, "islands": {{{islands}}}}}\n\n'.encode()


def clock_of(room: Room) -> dict[str, float]:
    """What a page needs to draw this room's time: session milliseconds at `now`, and how fast they pass."""
    return {"at": int(clock.exact(room) * 1000), "rate": 0 if clock.is_set() else room.rate}
