"""Opening a practice: which there are, a room with everyone seated, and finding it again from its mark."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from besace.live import ending, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.live.seats import Place
from besace.method.acts import Act
from besace.rehearse.practice.company import Company
from besace.rehearse.practice.pace import PACES, rate
from besace.rehearse.practice.story import PARTS
from besace.rehearse.scenario import Scenario, read
from besace.rehearse.table import setup

ROLES: Mapping[str, Seat.Role] = {"facilitator": Seat.Role.FACILITATOR}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a room of practice says of itself: which scenario, whose part is taken, how fast it goes."""

    scenario: str
    part: str
    pace: str

    def __str__(self) -> str:
        return f"{self.scenario} {self.part} {self.pace}"


@cache
def shipped() -> Mapping[str, Scenario]:
    """Every practice of the house by its name, those of a language side by side."""
    with resources.as_file(resources.files("besace.rehearse") / "scenarios") as folder:
        found = {file.stem: read(Path(file)) for file in sorted(folder.glob("*.toml"))}
    return {name: scenario for name, scenario in found.items() if scenario.practice}


def mark_of(room: Room) -> Mark | None:
    """The mark of a room; None where it is no practice, or one of another version that is not there any more."""
    parts = room.practice.split(" ")
    if len(parts) != len(Mark.__slots__):
        return None
    mark = Mark(*parts)
    known = mark.scenario in shipped() and mark.part in PARTS and mark.pace in PACES
    return mark if known else None


def her_key(scenario: Scenario, part: str) -> str:
    """The key of the one whose part is taken."""
    practice = scenario.practice
    assert practice is not None  # noqa: S101  # nosec B101 # `shipped` has practices alone
    return {"facilitator": scenario.facilitator, "client": practice.client}.get(part, practice.consultant)


def begin(mark: Mark, key: str) -> Place:
    """Opens a room for a practice and seats this browser in its part; a practice it had before is thrown away."""
    for room in of_device(key):
        ending.end(room)
    scenario = shipped()[mark.scenario]
    people = {one: seats.new_person() for one in scenario.everyone}
    host = people[scenario.facilitator]
    room = rooms.open_room(setup(scenario, people), host, rate=rate(scenario, mark.pace), practice=str(mark))
    for one in scenario.participants:
        act(room, host, Act("admit", {"person": people[one]}), f"practice-admits-{one}")
    return seats.take(room, people[her_key(scenario, mark.part)], key, ROLES.get(mark.part, Seat.Role.PARTICIPANT))


def of_device(key: str) -> tuple[Room, ...]:
    """The rooms in which a browser practises, the newest first."""
    return tuple(room for room in seats.rooms_of(key) if room.practice and not room.is_watched)


def company_of(room: Room) -> Company | None:
    """Who plays in a room of practice, what was said already being known from the journal; None for another room."""
    mark = mark_of(room)
    if mark is None:
        return None
    scenario = shipped()[mark.scenario]
    company = Company(room, scenario, her_key(scenario, mark.part))
    company.recall()
    return company
