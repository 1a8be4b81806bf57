"""`script/bench rooms`: many whole sessions at once, as they are written, in each set-up and on the floor.

Each room has its people's screens as open streams, and its acts happen in the scenario's order and pace, made quicker.
"""

import asyncio
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from bench import ours
from bench.halls import OK, REFUSED, Planned, Play
from bench.houses import Built, House, built, family, open_for, run_in
from bench.load import Crowd
from bench.pacing import Course, courses, in_order, pace
from bench.reckoning import Figures
from bench.rest import at_rest, processor
from bench.server import LOAD_CORE, Server, free_port, memory_of, on_core, python, serving
from bench.sessions import Plan, Step, own_words, placed, plans, told
from besace.rehearse.doors import form_of

LEAD, LEAD_A_ROOM = 10, 0.08
"""Seconds until everybody is there, by which the rooms' clocks are set: they go quicker than the world's from then."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be measured; `shuffled`: rooms stand at different places of their sessions, else at the opening."""

    rooms: int
    screens: int
    rate: float
    seconds: float
    shuffled: bool = True


@dataclass(frozen=True, slots=True)
class Programme:
    """The same for every set-up: which sessions, where each room begins, how quick they go, and who is told of what."""

    asked: Asked
    plans: Sequence[Plan]
    told: Sequence[Sequence[Sequence[int]]]
    courses: Sequence[Course]
    speed: float
    left_out: Sequence[str]

    def acts(self, made: Sequence[Mapping[str, Any]], port: int, *, floor: bool = False) -> Iterator[Planned]:
        """Every act in the order of time. The floor knows no sessions: it is said how many screens it is to tell."""
        words = [Random(course.start) for course in self.courses]  # nosec B311 # the same words each time
        for after, room, number in in_order(self.plans, self.courses, self.speed):
            plan = self.plans[self.courses[room].plan]
            step, places = plan.steps[number], self.told[self.courses[room].plan][number]
            fields = placed(own_words(step, words[room]), made[room]["people"])
            query = f"?told={len(places)}" if floor else ""
            request = _request(made[room], plan, step, fields, port, query)
            if floor:
                yield Planned(after, room, request, range(len(places)))
            else:
                yield Planned(after, room, request, places, REFUSED if step.refused else OK)

    @property
    def count(self) -> int:
        """How many acts there are."""
        return sum(course.last - course.first for course in self.courses)


def programme(asked: Asked) -> Programme:
    """Draws it up; the same rooms, words and places each time."""
    known, left = plans(asked.screens)
    speed = pace(known, asked.rooms, asked.rate)
    going = courses(known, asked.rooms, speed, asked.seconds, Random(1) if asked.shuffled else None)  # nosec B311 # the same places each time
    return Programme(asked, known, [list(told(plan)) for plan in known], going, speed, left)


async def measure(asked: Asked, houses: Sequence[House]) -> tuple[Programme, list[Figures]]:
    """The floor's figures, then each house's; the floor's messages are as long as the first house's were."""
    drawn = programme(asked)
    found: list[Figures] = []
    made: Sequence[Mapping[str, Any]] = ()
    for house in houses:
        with built(house) as found_house:
            figures, made = await _in_house(house, found_house, drawn)
        found.append(figures)
    return drawn, [await _on_the_floor(drawn, made, found[0].message), *found]


async def _in_house(house: House, found: Built, drawn: Programme) -> tuple[Figures, Sequence[Mapping[str, Any]]]:
    ready = time.time() + LEAD + LEAD_A_ROOM * drawn.asked.rooms
    made = _prepared(found, drawn, int(ready))
    kept = found.size()
    with open_for(house, found) as server, on_core(LOAD_CORE) if house.alone else nullcontext():
        await at_rest(server)
        figures = await _performed(house.name, server, drawn, made, found, ready)
    figures.kept = (found.size() - kept) / max(drawn.count, 1)
    return figures, made


async def _on_the_floor(drawn: Programme, made: Sequence[Mapping[str, Any]], message: int) -> Figures:
    port = free_port()
    with serving(python("-m", "bench.floor", str(port), str(message)), port) as server, on_core(LOAD_CORE):
        return await _performed("floor", server, drawn, made)


def _prepared(found: Built, drawn: Programme, at: int) -> list[dict[str, Any]]:
    """The rooms, made on the data of a house that nobody serves yet."""
    told_of = {
        "screens": drawn.asked.screens,
        "courses": [asdict(course) for course in drawn.courses],
        "speed": drawn.speed,
        "at": at,
    }
    made: list[dict[str, Any]] = json.loads(run_in(found, python("-m", "bench.under_way"), json.dumps(told_of)))
    return made


async def _performed(
    name: str,
    server: Server,
    drawn: Programme,
    made: Sequence[Mapping[str, Any]],
    found: Built | None = None,
    ready: float = 0,
) -> Figures:
    """Everybody comes; then the sessions go on."""
    empty = _memory(server)
    crowd = Crowd(server.port, [Play(ours.streams(room, server.port), iter(())) for room in made])
    opening = await crowd.open()
    await crowd.rested()
    await at_rest(server)
    figures = Figures(name, sum(len(room["screens"]) for room in made), opening, empty / 1024)
    figures.memory = (_memory(server) - empty) / figures.screens
    await asyncio.sleep(max(ready - time.time(), 0))
    crowd.events = crowd.received = 0
    used, beside = processor(server), found.databases_used() if found else 0
    begun = time.perf_counter()
    figures.outcome = await crowd.perform(drawn.acts(made, server.port, floor=found is None), drawn.count)
    figures.seconds = time.perf_counter() - begun
    figures.processor = processor(server) - used
    figures.database = found.databases_used() - beside if found else 0
    figures.events, figures.received, figures.cut = crowd.events, crowd.received, crowd.cut
    await crowd.close()
    return figures


def _memory(server: Server) -> float:
    """KiB of all its processes, what they share counted once."""
    return sum(memory_of(one)["pss"] for one in family(server.pid))


def _request(
    made: Mapping[str, Any], plan: Plan, step: Step, fields: Mapping[str, Any], port: int, query: str
) -> bytes:
    form = form_of(fields) | {"act": step.word}
    if step.behalf:
        # A stranger, whom a scenario names to be refused, is nobody's key.
        form["for"] = made["people"].get(step.behalf, step.behalf)
    return ours.post(made["room"], made["screens"][plan.keys.index(step.by)], form, port, query)
