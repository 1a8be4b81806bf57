"""The load: acts at the instants planned for them, whatever the server does, and when the last screen heard of each.

Open loop: a latency counts from the planned instant, so that a server which stalls cannot slow down its own measure.
An act counts as delivered once every screen of its room was told a sequence that includes it. Loopback only.
"""

import asyncio
import gc
import re
import ssl
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from time import perf_counter
from typing import cast

from bench.halls import Hall, Outcome, Planned, Play, Sent

ADDRESS = "127.0.0.1"
EVENT_ENDS = b"\n\n\r\n"
SEQ = re.compile(rb'"seq": ?(\d+)')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
MOST_MOUTHS = 256
SPIN = 0.0015
STUCK = 1.0
LISTENED_TO = b"HTTP/1.1 200"


class Ear(asyncio.Protocol):
    """One screen's stream. Of what it is told only the sequence is read; all of it must have arrived."""

    def __init__(self, crowd: "Crowd", hall: Hall, place: int) -> None:
        self._crowd, self._hall, self._place = crowd, hall, place
        self._read = b""
        self._listening = False
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)
        self._transport.write(self._hall.play.streams[self._place])

    def data_received(self, data: bytes) -> None:
        if not self._listening:
            self._listening = data.startswith(LISTENED_TO)
            if not self._listening:
                self._crowd.turned_away[data[9:12].decode("latin1")] += 1
                self.close()
                return
        if self._read:
            data = self._read + data
        if not data.endswith(EVENT_ENDS):
            self._read = data
            return
        self._read = b""
        begin = data.rfind(b"\nid: ")
        if begin < 0:
            return
        self._crowd.events += 1
        self._crowd.received += len(data)
        self._hall.told(self._place, int(data[begin + 5 : data.index(b"\n", begin + 5)]))

    def connection_lost(self, _: Exception | None) -> None:
        self._read = b""
        self._crowd.lost(self._hall, self._place)

    def close(self) -> None:
        if self._transport:
            self._transport.close()


class Mouth(asyncio.Protocol):
    """One kept-alive connection that posts acts, one at a time."""

    def __init__(self, crowd: "Crowd") -> None:
        self._crowd = crowd
        self._read = b""
        self._under_way: tuple[Hall, Sent, bytes] | None = None
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)

    def say(self, hall: Hall, sent: Sent, request: bytes) -> None:
        """Posts one act."""
        self._under_way = hall, sent, request
        if self._transport:
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._read += data
        end = self._read.find(b"\r\n\r\n")
        length = LENGTH.search(self._read)
        if end < 0 or not length or len(self._read) < end + 4 + int(length[1]) or not self._under_way:
            return
        hall, sent, _ = self._under_way
        sent.status = int(self._read[9:12])
        found = SEQ.search(self._read, end)
        sent.seq = int(found[1]) if found else 0
        self._read, self._under_way = b"", None
        self._crowd.free(self)
        hall.answered(sent)
        self._crowd.go_on(hall)

    def connection_lost(self, _: Exception | None) -> None:
        self._crowd.gone(self, self._under_way)

    def close(self) -> None:
        if self._transport:
            self._transport.close()


