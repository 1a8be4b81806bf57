"""Prepares a data folder with sessions under way, before a server is started on it.

`python -m bench.under_way`, with BESACE_DATA set, reads how from its standard input and prints what the browsers in
those rooms would know, as JSON. Every session is made by the rules, in the words of its own room.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import batched
from random import Random
from typing import Any

from bench.pacing import Course
from bench.prepare import seated
from bench.sessions import Plan, act_of, own_words, placed, plans
from besace import journal
from besace.journal.writer import WRITER
from besace.live import clock, rooms, seats, serving
from besace.live.wording import with_hints
from besace.method.acts import Act, Entry, Refusal
from besace.method.decide import decide
from besace.method.evolve import fold
from besace.method.session import Session
from besace.method.words import PersonId
from besace.rehearse.table import setup

AT_ONCE = 25
BEFOREHAND = 600
"""Seconds by which a room is open before its session is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many screens a room, the courses, how quick they go, and when they will go on, in seconds since 1970."""

    screens: int
    courses: Sequence[Course]
    speed: float
    at: int


def main(asked: Asked) -> None:
    """Makes the rooms, many in one commit."""
    serving.make_ready()
    known, _ = plans(asked.screens)
    made: list[dict[str, Any]] = []
    for some in batched(asked.courses, AT_ONCE):
        made += WRITER.run(partial(_rooms, some, known, asked))
    json.dump(made, sys.stdout)


def _rooms(some: Sequence[Course], known: Sequence[Plan], asked: Asked) -> list[dict[str, Any]]:
    return [_room(known[course.plan], course, asked) for course in some]


def _room(plan: Plan, course: Course, asked: Asked) -> dict[str, Any]:
    scenario = plan.scenario
    people = {key: seats.new_person() for key in (*scenario.everyone, *scenario.newcomers)}
    facilitator = people[scenario.facilitator]
    begun = asked.at - int(course.start)
    with clock.at(begun - BEFOREHAND):
        # The room's own time is the world's at the instant when it goes on, and quicker from then.
        room = rooms.open_room(setup(scenario, people), facilitator, rate=asked.speed, epoch=asked.at)
    opened = rooms.folded(room)
    entries = list(_until_now(opened.session, plan, course, people, begun))
    journal.append(room.journal, entries, expected=opened.seq, act_id="until-now", by=facilitator)
    sitting = [people[key] for key in plan.keys[1:-1]]
    return {"room": room.id, "people": people, "screens": seated(room, facilitator, sitting)}


def _until_now(
    session: Session, plan: Plan, course: Course, people: Mapping[str, PersonId], begun: int
) -> Iterator[Entry]:
    """The entries of those let in, and of the acts before the course begins."""
    scenario, chance = plan.scenario, Random(course.start)  # nosec B311 # a story
    acts = [(scenario.facilitator, Act("admit", {"person": people[key]}), 0) for key in scenario.participants]
    for step in plan.steps[: course.first]:
        if not step.refused:
            act = act_of(step)
            fields = placed(own_words(step, chance), people)
            acts.append((step.by, Act(act.word, fields, people.get(act.behalf or "")), step.at))
    for by, act, after in acts:
        at = begun + after
        decided = decide(session, with_hints(session, act, at), people[by], at)
        if isinstance(decided, Refusal):
            raise RuntimeError(f"{plan.name}, {act.word}: {decided.code} {decided.why}")  # noqa: TRY004 - no type
        kept = [journal.as_kept(entry) for entry in decided]
        session = fold(kept, session)
        yield from kept


if __name__ == "__main__":
    told = json.load(sys.stdin)
    main(Asked(**{**told, "courses": [Course(**one) for one in told["courses"]]}))
