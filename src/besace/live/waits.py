"""Programs that wait for a room to go on: a raw ASGI endpoint beside Django, which holds none of its threads meanwhile.

`GET /api/v1/rooms/<room>?after=<seq>`. Django answers, with everything it asks of whoever asks; where the room is no
further than `after`, its answer is let go, and Django is asked anew once a nudge says that the room went on. So there
is one gate, and one view. A line that was closed is let go, and after a while there is nothing to say (204).
"""

import asyncio
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

from besace import metrics
from besace.live import nudges, rooms
from besace.live.handler import Answered, ThreadedDjango, say, taken, tell

type Scope = dict[str, Any]
type Receive = Callable[[], Any]
type Send = Callable[[dict[str, Any]], Any]

ROOM = re.compile(r"/api/v1/rooms/([A-Za-z0-9_-]{1,64})")
AFTER = re.compile(rb"(?:^|&)after=([0-9]{1,9})(?:&|$)")
LONGEST = 25.0
"""Seconds: below the half minute after which proxies and programs give a silent line up."""
MOST_AN_ACCESS = 4
MOST = 512
SEQ = "besace-seq"
"""The header by which the view of a room says how far it is."""
FULL = "besace.full"
"""In the scope of a request: as many wait as may, and it is to be told so."""
OK, NOTHING = 200, 204
_served: WeakSet["Waits"] = WeakSet()
metrics.Gauge("besace_waits_open", "Programs that wait for a room.", lambda: sum(one.count() for one in _served))


@dataclass(eq=False, slots=True)
class Wait:
    """One request that waits: for which room, until it is beyond which entry."""

    room: str
    after: int
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class Waits:
    """The endpoint; `django` answers."""

    def __init__(self, django: ThreadedDjango) -> None:
        self._django = django
        self._waiting: dict[str, set[Wait]] = {}
        self._by: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stops = False
        _served.add(self)

    @staticmethod
    def takes(scope: Scope) -> bool:
        """Whether a request wants to wait."""
        return _wanted(scope) is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers once the room is beyond what was asked for, or after a while, or at once where it is refused."""
        self._start()
        body = await taken(scope, receive, send)
        if body is None:
            return None
        whose = _whose(scope)
        if self._by[whose] >= MOST_AN_ACCESS or self._by.total() >= MOST:
            return await tell(send, await self._django.answered({**scope, FULL: True}, body))
        self._by[whose] += 1
        try:
            answer = await self._answer(scope, body, asyncio.ensure_future(_gone(receive)))
        finally:
            self._by[whose] -= 1
            self._by += Counter()  # drops what is at zero
        return await (tell(send, answer) if answer else say(scope, send, NOTHING))

    def end(self) -> None:
        """Has all that wait told that there is nothing, as when the server stops; from the loop that serves."""
        self._stops = True
        for one in [one for some in self._waiting.values() for one in some]:
            one.woken.set()

    def count(self) -> int:
        """How many wait, or are being answered."""
        return self._by.total()

    async def _answer(self, scope: Scope, body: bytes, gone: "asyncio.Future[None]") -> Answered | None:
        """Django's answer once it is news; None where there is none in time, or nobody to tell it."""
        wait = _wanted(scope)
        assert wait is not None  # noqa: S101  # nosec B101 # `takes` has said so
        self._waiting.setdefault(wait.room, set()).add(wait)  # before asking: what comes meanwhile is heard
        gone.add_done_callback(lambda _: wait.woken.set())
        until = asyncio.get_running_loop().time() + LONGEST

        def is_over() -> bool:
            return self._stops or gone.done()

        try:
            while True:
                wait.woken.clear()
                answer = await self._django.answered(scope, body)  # however long it takes: a refusal is never left out
                if _is_news(answer, wait.after):
                    return answer
                if is_over() or not await _woken(wait, until) or is_over():
                    return None
        finally:
            gone.cancel()
            self._leave(wait)

    def _leave(self, wait: Wait) -> None:
        some = self._waiting[wait.room]
        some.discard(wait)
        if not some:
            del self._waiting[wait.room]

    def _start(self) -> None:
        """Binds to the loop that serves: nudges come from other threads, and go through it."""
        loop = asyncio.get_running_loop()
        if self._loop is None:
            nudges.listen(self._nudged)
            nudges.watch(lambda: tuple(self._waiting))
        self._loop = loop

    def _nudged(self, room_id: str, devices: tuple[str, ...]) -> None:
        if room_id in self._waiting and self._loop is not None and not self._loop.is_closed():
            with suppress(RuntimeError):  # the loop closes while we speak
                self._loop.call_soon_threadsafe(self._changed, room_id, bool(devices))

    def _changed(self, room_id: str, seats_changed: bool) -> None:
        """Wakes those for whom there is something to ask: the room went on, or their seat may be another's."""
        folded = rooms.in_memory(room_id)
        for one in self._waiting.get(room_id, ()):
            if seats_changed or folded is None or folded.seq > one.after:
                one.woken.set()


def _wanted(scope: Scope) -> Wait | None:
    """What a request wants to wait for; None where it does not."""
    room = ROOM.fullmatch(scope["path"])
    after = AFTER.search(scope["query_string"]) if room else None
    return Wait(room[1], int(after[1])) if room and after and scope["method"] == "GET" else None


async def _woken(wait: Wait, until: float) -> bool:
    """Whether there is something to ask for before that instant of the loop's."""
    try:
        async with asyncio.timeout_at(until):
            await wait.woken.wait()
    except TimeoutError:
        return False
    return True


async def _gone(receive: Receive) -> None:
    """Ends when whoever asked has closed the line."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _is_news(answer: Answered, after: int) -> bool:
    """Whether an answer is to be given now: a refusal, or a room that is further."""
    status, headers, _ = answer
    seq = next((value for name, value in headers if name.lower() == SEQ.encode()), b"")
    return status != OK or not seq.isdigit() or int(seq) > after


def _whose(scope: Scope) -> str:
    """Whom a wait counts for: the secret that was shown, as a hash; Django says whether it opens anything."""
    shown = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    return hashlib.sha256(shown).hexdigest()
