"""R14: fifty sessions for hours: the server's memory does not grow with what it has done.

What is measured is the slope of its resident memory over the acts and over the hours, by least squares, once warm. The
ordinary run is too short to judge an hour's growth: it shows, on a leak planted in the server, that the slope is seen.
"""

import asyncio
import os
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bench import ours, story
from bench.load import Crowd
from tests.faults import leaking
from tests.faults.served import Served, served

pytestmark = [pytest.mark.fault("R14"), pytest.mark.slow]

HOURS = "BESACE_SOAK_HOURS"
WARM = 100
"""Acts in which a server grows into its work."""
A_LITTLE = leaking.BYTES / 1024 / 2
"""Kibibytes an act: what a short run cannot tell from nothing."""


@dataclass
class Soaked:
    """What was seen: seconds, acts done, resident kibibytes."""

    samples: list[tuple[float, int, float]] = field(default_factory=list)

    @property
    def an_act(self) -> float:
        """Kibibytes that an act leaves behind."""
        return statistics.linear_regression(
            [acts for _, acts, _ in self.samples], [size for *_, size in self.samples]
        ).slope

    def an_hour(self, since: float = 0) -> float:
        """The growth of an hour, in hundredths of what is there, by what was seen from that second on."""
        seen = [(at, size) for at, _, size in self.samples if at >= since]
        slope = statistics.linear_regression([at for at, _ in seen], [size for _, size in seen]).slope
        return slope * 3600 / statistics.median([size for _, size in seen]) * 100


def resident(house: Served) -> float:
    assert house.process
    lines = (Path("/proc") / str(house.process.pid) / "status").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("VmRSS"))


async def soak(house: Served, rooms: list[dict[str, Any]], rate: float, seconds: float, every: float) -> Soaked:
    """All screens open, and the floor going round in every room: nothing grows by it but the journal."""
    crowd = Crowd(house.port, [ours.play(room, house.port, story.passing_the_floor()) for room in rooms])
    await crowd.open(patience=300)
    for _ in range(int(WARM / rate / every)):
        await crowd.run(rate, every, drain=30)
    found, done, begun = Soaked(), 0, time.monotonic()
    while time.monotonic() - begun < seconds:
        outcome = await crowd.run(rate, every, drain=30)
        assert (outcome.refused, outcome.stuck) == (0, False)
        done += len(outcome.latencies)
        found.samples.append((time.monotonic() - begun, done, resident(house)))
    await crowd.close()
    return found


def soaked(place: Path, count: int, rate: float, seconds: float, every: float, **more: str) -> Soaked:
    with served(place, count, **more) as (house, rooms):
        return asyncio.run(soak(house, rooms, rate, seconds, every))


def test_memory_does_not_grow_with_what_was_done(tmp_path: Path, rounds, figure):
    seconds = rounds(4, 3600 * float(os.environ.get(HOURS, "3")))
    count, rate, every = int(rounds(3, 50)), rounds(20, 5), rounds(0.5, 30)
    found = soaked(tmp_path / "house", count, rate, seconds, every)

    assert found.an_act < A_LITTLE
    if seconds >= 1_800:
        done, late = found.samples[-1][1], found.an_hour(seconds / 2)
        told = f"{found.an_hour():+.2f} % an hour, {late:+.2f} % by the second half alone"
        figure(f"{count} rooms for {seconds / 3600:.1f} h, {done:,} acts: {told}")
        assert found.an_hour() < 1


def test_a_planted_leak_is_seen_for_what_it_is(tmp_path: Path, figure):
    """The control."""
    found = soaked(tmp_path / "house", 3, 20, 4, 0.5, module="tests.faults.leaking")

    planted = leaking.BYTES / 1024
    assert planted / 2 < found.an_act < planted * 2
    figure(f"{planted:.0f} KiB planted an act, {found.an_act:.0f} seen", "control")
