"""What is timed alike on the real application and on the floor: one room, and many rooms at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.figures import median
from bench.halls import Outcome, Play
from bench.load import Crowd
from bench.server import Server

STEP = 1.25
MOST_STEPS = 9
LATE = 50
"""Milliseconds by which the load may be late itself; beyond, it is the load that is measured."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    rooms: int
    runs: int
    acts_in_one: int
    seconds: float
    step_seconds: float


FULL = Scale(rooms=1_000, runs=3, acts_in_one=80, seconds=6, step_seconds=3)
QUICK = Scale(rooms=100, runs=1, acts_in_one=60, seconds=3, step_seconds=2)
ONE_RATE, STEADY_RATE = 20, 100


@dataclass(slots=True)
class Timed:
    """What was found on one server."""

    one: list[Outcome] = field(default_factory=list)
    steady: list[Outcome] = field(default_factory=list)
    sustained: list[float] = field(default_factory=list)
    limited: bool = False
    processor: float = 0.0
    message: int = 0
    idle: float = 0.0

    def one_at(self, share: float) -> float | None:
        """The median over the runs of a percentile, one room, in milliseconds."""
        return median([run.at(share) for run in self.one]) if self.one else None

    def steady_at(self, share: float) -> float | None:
        """The same with many rooms."""
        return median([run.at(share) for run in self.steady]) if self.steady else None

    @property
    def most(self) -> float | None:
        """The median over the runs of the acts a second that were sustained."""
        return median(self.sustained) if self.sustained else None


async def one_room(server: Server, plays: Sequence[Play], scale: Scale, found: Timed) -> None:
    """Acts in one room, a fresh one each run so that none outgrows a real session."""
    for play in plays[: max(scale.runs, 1)]:
        crowd = Crowd(server.port, [play])
        await crowd.open()
        await crowd.run(ONE_RATE, 0.5)
        crowd.events = crowd.received = 0
        found.one.append(await crowd.run(ONE_RATE, scale.acts_in_one / ONE_RATE))
        found.message = crowd.received // max(crowd.events, 1)
        await crowd.close()


async def many_rooms(
    server: Server, plays: Sequence[Play], scale: Scale, found: Timed, wanted: Callable[[str], bool]
) -> None:
    """Every room at once: how much an idle screen takes, 100 acts a second, and as many as are sustained."""
    before = server.memory()["rss"]
    crowd = Crowd(server.port, plays)
    await crowd.open()
    await crowd.rested()
    screens = sum(len(play.streams) for play in plays)
    found.idle = (server.memory()["rss"] - before) / screens
    if wanted("hundred"):
        used = server.processor()
        found.steady = [await crowd.run(STEADY_RATE, scale.seconds) for _ in range(scale.runs)]
        arrived = sum(len(run.latencies) for run in found.steady)
        found.processor = (server.processor() - used) / max(arrived, 1) * 1000
    if wanted("many"):
        guess = STEADY_RATE * STEP
        for _ in range(scale.runs):
            guess = await sustained(crowd, guess, scale, found)
            found.sustained.append(guess)
    await crowd.close()


async def sustained(crowd: Crowd, guess: float, scale: Scale, found: Timed) -> float:
    """The highest rate at which everything arrives with p99 under the limit, searched in steps around a guess."""
    rate, best, worst = guess, 0.0, float("inf")
    for _ in range(MOST_STEPS):
        run = await crowd.run(rate, scale.step_seconds)
        if run.sustained():
            best = rate
        else:
            worst = rate
            found.limited = found.limited or run.late_at(0.99) > LATE
            await crowd.rested()
        rate = best * _leap(best) if worst == float("inf") else rate / STEP if not best else (best * worst) ** 0.5
        if best and worst / best < STEP:
            break
    return best


def _leap(rate: float) -> float:
    """Far from a limit the steps are long."""
    return 1.6 if rate < 4_000 else STEP
