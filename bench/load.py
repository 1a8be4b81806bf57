"""The load: acts at the instants planned for them, whatever the server does, and when the last screen heard of each.

Open loop: a latency counts from the planned instant, so that a server which stalls cannot slow down its own measure.
An act counts as delivered once every screen of its room was told a sequence that includes it. Loopback only.
"""

import asyncio
import gc
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from time import perf_counter
from typing import cast

from bench.figures import percentile

ADDRESS = "127.0.0.1"
EVENT_ENDS = b"\n\n\r\n"
SEQ = re.compile(rb'"seq": ?(\d+)')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
MOST_MOUTHS = 256
SPIN = 0.0015
STUCK = 1.0


@dataclass(frozen=True, slots=True)
class Play:
    """One room as its browsers know it: the request of each stream; of each act, and how many screens it is told to."""

    streams: Sequence[bytes]
    acts: Iterator[tuple[bytes, int]]


@dataclass(slots=True)
class Sent:
    """An act on its way."""

    planned: float
    screens: int
    seq: int = 0
    status: int = 0


@dataclass(slots=True)
class Outcome:
    """What became of the acts of one run. Latencies in seconds; `late` is how late we ourselves sent them."""

    planned: int
    latencies: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    refused: int = 0
    stuck: bool = False

    @property
    def open(self) -> int:
        """How many acts are on their way."""
        return len(self.late) - len(self.latencies) - self.refused

    def at(self, share: float) -> float:
        """A percentile of the latencies in milliseconds; infinite when nothing arrived."""
        return percentile(self.latencies, share) * 1000 if self.latencies else float("inf")

    def late_at(self, share: float) -> float:
        """How late we sent, in milliseconds: a load that cannot keep up measures itself."""
        return percentile(self.late, share) * 1000 if self.late else 0.0

    def sustained(self, limit: float = 250) -> bool:
        """Whether every act reached every screen, with p99 under the limit in milliseconds."""
        return not self.stuck and len(self.latencies) == self.planned and self.at(0.99) < limit


class Hall:
    """A room under load: up to where each of its screens was told and when, and the acts not yet told to all."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.outcome = Outcome(0)
        self.forget()

    def forget(self) -> None:
        """Every screen has to be told anew."""
        self._told = [-1] * len(self.play.streams)
        self._heard: list[deque[tuple[int, float]]] = [deque(maxlen=16) for _ in self.play.streams]
        self._waiting: list[Sent] = []

    def begin(self, outcome: Outcome) -> None:
        """Counts into a new outcome; what is still on its way counts nowhere."""
        self.outcome = outcome
        self._waiting.clear()

    @property
    def whole(self) -> bool:
        """Whether every screen was told something."""
        return min(self._told) >= 0

    def told(self, place: int, seq: int) -> None:
        """A screen was told up to a sequence."""
        self._told[place] = seq
        self._heard[place].append((seq, perf_counter()))
        if self._waiting:
            self._settle()

    def answered(self, sent: Sent) -> None:
        """An act was accepted or refused; its screens may have been told before."""
        if sent.status != 200:
            self.outcome.refused += 1
            return
        self._waiting.append(sent)
        self._settle()

    def _settle(self) -> None:
        for sent in [one for one in self._waiting if min(self._told[: one.screens]) >= one.seq]:
            self._waiting.remove(sent)
            heard = self._heard[: sent.screens]
            last = max(next(at for seq, at in screen if seq >= sent.seq) for screen in heard)
            self.outcome.latencies.append(last - sent.planned)


class Ear(asyncio.Protocol):
    """One screen's stream. Of what it is told only the sequence is read; all of it must have arrived."""

    def __init__(self, crowd: "Crowd", hall: Hall, place: int) -> None:
        self._crowd, self._hall, self._place = crowd, hall, place
        self._read = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)
        self._transport.write(self._hall.play.streams[self._place])

    def data_received(self, data: bytes) -> None:
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

    def connection_lost(self, _: Exception | None) -> None:
        self._crowd.gone(self, self._under_way)

    def close(self) -> None:
        if self._transport:
            self._transport.close()


class Crowd:
    """Every screen of these rooms on one server, and the connections that post their acts."""

    def __init__(self, port: int, plays: Sequence[Play]) -> None:
        self._port = port
        self.halls = [Hall(play) for play in plays]
        self.events = self.received = 0
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
        outcome = Outcome(count)
        self._queue.clear()
        for hall in self.halls:
            hall.begin(outcome)
        gc.collect()
        gc.disable()
        try:
            await self._send(outcome, rate, count)
            await self._drained(outcome, drain)
        finally:
            gc.enable()
        return outcome

    async def rested(self, patience: float = 15) -> None:
        """Returns once nothing was told for half a second."""
        until, before = perf_counter() + patience, -1
        while before != self.events and perf_counter() < until:
            before = self.events
            await asyncio.sleep(0.5)

    async def close(self) -> None:
        """Hangs up everywhere."""
        self._again = None
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
        if self._again:
            self._again(hall, place)

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
            await asyncio.wait_for(_until(lambda: hall.whole), patience)

    async def _connect(self, hall: Hall, place: int) -> None:
        ear = Ear(self, hall, place)
        await asyncio.get_running_loop().create_connection(lambda: ear, ADDRESS, self._port)
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
            self._say(hall, Sent(planned, screens), request)
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

    async def _new_mouth(self) -> None:
        mouth = Mouth(self)
        try:
            await asyncio.get_running_loop().create_connection(lambda: mouth, ADDRESS, self._port)
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
