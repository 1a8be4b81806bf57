"""The kinds of figures there are. A label takes the words of a closed list and no other: whatever else comes, a name or
a sentence by mistake, is counted as `other`, so that nothing anybody wrote can stand in a label, and their number is
bounded by what is written in the code.

Each part of the house declares its own, once, where it counts; `everything` gives them all.
"""

import re
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from math import prod

NAME = re.compile(r"(besace|process)_[a-z][a-z_]*[a-z]")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")
OTHER = "other"
FEW = 64
"""So many series of one counter are shown from the start, at zero: of a series that appears later the first step is
lost to whoever looks at differences."""
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

type Words = tuple[str, ...]
type Sample = tuple[str, Mapping[str, str], float]
"""What is added to the name, the labels, the value."""

_all: dict[str, "Metric"] = {}


def everything() -> tuple["Metric", ...]:
    """Every figure that a part of the house has declared, by name."""
    return tuple(_all[name] for name in sorted(_all))


class Metric:
    """One figure: its name, what it says, and the words each of its labels may be.

    Raises:
        ValueError: a name that is taken or is none, or a list with something else than words.
    """

    kind = ""

    def __init__(self, name: str, says: str, **labels: Collection[str]) -> None:
        if not NAME.fullmatch(name) or name in _all:
            raise ValueError(name)
        if not all(WORD.fullmatch(word) for words in labels.values() for word in words):
            raise ValueError(labels)
        self.name, self.says = name, says
        self.labels = {label: frozenset(words) | {OTHER} for label, words in labels.items()}
        self._lock = threading.Lock()
        _all[name] = self

    def samples(self) -> Iterator[Sample]:
        """The figure as it stands."""
        raise NotImplementedError

    @property
    def most(self) -> int:
        """How many series there can be."""
        return prod(map(len, self.labels.values()))

    def _known(self, said: Words) -> Words:
        return tuple(word if word in words else OTHER for word, words in zip(said, self.labels.values(), strict=True))

    def _named(self, said: Words) -> Mapping[str, str]:
        return dict(zip(self.labels, said, strict=True))


class Counter(Metric):
    """Counts what happened since the process began."""

    kind = "counter"

    def __init__(self, name: str, says: str, **labels: Collection[str]) -> None:
        super().__init__(name, says, **labels)
        few = self.most <= FEW
        known = product(*(sorted(words - {OTHER}) for words in self.labels.values())) if few else ()
        self._counts: dict[Words, float] = dict.fromkeys(known, 0)

    def add(self, *said: str, by: float = 1) -> None:
        """Counts one more, or `by`, of these words: one for each label, in their order."""
        known = said if said in self._counts else self._known(said)  # what was counted once is known
        with self._lock:
            self._counts[known] = self._counts.get(known, 0) + by

    def of(self, *said: str) -> float:
        """How many there were of these words."""
        return self._counts.get(said, 0)

    def samples(self) -> Iterator[Sample]:
        with self._lock:
            found = sorted(self._counts.items())
        yield from (("", self._named(said), count) for said, count in found)


class Gauge(Metric):
    """What is looked up when it is asked for; `None`, and what fails, is left out."""

    kind = "gauge"

    def __init__(
        self, name: str, says: str, ask: Callable[[], float | Mapping[str, float] | None], **labels: Collection[str]
    ) -> None:
        super().__init__(name, says, **labels)
        self._ask = ask

    def samples(self) -> Iterator[Sample]:
        try:
            found = self._ask()
        except Exception:  # noqa: BLE001 - a figure that cannot be had now takes no other with it
            return
        if isinstance(found, Mapping):
            yield from (("", self._named((word,)), value) for word, value in self._counted(found).items())
        elif found is not None:
            yield "", {}, found

    def _counted(self, found: Mapping[str, float]) -> Mapping[str, float]:
        """What was found by each word of the list; what has none of them together."""
        (words,) = self.labels.values()
        counted = dict.fromkeys(sorted(words - {OTHER}), 0.0)
        for word, value in found.items():
            (known,) = self._known((word,))
            counted[known] = counted.get(known, 0.0) + value
        return counted


class Total(Gauge):
    """A counter that the system keeps."""

    kind = "counter"


class Histogram(Metric):
    """How long something took, as counts of at most so many seconds."""

    kind = "histogram"

    def __init__(self, name: str, says: str, bounds: tuple[float, ...] = SECONDS) -> None:
        super().__init__(name, says)
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def observe(self, seconds: float) -> None:
        """Counts one that took so long."""
        at = bisect_left(self._bounds, seconds)
        with self._lock:
            self._counts[at] += 1
            self._sum += seconds

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Counts how long a block takes, also one that fails."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.observe(time.perf_counter() - began)

    @property
    def count(self) -> int:
        """How many there were."""
        return sum(self._counts)

    def samples(self) -> Iterator[Sample]:
        with self._lock:
            counts, total = list(self._counts), self._sum
        so_far = 0
        for bound, count in zip((*map(repr, self._bounds), "+Inf"), counts, strict=True):
            so_far += count
            yield "_bucket", {"le": bound}, so_far
        yield "_sum", {}, total
        yield "_count", {}, so_far
