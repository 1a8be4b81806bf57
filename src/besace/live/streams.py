"""Live screens: one server-sent event stream each, a raw ASGI endpoint beside Django (WHATWG HTML, 9.2).

A nudge marks the streams of a room; each then gets its latest view against the one it last got, so that bursts
melt together and a slow reader never queues. Connecting, or coming back, is the whole view.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from weakref import WeakSet

from django.db import DatabaseError

from besace import metrics
from besace.live import nudges, presence, rooms, screens, seats
from besace.live.connecting import authenticated, sender_of
from besace.live.events import OUT, RETRY, STOPS, Change, Events, Render, beat, clock_of
from besace.live.handler import say
from besace.live.headers import as_bytes
from besace.live.hubs import Hub, Stream
from besace.live.models import Room, Seat
from besace.live.screens import Shown

__all__ = ["Render", "Stream", "Streams", "clock_of"]

type Scope = dict[str, Any]
type Receive = Callable[[], Any]
type Send = Callable[[dict[str, Any]], Any]

LOG = logging.getLogger(__name__)
NUDGES = metrics.Counter("besace_nudges_total", "Nudges that this process heard.")
LAG = metrics.Histogram("besace_screen_lag_seconds", "From a nudge until a screen's line has taken what changed.")
BEAT_EVERY = 15.0
MOST_A_DEVICE = 4
MOST_AN_ADDRESS = 512
"""Forty rooms behind one address; whoever comes after polls."""
LAST_WORD = 1.0
SETTLES = 0.25
"""Seconds for which those who come and go are gathered before it is said: a whole room comes back at once."""
AGAIN = 1.0
"""Seconds after which what could not be read is read again."""
STUCK = 4
"""Beats after which a reader that takes nothing is let go."""
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
        self._pushes: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._events = Events(render)
        self._screens = 0
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
        self._pushes.add(loop.create_task(self._beat()))

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
                self._spawn(self._recheck(hub, stream))
        self._wake(hub)

    def _enter(self, room: Room, stream: Stream) -> Hub:
        hub = self._hubs.setdefault(room.id, Hub(room))
        hub.streams.add(stream)
        self._screens += 1
        self._devices[stream.place.device] += 1
        if stream.sender:
            self._senders[stream.sender] += 1
        if stream.place.role != Seat.Role.SCREEN and presence.came(room.id, stream.place.person):
            self._tell_presence(room.id)
        self._push_soon(hub, stream)
        self._set_timer(hub)
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
            if hub.timer:
                hub.timer.cancel()

    def _tell_presence(self, room_id: str) -> None:
        """Has the facilitator's screens say whose screen went: they alone do, and once for all within a moment."""
        hub = self._hubs.get(room_id)
        if hub is not None and not hub.told:
            hub.told = True
            asyncio.get_running_loop().call_later(SETTLES, self._settled, hub)

    def _settled(self, hub: Hub) -> None:
        hub.told = False
        self._wake_facilitator(hub)

    def _wake_facilitator(self, hub: Hub) -> None:
        """Sends what is new to the facilitator's screens: nearly all that time alone changes is hers."""
        self._wake(hub, [stream for stream in hub.streams if stream.place.role == Seat.Role.FACILITATOR])

    def _wake(self, hub: Hub, whom: Collection[Stream] | None = None) -> None:
        """Sends what is new to the screens of a room, all or some; to all where time has changed them all by now."""
        if hub.is_late():
            whom = None
        if whom is None:
            hub.all_change_at = None
        woken = tuple(hub.streams if whom is None else whom)
        hub.change = Change(screens.in_memory(hub.room))
        for stream in woken:
            stream.dirty = True
        hub.waking = True
        for stream in woken:
            self._push_soon(hub, stream)
        hub.waking = False
        _let_go(hub)
        self._set_timer(hub)

    def _set_timer(self, hub: Hub) -> None:
        if hub.timer:
            hub.timer.cancel()
            hub.timer = None
        folded, loop = rooms.in_memory(hub.room.id), asyncio.get_running_loop()
        some, everybody = screens.next_change(hub.room, folded) if folded else (None, None)
        if hub.is_late():  # the timer that was about to ring is taken away: what it was for stays
            some = 0.0
        else:
            hub.all_change_at = None if everybody is None else loop.time() + everybody
        if some is not None and hub.streams:
            hub.timer = loop.call_later(some + 0.01, self._wake_facilitator, hub)

    def _push_soon(self, hub: Hub, stream: Stream) -> None:
        """Sends the latest: at once where nothing has to be waited for, as is nearly always so, else in a task."""
        if stream.busy:
            return None
        if stream.is_free() and hub.change.folded is not None:
            return self._push_now(hub, stream)
        stream.busy = True
        return self._spawn(self._push(hub, stream))

    def _push_now(self, hub: Hub, stream: Stream) -> None:
        try:
            if stream.is_due() and stream in hub.streams:
                nudged = stream.taken_up()
                if event := self._event(hub, stream):
                    stream.say(event)
                    _observe_lag(nudged)
        except Exception as failure:  # noqa: BLE001 - as where a task fails
            _tell_failure(failure)
            if isinstance(failure, DatabaseError):
                self._push_later(hub, stream)
        finally:
            if not hub.waking:
                _let_go(hub)

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
            _tell_failure(failure)

    async def _push(self, hub: Hub, stream: Stream) -> None:
        """Sends the latest until it is the latest: what changes while a slow reader reads is sent once, after."""
        try:
            while stream.is_due() and stream in hub.streams:
                nudged = stream.taken_up()
                if hub.change.folded is None:
                    await _remember(hub)
                    self._set_timer(hub)
                if event := self._event(hub, stream):
                    await stream.send({"type": "http.response.body", "body": event, "more_body": True})
                    _observe_lag(nudged)
        except DatabaseError:
            self._push_later(hub, stream)
            raise
        finally:
            stream.busy = False
            if not hub.waking:
                _let_go(hub)

    def _push_later(self, hub: Hub, stream: Stream) -> None:
        """A server that is away comes back, and nobody may say anything more by then."""
        stream.dirty = True
        asyncio.get_running_loop().call_later(AGAIN, self._push_soon, hub, stream)

    def _event(self, hub: Hub, stream: Stream) -> bytes:
        return self._events.event(hub.room, hub.change, _shown(hub, stream), stream.sent, stream.language)

    async def _recheck(self, hub: Hub, stream: Stream) -> None:
        """Ends a stream whose seat has been taken from its device; until that is known, nothing more goes there."""
        if await asyncio.to_thread(seats.still, stream.place):
            stream.doubted -= 1
            self._push_soon(hub, stream)
        elif stream.task:
            stream.task.cancel()

    async def _beat(self) -> None:
        """Says that the line is alive: proxies and phones drop a silent one."""
        while True:
            await asyncio.sleep(BEAT_EVERY)
            for hub in tuple(self._hubs.values()):
                for stream in tuple(hub.streams):
                    self._beat_for(hub, stream)
                await asyncio.sleep(0)

    def _said(self) -> bytes:
        return beat(self._screens)

    def _beat_for(self, hub: Hub, stream: Stream) -> None:
        stream.stuck = stream.stuck + 1 if stream.busy else 0
        if not stream.busy and stream.is_free():
            stream.say(self._said())
        elif not stream.busy:
            stream.busy = True
            self._spawn(self._say_alive(hub, stream))
        elif stream.stuck >= STUCK and stream.line:
            stream.line.hang_up()

    async def _say_alive(self, hub: Hub, stream: Stream) -> None:
        try:
            await stream.send({"type": "http.response.body", "body": self._said(), "more_body": True})
        finally:
            stream.busy = False
        if stream.dirty:
            self._push_soon(hub, stream)


def _observe_lag(nudged: float) -> None:
    if nudged:
        LAG.observe(time.perf_counter() - nudged)


def _tell_failure(failure: BaseException) -> None:
    LOG.error("a screen could not be shown", exc_info=failure)


def _let_go_of_request(scope: Scope) -> None:
    """Empties what was asked: it is read by now, and two kilobytes for as long as the screen stays."""
    scope["headers"].clear()
    kept = {name: scope[name] for name in KEPT if name in scope}
    scope.clear()
    scope |= kept


async def _remember(hub: Hub) -> None:
    """Has what showing the room needs in memory."""
    async with hub.reading:  # one reads for all the screens that wait
        while (change := hub.change).folded is None:  # another change may come while this one is read
            change.folded = screens.in_memory(hub.room) or await asyncio.to_thread(screens.remember, hub.room)


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
