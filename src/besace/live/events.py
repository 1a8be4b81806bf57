"""What is sent to a screen: the islands that changed since it last got any, as one server-sent event."""

import json
from collections.abc import Callable, Mapping

from besace.live import clock
from besace.live.models import Room
from besace.live.rooms import Folded
from besace.live.screens import Shown

type Render = Callable[[str, object | None, str], str]
type Islands = Mapping[str, object | None]
type Fragment = tuple[object | None, bytes]

RETRY = b"retry: 500\n\n"
AN_INSTANT = 0.02
"""Seconds: a page draws whole seconds, and learns the time anew with each event."""
CONTROLS = bytes(range(32))
BACK_A_SECOND = 500
"""How many screens a process may be asked to bring back in a second: two cores draw that many whole views."""
LONGEST_SPREAD = 20_000
"""Milliseconds: ten thousand screens are back within half a minute of a kill, the new start included (R3)."""
OUT = b"event: out\ndata: {}\n\n"
"""This seat is not this device's any more."""
STOPS = b'event: out\ndata: {"all": true}\n\n'
"""The house stops, for all screens at once: nobody need ask whether the seat is still theirs."""


def beat(screens: int) -> bytes:
    """Says that the line is alive, and over how many milliseconds so many screens come back once they all lose it.

    A comment would keep proxies content, but a page could not see it and take a dead line for a quiet one.
    """
    spread = min(LONGEST_SPREAD, screens * 1_000 // BACK_A_SECOND)
    return b'event: beat\ndata: {"spread": %d}\n\n' % spread


class Sent:
    """The islands a screen was last sent; empty ones are not kept."""

    __slots__ = ("_values",)

    def __init__(self) -> None:
        self._values: dict[str, object] | None = None

    def changed(self, islands: Islands) -> Islands:
        """What this screen lacks: everything at first, then what is different."""
        before = self._values
        if before is None:
            return islands
        found: dict[str, object | None] = {}
        for name, value in islands.items():
            last = before.get(name)
            if last is not value and last != value:
                found[name] = value
        for name in before:
            if name not in islands:
                found[name] = None
        return found

    @property
    def is_new(self) -> bool:
        """Whether the screen was sent nothing yet."""
        return self._values is None

    def hold_as(self, other: "Sent") -> None:
        """Holds what another screen holds too as the very same objects: rooms rest for minutes, by the thousand."""
        mine, theirs = self._values or {}, other._values or {}  # noqa: SLF001 - of its own kind
        self._values = {name: theirs[name] if theirs.get(name) == value else value for name, value in mine.items()}

    def keep(self, changed: Islands) -> None:
        """Remembers that the screen has what changed."""
        if self._values is None:
            self._values = {}
        for name, value in changed.items():
            if value is None:
                self._values.pop(name, None)
            else:
                self._values[name] = value


class Change:
    """What one change of a room looks like: the session, each viewer's view of it, and what was written of them.

    All screens of the room share it, and it goes with the next change, or with them: no word of a session outlives it
    here. `folded` is None until what showing needs is in memory.
    """

    __slots__ = ("drawn", "folded", "head", "told", "views")

    def __init__(self, folded: Folded | None = None) -> None:
        self.folded = folded
        self.head, self.told = b"", 0.0
        self.views: dict[tuple[str, str], Shown] = {}
        self.drawn: dict[tuple[str, object | None, str], Fragment] = {}


class Events:
    """Writes events; an island is drawn and encoded once for all the screens that see the same.

    Those then hold one object for it, as memory has to do for thousands of screens.
    """

    def __init__(self, render: Render) -> None:
        self._render = render

    def event(self, room: Room, change: Change, shown: Shown, sent: Sent, language: str) -> bytes:
        """The event that brings a screen up to date with a change; empty when it is."""
        changed = sent.changed(shown.islands)
        if not changed:
            return b""
        drawn = [(name, self._drawn(change, name, value, language)) for name, value in changed.items()]
        sent.keep({name: value for name, (value, _) in drawn})
        return b'%b, "islands": {%b}}\n\n' % (_head(room, change, shown), b",".join([text for _, (_, text) in drawn]))

    def _drawn(self, change: Change, name: str, value: object | None, language: str) -> Fragment:
        key = (name, value, language)
        found = change.drawn.get(key)
        if found is None:
            found = change.drawn[key] = value, b"%b:%b" % (quoted(name), quoted(self._render(name, value, language)))
        return found


def quoted(text: str) -> bytes:
    """A string in JSON (RFC 8259), as `json.dumps` writes it but ten times sooner: HTML seldom has what it minds."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").encode("utf-8", "replace")
    return b'"%b"' % plain if len(plain.translate(None, CONTROLS)) == len(plain) else json.dumps(text).encode()


def _head(room: Room, change: Change, shown: Shown) -> bytes:
    """The beginning of an event, the same for all the screens that are told at the same instant."""
    now = clock.real()
    if now - change.told > AN_INSTANT:
        at = clock_of(room)
        told = f'"now": {int(now * 1000)}, "clock": {{"at": {at["at"]}, "rate": {at["rate"]}}}'
        change.told = now
        change.head = f'id: {shown.seq}\ndata: {{"seq": {shown.seq}, {told}, "stage": "{shown.stage}"'.encode()
    return change.head


def clock_of(room: Room) -> dict[str, float]:
    """What a page needs to draw this room's time: session milliseconds at `now`, and how fast they pass."""
    return {"at": int(clock.exact(room) * 1000), "rate": 0 if clock.is_set() else room.rate}
