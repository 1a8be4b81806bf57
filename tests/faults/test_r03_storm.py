"""R3: the server dies under all its screens at once: all come back, none has missed anything, and acts are quick."""

import asyncio
import resource
import time
from pathlib import Path
from typing import Any

import pytest

from bench import ours
from bench.story import SCREENS
from tests.faults.browsers import Browsers
from tests.faults.served import Served, served

pytestmark = [pytest.mark.fault("R3"), pytest.mark.slow]

IN_TIME = 30.0
SOON = 1_000.0
GENTLY, BRISKLY = (5, 4), (20, 10)
"""Acts a second, and for how many: in the ordinary run few enough for a machine that others use."""


def crowd_of(house: Served, rooms: list[dict[str, Any]]) -> Browsers:
    return Browsers(house.port, [ours.play(room, house.port) for room in rooms])


async def storm(house: Served, browsers: Browsers, pace: tuple[int, int], figure_of: list[float]) -> None:
    """All are there and hear; the server is killed and started again; all are back and hear."""
    browsers.keep_coming_back()
    opened = await browsers.open(patience=600)
    before = await browsers.run(*pace, drain=30)
    assert (len(before.latencies), before.refused) == (before.planned, 0)
    heads = [max(hall._told) for hall in browsers.halls]
    await asyncio.sleep(16 if len(heads) > 100 else 0)  # every screen has heard a beat, and in it how to come back

    browsers.forget()
    house.kill()
    killed = time.monotonic()
    await asyncio.to_thread(house.start)
    there = time.monotonic()
    await browsers.whole(patience=600)
    back = time.monotonic()
    assert [min(hall._told) >= head for hall, head in zip(browsers.halls, heads, strict=True)] == [True] * len(heads)

    after = await browsers.run(*pace, drain=30)
    assert (len(after.latencies), after.refused) == (after.planned, 0)
    figure_of += [there - killed, back - killed, back - there, after.at(0.99), before.at(0.99), opened]


def allow_files(many: int) -> None:
    """Every screen is an open file, here and in the server that we start."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < many:
        assert hard >= many or hard < 0, f"This proof needs {many} open files; the system allows {hard}."
        resource.setrlimit(resource.RLIMIT_NOFILE, (many, hard))


def test_every_screen_is_back_soon_after_a_kill_and_has_missed_nothing(tmp_path: Path, rounds, figure):
    count, found = int(rounds(500, 10_000)), list[float]()
    allow_files(count + 1_000)
    with served(tmp_path / "house", -(-count // SCREENS)) as (house, rooms):
        browsers = crowd_of(house, rooms)
        asyncio.run(storm(house, browsers, BRISKLY if count > 1_000 else GENTLY, found))
        starts = house.starts - 1

    there, back, since, p99, calm, opened = found
    assert since < max(IN_TIME, 3 * opened)  # the same on a busy machine: they came one room after the other at first
    assert p99 < max(SOON, 3 * calm)  # on a busy machine: no worse than before
    figure(
        f"{len(rooms) * SCREENS:,} screens in {len(rooms):,} rooms all back {back:.1f} s after the kill,"
        f" {since:.1f} s after the server was there again ({starts} start, {there:.1f} s); nothing missed; acts p99"
        f" {p99:.0f} ms after ({calm:.0f} before), spread {browsers.spread:.1f} s"
    )


def test_screens_that_do_not_come_back_are_seen_to_be_missing(tmp_path: Path):
    """The control: were no screen to come back by itself, the wait above would not end well."""

    async def left(house: Served, browsers: Browsers) -> None:
        await browsers.open()
        browsers.forget()
        house.kill()
        await asyncio.to_thread(house.start)
        with pytest.raises(TimeoutError):
            await browsers.whole(patience=3)

    with served(tmp_path / "house", 2) as (house, rooms):
        asyncio.run(left(house, crowd_of(house, rooms)))
