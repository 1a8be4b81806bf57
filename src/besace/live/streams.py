"""Live screens: one server-sent event stream each, a raw ASGI endpoint beside Django (WHATWG HTML, 9.2).

A nudge marks the streams of a room; each then gets its latest view against the one it last got, so that bursts
melt together and a slow reader never queues. Connecting, or coming back, is the whole view.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.handlers.asgi import ASGIRequest

from besace.live import nudges, presence, rooms, screens, seats
from besace.live.events import BEAT, OUT, RETRY, Change, Events, Render, Sent, clock_of
from besace.live.http import is_ours
from besace.live.models import Room, Seat
from besace.live.screens import Shown
from besace.live.seats import Place

__all__ = ["Render", "Stream", "Streams", "clock_of"]

type Scope = dict[str, Any]
type Receive = Callable[[], Any]
type Send = Callable[[dict[str, Any]], Any]

LOG = logging.getLogger(__name__)
BEAT_EVERY = 15.0
MOST_A_DEVICE = 4
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-accel-buffering", b"no"),
]


class Stream:
    """One screen: its seat, its language, and what it was last sent."""

    __slots__ = ("busy", "dirty", "language", "place", "send", "sent", "task", "whose")

    def __init__(self, place: Place, language: str, send: Send) -> None:
        self.place = place
        self.whose = (place.viewer, place.role)
        self.language = language
        self.send = send
        self.task = asyncio.current_task()
        self.sent = Sent()
        self.dirty = True
        self.busy = False


class Hub:
    """The screens of one room, and the one timer that wakes them when time alone changes something."""

    __slots__ = ("change", "room", "streams", "timer", "waking")

    def __init__(self, room: Room) -> None:
        self.room = room
        self.streams: set[Stream] = set()
        self.timer: asyncio.TimerHandle | None = None
        self.change = Change()
        self.waking = False


class Streams:
    """The ASGI endpoint of `/s/<room>/stream`. `render` turns an island's value into HTML (`web.islands.render`)."""

    def __init__(self, render: Render) -> None:
        self._hubs: dict[str, Hub] = {}
        self._devices: Counter[str] = Counter()
        self._pushes: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._events = Events(render)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Authenticates the device by its cookie, then keeps its screen up to date until it goes or is shut out."""
        self._start()
        found = await asyncio.to_thread(_authenticated, scope)
        if isinstance(found, int):
            return await _answer(send, found)
        room, place, language = found
        if self._devices[place.device] >= MOST_A_DEVICE:
            return await _answer(send, 204)
        scope["headers"].clear()  # read by now, and a kilobyte for as long as the screen stays
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": RETRY, "more_body": True})
        stream = Stream(place, language, send)
        hub = self._enter(room, stream)
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            hub.streams.discard(stream)  # nothing is sent after the end
            await _end(stream)
        finally:
            self._leave(hub, stream)
        return None

    def end(self) -> None:
        """Ends every stream; from the loop that serves."""
        for stream in [stream for hub in self._hubs.values() for stream in hub.streams]:
            if stream.task:
                stream.task.cancel()

    def _start(self) -> None:
        """Binds to the loop that serves: nudges come from other threads, and go through it."""
        loop = asyncio.get_running_loop()
        if self._loop is loop:
            return
        if self._loop is None:
            nudges.listen(self._nudged)
        self._loop = loop
        self._pushes.add(loop.create_task(self._beat()))

    def _nudged(self, room_id: str, devices: tuple[str, ...]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            with suppress(RuntimeError):  # the loop closes while we speak
                self._loop.call_soon_threadsafe(self._changed, room_id, devices)

    def _changed(self, room_id: str, devices: tuple[str, ...]) -> None:
        if (hub := self._hubs.get(room_id)) is None:
            return
        for stream in hub.streams:
            if stream.place.device in devices or devices == nudges.EVERYONE:
                self._spawn(self._recheck(stream))
        self._wake(hub)

    def _enter(self, room: Room, stream: Stream) -> Hub:
        hub = self._hubs.setdefault(room.id, Hub(room))
        hub.streams.add(stream)
        self._devices[stream.place.device] += 1
        if stream.place.role != Seat.Role.SCREEN and presence.came(room.id, stream.place.person):
            self._wake(hub)
        else:
            self._push_soon(hub, stream)
            self._set_timer(hub)
        return hub

    def _leave(self, hub: Hub, stream: Stream) -> None:
        place = stream.place
        hub.streams.discard(stream)
        self._devices[place.device] -= 1
        self._devices += Counter()  # drops what is at zero
        if place.role != Seat.Role.SCREEN:
            presence.went(hub.room.id, place.person)
            asyncio.get_running_loop().call_later(presence.GRACE + 0.1, self._changed, hub.room.id, ())
        if not hub.streams:
            self._hubs.pop(hub.room.id, None)
            if hub.timer:
                hub.timer.cancel()

    def _wake(self, hub: Hub) -> None:
        hub.change = Change(screens.in_memory(hub.room))
        for stream in hub.streams:
            stream.dirty = True
        hub.waking = True
        for stream in tuple(hub.streams):
            self._push_soon(hub, stream)
        hub.waking = False
        _let_go(hub)
        self._set_timer(hub)

    def _set_timer(self, hub: Hub) -> None:
        if hub.timer:
            hub.timer.cancel()
            hub.timer = None
        folded = rooms.in_memory(hub.room.id)
        wait = screens.next_change(hub.room, folded) if folded else None
        if wait is not None and hub.streams:
            hub.timer = asyncio.get_running_loop().call_later(wait + 0.01, self._wake, hub)

    def _push_soon(self, hub: Hub, stream: Stream) -> None:
        if not stream.busy:
            stream.busy = True
            self._spawn(self._push(hub, stream))

    def _spawn(self, work: Any) -> None:
        """Begins at once: nearly all work is over before it would have to wait, and costs the loop no turn."""
        task = asyncio.Task(work, loop=asyncio.get_running_loop(), eager_start=True)
        if task.done():
            return self._done(task)
        self._pushes.add(task)
        return task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        """A push that failed is told to the log and tried again at the next change; the line stays."""
        self._pushes.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            LOG.error("a screen could not be shown", exc_info=failure)

    async def _push(self, hub: Hub, stream: Stream) -> None:
        """Sends the latest until it is the latest: what changes while a slow reader reads is sent once, after."""
        try:
            while stream.dirty and stream in hub.streams:
                stream.dirty = False
                if hub.change.folded is None:
                    await _remember(hub)
                if event := self._event(hub, stream):
                    await stream.send({"type": "http.response.body", "body": event, "more_body": True})
        finally:
            stream.busy = False
            if not hub.waking:
                _let_go(hub)

    def _event(self, hub: Hub, stream: Stream) -> bytes:
        return self._events.event(hub.room, hub.change, _shown(hub, stream), stream.sent, stream.language)

    async def _recheck(self, stream: Stream) -> None:
        if not await asyncio.to_thread(seats.still, stream.place) and stream.task:
            stream.task.cancel()

    async def _beat(self) -> None:
        """Says that the line is alive: proxies and phones drop a silent one."""
        while True:
            await asyncio.sleep(BEAT_EVERY)
            for hub in tuple(self._hubs.values()):
                for stream in tuple(hub.streams):
                    if not stream.busy:
                        stream.busy = True
                        self._spawn(self._say_alive(hub, stream))
                await asyncio.sleep(0)

    async def _say_alive(self, hub: Hub, stream: Stream) -> None:
        try:
            await stream.send({"type": "http.response.body", "body": BEAT, "more_body": True})
        finally:
            stream.busy = False
        if stream.dirty:
            self._push_soon(hub, stream)


async def _remember(hub: Hub) -> None:
    """Has what showing the room needs in memory."""
    if (folded := screens.in_memory(hub.room)) is None:
        await asyncio.to_thread(screens.remember, hub.room)
        folded = rooms.folded(hub.room)
    hub.change.folded = folded


def _let_go(hub: Hub) -> None:
    """Keeps of a change nothing that no screen waits for: between two of them there are minutes, and many rooms."""
    if not any(stream.dirty or stream.busy for stream in hub.streams):
        hub.change = Change()


def _shown(hub: Hub, stream: Stream) -> Shown:
    """The view of this viewer, once for all her screens."""
    change = hub.change
    folded = change.folded or rooms.folded(hub.room)
    kept = change.views.get(stream.whose)
    if kept is None:
        kept = change.views[stream.whose] = screens.shown_of(hub.room, folded, *stream.whose)
    return kept


def _authenticated(scope: Scope) -> tuple[Room, Place, str] | int:
    """The room, the seat and the language of a screen that connects, or the status that refuses it."""
    request = ASGIRequest(scope, BytesIO())
    if scope["method"] != "GET":
        return 405
    if not is_ours(request.META.get("HTTP_HOST", "")):
        return 400
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return 403
    room = rooms.find(scope["path"].split("/")[2])
    key = seats.key_in(request.COOKIES, secure=request.is_secure())
    place = seats.seat_for(room, key, request.GET.get("seat")) if room else None
    if room is None or place is None:
        return 404
    screens.remember(room)
    return room, place, seats.language_of(request.COOKIES, rooms.folded(room).session.language)


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": HEADERS[1:]})
    await send({"type": "http.response.body", "body": b""})


async def _end(stream: Stream) -> None:
    """Closes a stream from our side: the page is told that this seat is no longer its own, or that we stop."""
    with suppress(asyncio.CancelledError, OSError, RuntimeError):
        if stream.task:
            stream.task.uncancel()
        await stream.send({"type": "http.response.body", "body": OUT, "more_body": False})
