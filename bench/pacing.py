"""When each act of many sessions is to happen: sessions at the pace they are written in, made as much quicker as asked.

Sessions of a house stand at different places; so each begins here at a place drawn by lot, or all at their opening.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bench.sessions import Plan

MOST = 600
"""How much quicker than written at most: beyond it nobody could have read what the others said."""


@dataclass(frozen=True, slots=True)
class Course:
    """One room's way: which plan, its second of the plan at the beginning, and the steps from there to the end."""

    plan: int
    start: float
    first: int
    last: int


def pace(plans: Sequence[Plan], rooms: int, rate: float) -> float:
    """How many times quicker than written so many rooms must go for `rate` acts a second; plans are taken by turns."""
    written = sum(len(plan.steps) / plan.length for plan in (plans[room % len(plans)] for room in range(rooms)))
    return rate / written


def courses(plans: Sequence[Plan], rooms: int, speed: float, seconds: float, chance: Random | None) -> list[Course]:
    """Where each room begins, and its acts of so many seconds; without a chance every room begins at its opening."""
    found = []
    for room in range(rooms):
        plan = plans[room % len(plans)]
        span = seconds * speed
        start = chance.uniform(0, max(plan.length - span, 0)) if chance else 0
        instants = [step.at for step in plan.steps]
        first = bisect_left(instants, start)
        found.append(Course(room % len(plans), start, first, bisect_left(instants, start + span)))
    return found


def in_order(plans: Sequence[Plan], going: Sequence[Course], speed: float) -> list[tuple[float, int, int]]:
    """Every act of all rooms in the order of time: seconds after the beginning, which room, which step of its plan."""
    return sorted(
        ((plans[course.plan].steps[step].at - course.start) / speed, room, step)
        for room, course in enumerate(going)
        for step in range(course.first, course.last)
    )
