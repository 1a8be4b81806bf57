"""What the load knows of a room: its screens, the acts on their way, and what became of those that arrived."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from bench.figures import percentile

OK, REFUSED = 200, 409


@dataclass(frozen=True, slots=True)
class Play:
    """One room as its browsers know it: the request of each stream; of each act, and how many screens it is told to."""

    streams: Sequence[bytes]
    acts: Iterator[tuple[bytes, int]]


@dataclass(frozen=True, slots=True)
class Planned:
    """An act of a session: so many seconds after the beginning, in which room, whom it is told to, what is answered."""

    after: float
    room: int
    request: bytes
    places: Sequence[int]
    expected: int = OK


@dataclass(slots=True)
class Sent:
    """An act on its way: to be told to the screens at these places, and answered with this status."""

    planned: float
    places: Sequence[int]
    expected: int = OK
    seq: int = 0
    status: int = 0


@dataclass(slots=True)
class Outcome:
    """What became of the acts of one run. Latencies in seconds; `late` is how late we ourselves sent them.

    `answered` is until the answer was here, `latencies` until the last screen had it; `judged` are acts refused as they
    were to be, `otherwise` those answered otherwise than they were to be, by their status.
    """

    planned: int
    latencies: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    judged: int = 0
    otherwise: Counter[int] = field(default_factory=Counter)
    stuck: bool = False

    @property
    def refused(self) -> int:
        """How many acts were answered otherwise than they were to be."""
        return self.otherwise.total()

    @property
    def open(self) -> int:
        """How many acts are on their way."""
        return len(self.late) - len(self.latencies) - self.refused - self.judged

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
        self.under_way = False
        self.next: deque[tuple[Sent, bytes]] = deque()

    def begin(self, outcome: Outcome) -> None:
        """Counts into a new outcome; what is still on its way counts nowhere."""
        self.outcome = outcome
        self._waiting.clear()
        self.next.clear()
        self.under_way = False

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
        self.outcome.answered.append(perf_counter() - sent.planned)
        if sent.status != sent.expected:
            self.outcome.otherwise[sent.status] += 1
            return
        if sent.expected == REFUSED:
            self.outcome.judged += 1
            return
        self._waiting.append(sent)
        self._settle()

    def _settle(self) -> None:
        for sent in [one for one in self._waiting if all(self._told[place] >= one.seq for place in one.places)]:
            self._waiting.remove(sent)
            heard = [self._heard[place] for place in sent.places]
            times = [next(at for seq, at in screen if seq >= sent.seq) for screen in heard]
            self.outcome.latencies.append((max(times) if times else perf_counter()) - sent.planned)
