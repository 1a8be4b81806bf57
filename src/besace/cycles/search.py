"""The least costly choice of so many slots, exactly: best first over states, with a bound that never overstates.

A choice is made slot after slot, in order. What later slots can cost depends only on a *state*: how many are chosen,
the last one, who has missed one so far, and how many days are shared with each earlier choice. Of all ways into a
state only the cheapest goes on (dynamic programming); states are opened in the order of a bound on the whole cost, so
that the first complete choice is the best (A*: Hart, Nilsson, Raphael, 1968, a consistent bound). There are at most
count x slots x 2^participants states, times those of sharing; the bound leaves a few hundred. Costs compare in order:

1. absences;
2. repeats: absences beyond anyone's first, so that the same person does not miss twice where another set avoids it;
3. efforts: answers “if need be”;
4. strain: the sum over neighbouring dates of (steps x gap - span)², which is `steps²` times the squared deviation of
   the gap, in days, from the ideal one, `span / steps`; whole numbers, so that equal is equal;
5. the slots themselves, the earlier the better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

type Cost = tuple[int, int, int, int]
"""Absences, repeats, efforts, strain."""
type Rest = tuple[int, int, int]
"""Absences, efforts, strain still to come."""

START = -1
FREE: Rest = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """Slots in order: the day of each as a number, who would miss it as bits, how many could make an effort.

    `count` are to be chosen, at least `gap` days apart and never two on one day; ideally they span `span` days.
    """

    days: tuple[int, ...]
    absent: tuple[int, ...]
    efforts: tuple[int, ...]
    count: int
    gap: int
    span: int

    @property
    def steps(self) -> int:
        """How many gaps there are."""
        return self.count - 1

    def after(self, last: int) -> Iterator[int]:
        """Gives the slots that may follow a slot."""
        if last == START:
            return iter(range(len(self.days)))
        soonest = self.days[last] + max(self.gap, 1)
        return (slot for slot in range(last + 1, len(self.days)) if self.days[slot] >= soonest)

    def strain(self, last: int, slot: int) -> int:
        """What a gap costs; nothing comes before the first date."""
        return 0 if last == START else (self.steps * (self.days[slot] - self.days[last]) - self.span) ** 2

    def longest(self) -> int:
        """How many slots can be chosen at most: taking each as early as it goes leaves most room for the rest."""
        many, last = 0, START
        while (slot := next(self.after(last), None)) is not None:
            many, last = many + 1, slot
        return many


@dataclass(frozen=True, slots=True)
class Way:
    """Slots chosen so far, and what they cost."""

    slots: tuple[int, ...] = ()
    missed: int = 0
    absences: int = 0
    efforts: int = 0
    strain: int = 0
    shared: tuple[int, ...] = ()

    @property
    def last(self) -> int:
        """The last slot chosen."""
        return self.slots[-1] if self.slots else START

    @property
    def state(self) -> tuple[int, int, int, tuple[int, ...]]:
        """All that later costs depend on."""
        return len(self.slots), self.last, self.missed, self.shared


@dataclass(frozen=True, slots=True)
class Found:
    """A choice, its cost, and how many states were opened on the way."""

    slots: tuple[int, ...]
    cost: Cost
    opened: int


@dataclass(slots=True)
class Search:
    """Finds the best choice, then the best that differs from it, and so on."""

    problem: Problem
    rest: list[list[Rest | None]] = field(init=False)
    later: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.rest = _rest(self.problem)
        self.later = _later(self.problem.absent)

    def best(self, known: Sequence[frozenset[int]] = (), different: int = 0) -> Found | None:
        """Gives the best choice with at least `different` days outside each known set of days; None without any."""
        seen: set[tuple[int, int, int, tuple[int, ...]]] = set()
        heap: list[tuple[Cost, tuple[int, ...], Way]] = []
        self._push(heap, Way(shared=(0,) * len(known)))
        most = self.problem.count - different
        while heap:
            cost, _, way = heappop(heap)
            if way.state in seen:
                continue
            seen.add(way.state)
            if len(way.slots) == self.problem.count:
                return Found(way.slots, cost, len(seen))
            for slot in self.problem.after(way.last):
                longer = self._longer(way, slot, known)
                if longer.state not in seen and all(many <= most for many in longer.shared):
                    self._push(heap, longer)
        return None

    def _longer(self, way: Way, slot: int, known: Sequence[frozenset[int]]) -> Way:
        problem = self.problem
        return Way(
            (*way.slots, slot),
            way.missed | problem.absent[slot],
            way.absences + problem.absent[slot].bit_count(),
            way.efforts + problem.efforts[slot],
            way.strain + problem.strain(way.last, slot),
            tuple(many + (problem.days[slot] in days) for many, days in zip(way.shared, known, strict=True)),
        )

    def _push(self, heap: list[tuple[Cost, tuple[int, ...], Way]], way: Way) -> None:
        """Bounds the whole cost from below: whoever misses one of the slots left, misses one that is chosen."""
        rest = self.rest[self.problem.count - len(way.slots)][way.last]
        if rest is None:
            return
        absences = way.absences + rest[0]
        known = way.absences - way.missed.bit_count()
        repeats = max(known, absences - (way.missed | self.later[way.last]).bit_count())
        heappush(heap, ((absences, repeats, way.efforts + rest[1], way.strain + rest[2]), way.slots, way))


def _rest(problem: Problem) -> list[list[Rest | None]]:
    """Gives, for each number still to choose and each last slot, the least to come, repeats left aside.

    The list of a number has a place more than there are slots: the last, which START (-1) reads.
    """
    places = [*range(len(problem.days)), START]
    table: list[list[Rest | None]] = [[FREE] * len(places)]
    for left in range(1, problem.count + 1):
        # Only the very first choice has nothing before it.
        table.append(
            [
                _least(problem, last, table[-1]) if (last == START) <= (left == problem.count) else None
                for last in places
            ]
        )
    return table


def _least(problem: Problem, last: int, onward: list[Rest | None]) -> Rest | None:
    options = [
        (
            problem.absent[slot].bit_count() + rest[0],
            problem.efforts[slot] + rest[1],
            problem.strain(last, slot) + rest[2],
        )
        for slot in problem.after(last)
        if (rest := onward[slot]) is not None
    ]
    return min(options, default=None)


def _later(absent: Sequence[int]) -> list[int]:
    """Gives, for each last slot and for START, who would miss any of the slots after it."""
    masks = [0]
    for mask in reversed(absent):
        masks.append(masks[-1] | mask)
    return [*masks[-2::-1], masks[-1]]
