"""Live screens: one server-sent event stream each, a raw ASGI endpoint beside Django (WHATWG HTML, 9.2).

A nudge wakes the streams of a room (`pushing`). Connecting, or coming back, is the whole view.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from weakref import WeakSet

from besace import metrics
from besace.live import nudges, presence, seats
from besace.live.beats import Beats
from besace.live.connecting import authenticated, sender_of
from besace.live.events import OUT, RETRY, STOPS, Render, clock_of
from besace.live.handler import say
from besace.live.headers import as_bytes
from besace.live.hubs import Hub, Stream
from besace.live.models import Room, Seat
from besace.live.pushing import Pushes

__all__ = ["Render", "Stream", "Streams", "clock_of"]

type Scope = dict[str, Any]
type Receive = Callable[[], Any]
type Send = Callable[[dict[str, Any]], Any]

NUDGES = metrics.Counter("besace_nudges_total", "Nudges that this process heard.")
MOST_A_DEVICE = 4
MOST_AN_ADDRESS = 512
"""Forty rooms behind one address; whoever comes after polls."""
LAST_WORD = 1.0
SETTLES = 0.25
"""Seconds for which those who come and go are gathered before it is said: a whole room comes back at once."""
KEPT = ("type", "http_version", "method", "path", "query_string", "client")
"""What a server may look at once more of a request, as for its log."""
HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]


_served: WeakSet["Streams"] = WeakSet()
metrics.Gauge("besace_streams_open", "Live screens.", lambda: sum(one.screens() for one in _served))
metrics.Gauge("besace_rooms_awake", "Rooms with a live screen.", lambda: sum(one.rooms() for one in _served))


class Streams:
    """The ASGI endpoint of `/s/<room>/stream`. `render` turns an island's value into HTML (`web.islands.render`)."""

    def __init__(self, render: Render) -> None:
        self._hubs: dict[str, Hub] = {}
        self._devices: Counter[str] = Counter()
        self._senders: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._screens = 0
        self._pushes = Pushes(render)
        self._beats = Beats(self._pushes, lambda: self._screens)
        self._last_word = OUT
        _served.add(self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Authenticates the device by its cookie, then keeps its screen up to date until it goes or is shut out."""
        self._start()
        found = await asyncio.to_thread(authenticated, scope)
        if isinstance(found, int):
            return await say(scope, send, found)
        room, place, language = found
        sender = sender_of(scope)
        if self._devices[place.device] >= MOST_A_DEVICE or self._senders[sender] >= MOST_AN_ADDRESS:
            return await say(scope, send, HTTPStatus.NO_CONTENT)
        line, secure = scope.get("extensions", {}).get("besace.line"), scope["scheme"] == "https"
        _let_go_of_request(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [*as_bytes(secure=secure), *HEADERS]})
        await send({"type": "http.response.body", "body": RETRY, "more_body": True})
        stream = Stream(place, language, send, sender, line)
        hub = self._enter(room, stream)
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            hub.streams.discard(stream)  # nothing is sent after the end
            await _end(stream, self._last_word)
        finally:
            self._leave(hub, stream)
        return None

    def end(self) -> None:
        """Ends every stream; from the loop that serves."""
        self._last_word = STOPS
        for stream in [stream for hub in self._hubs.values() for stream in hub.streams]:
            if stream.task:
                stream.task.cancel()

    def screens(self) -> int:
        """How many are live."""
        return sum(len(hub.streams) for hub in tuple(self._hubs.values()))

    def rooms(self) -> int:
        """How many rooms have one."""
        return len(self._hubs)

    def _start(self) -> None:
        """Binds to the loop that serves: nudges come from other threads, and go through it."""
        loop = asyncio.get_running_loop()
        if self._loop is loop:
            return
        if self._loop is None:
            nudges.listen(self._nudged)
            nudges.watch(lambda: tuple(self._hubs))
        self._loop = loop

    def _nudged(self, room_id: str, devices: tuple[str, ...]) -> None:
        NUDGES.add()
        if self._loop is not None and not self._loop.is_closed():
            with suppress(RuntimeError):  # the loop closes while we speak
                self._loop.call_soon_threadsafe(self._changed, room_id, devices, time.perf_counter())

    def _changed(self, room_id: str, devices: tuple[str, ...], nudged: float = 0) -> None:
        if (hub := self._hubs.get(room_id)) is None:
            return
        for stream in tuple(hub.streams):
            stream.nudged = stream.nudged or nudged
            if stream.place.device in devices or devices == nudges.EVERYONE:
                stream.doubted += 1
                self._pushes.spawn(self._recheck(hub, stream))
        self._pushes.wake(hub)

    def _enter(self, room: Room, stream: Stream) -> Hub:
        hub = self._hubs.get(room.id) or self._opened(room)
        hub.streams.add(stream)
        self._screens += 1
        self._devices[stream.place.device] += 1
        if stream.sender:
            self._senders[stream.sender] += 1
        if stream.place.role != Seat.Role.SCREEN and presence.came(room.id, stream.place.person):
            self._tell_presence(room.id)
        self._pushes.push_soon(hub, stream)
        self._pushes.set_timer(hub)
        return hub

    def _opened(self, room: Room) -> Hub:
        hub = self._hubs[room.id] = Hub(room)
        self._beats.begin(hub)
        return hub

    def _leave(self, hub: Hub, stream: Stream) -> None:
        place = stream.place
        hub.streams.discard(stream)
        self._screens -= 1
        self._devices[place.device] -= 1
        self._devices += Counter()  # drops what is at zero
        if stream.sender:
            self._senders[stream.sender] -= 1
            self._senders += Counter()
        if place.role != Seat.Role.SCREEN:
            presence.went(hub.room.id, place.person)
            asyncio.get_running_loop().call_later(presence.GRACE + 0.1, self._tell_presence, hub.room.id)
        if not hub.streams:
            self._hubs.pop(hub.room.id, None)
            hub.end()

    def _tell_presence(self, room_id: str) -> None:
        """Has the facilitator's screens say whose screen went: they alone do, and once for all within a moment."""
        hub = self._hubs.get(room_id)
        if hub is not None and not hub.told:
            hub.told = True
            asyncio.get_running_loop().call_later(SETTLES, self._settled, hub)

    def _settled(self, hub: Hub) -> None:
        hub.told = False
        self._pushes.wake_facilitator(hub)

    async def _recheck(self, hub: Hub, stream: Stream) -> None:
        """Ends a stream whose seat has been taken from its device; until that is known, nothing more goes there."""
        if await asyncio.to_thread(seats.still, stream.place):
            stream.doubted -= 1
            self._pushes.push_soon(hub, stream)
        elif stream.task:
            stream.task.cancel()


def _let_go_of_request(scope: Scope) -> None:
    """Empties what was asked: it is read by now, and two kilobytes for as long as the screen stays."""
    scope["headers"].clear()
    kept = {name: scope[name] for name in KEPT if name in scope}
    scope.clear()
    scope |= kept


async def _end(stream: Stream, last_word: bytes = OUT) -> None:
    """Closes a stream from our side: the page is told that this seat is no longer its own, or that we stop.

    Who does not take even that is hung up on.
    """
    with suppress(asyncio.CancelledError, OSError, RuntimeError):
        if stream.task:
            stream.task.uncancel()
        try:
            async with asyncio.timeout(LAST_WORD):
                await stream.send({"type": "http.response.body", "body": last_word, "more_body": False})
        except TimeoutError:
            if stream.line:
                stream.line.hang_up()