class Crowd:
    """Every screen of these rooms on one server, and the connections that post their acts; `secure` where by TLS."""

    def __init__(self, port: int, plays: Sequence[Play], secure: ssl.SSLContext | None = None) -> None:
        self._port, self._secure = port, secure
        self.halls = [Hall(play) for play in plays]
        self.events = self.received = self.cut = 0
        self.turned_away: Counter[str] = Counter()
        self._closing = False
        self._ears: list[Ear] = []
        self._free: list[Mouth] = []
        self._mouths = 0
        self._queue: deque[tuple[Hall, Sent, bytes]] = deque()
        self._again: Callable[[Hall, int], None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, *, at_once: int = 32, patience: float = 120) -> float:
        """Connects every screen and waits until each was told the whole; gives the seconds it took."""
        begun = perf_counter()
        turn = asyncio.Semaphore(at_once)
        await asyncio.gather(*(self._open_hall(hall, turn, patience) for hall in self.halls))
        return perf_counter() - begun

    async def run(self, rate: float, seconds: float, *, drain: float = 2.0) -> Outcome:
        """Sends `rate` acts a second, round the rooms, and waits a while for the last to arrive."""
        count = max(int(rate * seconds), 1)
        with self._measured(count) as outcome:
            await self._send(outcome, rate, count)
            await self._drained(outcome, drain)
        return outcome

    async def perform(self, acts: Iterable[Planned], count: int, *, drain: float = 5.0) -> Outcome:
        """Sends acts at their instants, each once the act before it in its room is answered: people answer each other.

        A latency counts from the planned instant all the same.
        """
        with self._measured(count) as outcome:
            begun = perf_counter() + 0.05
            for one in acts:
                planned = begun + one.after
                await _wait_until(planned)
                outcome.late.append(perf_counter() - planned)
                self._say_in_turn(one, planned)
            await self._drained(outcome, drain)
        return outcome

    @contextmanager
    def _measured(self, count: int) -> Iterator[Outcome]:
        """Begins anew in every room, and collects no garbage meanwhile."""
        outcome = Outcome(count)
        self._queue.clear()
        for hall in self.halls:
            hall.begin(outcome)
        gc.collect()
        gc.disable()
        try:
            yield outcome
        finally:
            gc.enable()

    async def rested(self, patience: float = 15) -> None:
        """Returns once nothing was told for half a second."""
        until, before = perf_counter() + patience, -1
        while before != self.events and perf_counter() < until:
            before = self.events
            await asyncio.sleep(0.5)

    async def close(self) -> None:
        """Hangs up everywhere."""
        self._again = None
        self._closing = True
        for ear in self._ears:
            ear.close()
        for mouth in self._free:
            mouth.close()
        self._ears.clear()
        self._free.clear()
        await asyncio.sleep(0.2)

    def forget(self) -> None:
        """Every screen has to be told the whole anew."""
        for hall in self.halls:
            hall.forget()

    async def whole(self, patience: float = 30) -> None:
        """Returns once every screen was told something."""
        await asyncio.wait_for(_until(lambda: all(hall.whole for hall in self.halls)), patience)

    def reconnecting(self, wait: float) -> None:
        """From now on a stream that is cut opens again after `wait` seconds, as a browser does."""

        def again(hall: Hall, place: int) -> None:
            task = asyncio.get_running_loop().create_task(self._reopen(hall, place, wait))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        self._again = again

    def lost(self, hall: Hall, place: int) -> None:
        """A stream was cut."""
        self.cut += not self._closing
        if self._again:
            self._again(hall, place)

    def go_on(self, hall: Hall) -> None:
        """An act of this room was answered: the next one's turn, where one waits."""
        if hall.next:
            self._say(hall, *hall.next.popleft())
        else:
            hall.under_way = False

    def free(self, mouth: Mouth) -> None:
        """A connection has its answer: the next act in the queue, or rest."""
        if self._queue:
            mouth.say(*self._queue.popleft())
        else:
            self._free.append(mouth)

    def gone(self, mouth: Mouth, under_way: tuple[Hall, Sent, bytes] | None) -> None:
        """A server closes what rests too long; an act cut short is sent again, with the id it had."""
        self._mouths -= 1
        if mouth in self._free:
            self._free.remove(mouth)
        if under_way:
            self._say(*under_way)

    async def _open_hall(self, hall: Hall, turn: asyncio.Semaphore, patience: float) -> None:
        async with turn:
            for place in range(len(hall.play.streams)):
                await self._connect(hall, place)
            try:
                await asyncio.wait_for(_until(lambda: hall.whole), patience)
            except TimeoutError:
                away = ", ".join(f"{count} × {status}" for status, count in self.turned_away.items()) or "none"
                raise RuntimeError(f"A screen was told nothing in {patience:g} s; streams refused: {away}.") from None

    async def _connect(self, hall: Hall, place: int) -> None:
        ear = Ear(self, hall, place)
        await asyncio.get_running_loop().create_connection(lambda: ear, ADDRESS, self._port, ssl=self._secure)
        self._ears.append(ear)

    async def _reopen(self, hall: Hall, place: int, wait: float) -> None:
        while self._again:
            await asyncio.sleep(wait)
            try:
                return await self._connect(hall, place)
            except OSError:
                continue
        return None

    async def _send(self, outcome: Outcome, rate: float, count: int) -> None:
        begun = perf_counter() + 0.05
        most = max(rate * STUCK, 50)
        for turn, hall in enumerate(islice(cycle(self.halls), count)):
            planned = begun + turn / rate
            await _wait_until(planned)
            outcome.late.append(perf_counter() - planned)
            request, screens = next(hall.play.acts)
            self._say(hall, Sent(planned, range(screens)), request)
            if outcome.open > most:
                outcome.stuck = True
                return

    async def _drained(self, outcome: Outcome, patience: float) -> None:
        until = perf_counter() + patience * (3 if outcome.stuck else 1)
        while perf_counter() < until and (self._queue or outcome.open):  # noqa: ASYNC110 - the limit is a time
            await asyncio.sleep(0.02)

    def _say(self, hall: Hall, sent: Sent, request: bytes) -> None:
        if self._free:
            self._free.pop().say(hall, sent, request)
            return
        self._queue.append((hall, sent, request))
        if self._mouths < MOST_MOUTHS:
            self._mouths += 1
            task = asyncio.get_running_loop().create_task(self._new_mouth())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _say_in_turn(self, one: Planned, planned: float) -> None:
        hall = self.halls[one.room]
        sent = Sent(planned, one.places, one.expected)
        if hall.under_way:
            hall.next.append((sent, one.request))
        else:
            hall.under_way = True
            self._say(hall, sent, one.request)

    async def _new_mouth(self) -> None:
        mouth = Mouth(self)
        try:
            await asyncio.get_running_loop().create_connection(lambda: mouth, ADDRESS, self._port, ssl=self._secure)
        except OSError:
            self._mouths -= 1
            return
        self.free(mouth)


async def _until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110 - what is waited for is a state of many
        await asyncio.sleep(0.005)


async def _wait_until(instant: float) -> None:
    """Timers are a millisecond coarse: the last of the wait goes round the loop, which reads meanwhile."""
    if (left := instant - perf_counter()) > SPIN:
        await asyncio.sleep(left - SPIN)
    while perf_counter() < instant:  # noqa: ASYNC110 - exactly what an event could not do
        await asyncio.sleep(0)
