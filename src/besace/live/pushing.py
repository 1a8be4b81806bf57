"""Pushing: each screen of a room gets its latest view against the one it last got, so that bursts melt together.

A slow reader never queues: what changes meanwhile is sent once, when it has read.
"""

import asyncio
import logging
import time
from collections.abc import Collection
from typing import Any

from django.db import DatabaseError

from besace import metrics
from besace.live import rooms, screens
from besace.live.events import Change, Events, Render
from besace.live.hubs import Hub, Stream
from besace.live.models import Seat
from besace.live.screens import Shown

LOG = logging.getLogger(__name__)
LAG = metrics.Histogram("besace_screen_lag_seconds", "From a nudge until a screen's line has taken what changed.")
AGAIN = 1.0
"""Seconds after which what could not be read is read again."""


class Pushes:
    """Sends screens what they lack. `render` turns an island's value into HTML (`web.islands.render`)."""

    def __init__(self, render: Render) -> None:
        self._events = Events(render)
        self._tasks: set[asyncio.Task[None]] = set()

    def wake_facilitator(self, hub: Hub) -> None:
        """Sends what is new to the facilitator's screens: nearly all that time alone changes is hers."""
        self.wake(hub, [stream for stream in hub.streams if stream.place.role == Seat.Role.FACILITATOR])

    def wake(self, hub: Hub, whom: Collection[Stream] | None = None) -> None:
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
            self.push_soon(hub, stream)
        hub.waking = False
        _let_go(hub)
        self.set_timer(hub)

    def set_timer(self, hub: Hub) -> None:
        """Has the room's screens woken when time alone next changes what they show."""
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
            hub.timer = loop.call_later(some + 0.01, self.wake_facilitator, hub)

    def push_soon(self, hub: Hub, stream: Stream) -> None:
        """Sends the latest: at once where nothing has to be waited for, as is nearly always so, else in a task."""
        if stream.busy:
            return None
        if stream.is_free() and hub.change.folded is not None:
            return self._push_now(hub, stream)
        stream.busy = True
        return self.spawn(self._push(hub, stream))

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

    def spawn(self, work: Any) -> None:
        """Begins at once: nearly all work is over before it would have to wait, and costs the loop no turn."""
        task = asyncio.Task(work, loop=asyncio.get_running_loop(), eager_start=True)
        if task.done():
            return self._done(task)
        self._tasks.add(task)
        return task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        """A push that failed is told to the log and tried again at the next change; the line stays."""
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            _tell_failure(failure)

    async def _push(self, hub: Hub, stream: Stream) -> None:
        """Sends the latest until it is the latest: what changes while a slow reader reads is sent once, after."""
        try:
            while stream.is_due() and stream in hub.streams:
                nudged = stream.taken_up()
                if hub.change.folded is None:
                    await _remember(hub)
                    self.set_timer(hub)
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
        asyncio.get_running_loop().call_later(AGAIN, self.push_soon, hub, stream)

    def _event(self, hub: Hub, stream: Stream) -> bytes:
        is_new = stream.sent.is_new
        event = self._events.event(hub.room, hub.change, _shown(hub, stream), stream.sent, stream.language)
        if is_new and (alike := _alike(hub, stream)):
            stream.sent.hold_as(alike.sent)
        return event


def _alike(hub: Hub, stream: Stream) -> Stream | None:
    """Another screen of the room that shows much the same."""
    role = stream.place.role
    return next((one for one in hub.streams if one is not stream and one.place.role == role), None)


def _observe_lag(nudged: float) -> None:
    if nudged:
        LAG.observe(time.perf_counter() - nudged)


def _tell_failure(failure: BaseException) -> None:
    LOG.error("a screen could not be shown", exc_info=failure)


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
