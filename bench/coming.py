"""What one who comes in has written, and for how long: `script/bench coming`.

A code, a knock, a chair: what is written alone in the whole house has everybody's acts wait meanwhile; the rest is
written beside them, in turns of a room (docs/decisions/0037, 0055). People come in one after the other, so that no
flush is shared; each house is empty at first.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench import houses
from bench.figures import median
from bench.houses import House, built, run_in
from bench.server import python
from bench.story import TABLE
from bench.table import drawn

HOUSES = (House(houses.SQLITE), House(houses.POSTGRESQL))


@dataclass(frozen=True, slots=True)
class Coming:
    """What those who came in had written: how often each and milliseconds a time; how often alone in the house."""

    house: str
    people: int
    times: float
    once: float
    alone: float


def measure(people: int) -> str:
    """So many people in each house, in rooms of nine."""
    return "\n".join(written([_in(house, people) for house in HOUSES]))


def written(found: Sequence[Coming]) -> list[str]:
    """The lines of a table."""
    head = ["", "people", "times written, each", "ms a time", "of these alone in the house"]
    rows = [[one.house, f"{one.people:,}", f"{one.times:.1f}", f"{one.once:.2f}", f"{one.alone:.1f}"] for one in found]
    return drawn(head, rows)


def _in(house: House, people: int) -> Coming:
    with built(house) as place:
        took: list[tuple[float, bool]] = json.loads(run_in(place, python("-m", "bench.coming", str(people))))
    alone = sum(is_alone for _, is_alone in took)
    return Coming(house.name, people, len(took) / people, median([one for one, _ in took]), alone / people)


def come(people: int) -> list[tuple[float, bool]]:
    """Has people come in, nine to a room; gives the milliseconds of each time something was written, and whether that
    was alone in the house.
    """
    from besace.live import clock, codes, doors, rooms, seats, serving  # noqa: PLC0415 - Django is set up by now
    from besace.live.doors import Entered, Waiting  # noqa: PLC0415

    serving.make_ready()
    facilitator = seats.new_person()
    open_rooms = [rooms.open_room({"facilitator_name": "Fay"}, facilitator) for _ in range(-(-people // TABLE))]
    took = _timed()
    for number in range(people):
        room, key = open_rooms[number // TABLE], seats.new_key()
        entered = doors.enter(codes.codes(room.id, clock.real()).typed, key, f"198.51.100.{number % 250}")
        knock = doors.knock(room, key, name=f"Person {number}")
        if not isinstance(entered, Entered) or not isinstance(knock, Waiting):
            raise RuntimeError("Somebody did not come in.")  # noqa: TRY004 - no type is wrong
        doors.admit(room, knock.id, facilitator)
    return took


def _timed() -> list[tuple[float, bool]]:
    """From now on, the milliseconds of each batch that is written, and whether it is alone in the house."""
    from besace.journal import writer  # noqa: PLC0415

    took: list[tuple[float, bool]] = []
    commit: Any = writer._commit  # noqa: SLF001 - what is measured

    def timed(batch: list[Any]) -> None:
        begun = time.perf_counter()
        commit(batch)
        took.append(((time.perf_counter() - begun) * 1000, not all(job.of for job in batch)))

    writer._commit = timed  # noqa: SLF001 - only here
    return took


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
    json.dump(come(int(sys.argv[1])), sys.stdout)
