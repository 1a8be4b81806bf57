"""Setting a table for a scenario: a room is opened and each person given a seat on a device of her own."""

from collections.abc import Mapping
from dataclasses import dataclass

from besace.live import rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.method.acts import Act
from besace.method.words import SCREEN, PersonId
from besace.rehearse.scenario import Scenario

FIRST = "prepare-the-table"


@dataclass(slots=True)
class Table:
    """A room with its seats: for each key of the scenario, the person's id and her device's key.

    The room is another one once the second session of a half-day has been opened.
    """

    room: Room
    people: Mapping[str, PersonId]
    devices: Mapping[str, str]

    def key_of(self, person: PersonId) -> str:
        """The scenario's key of a person."""
        return next((key for key, found in self.people.items() if found == person), person)


def set_table(scenario: Scenario, *, rate: float = 1, demo: bool = False) -> Table:
    """Opens a room for a scenario, at `rate` times real time, with everybody seated and admitted."""
    people = {key: seats.new_person() for key in (*scenario.everyone, *scenario.newcomers)}
    facilitator = people[scenario.facilitator]
    room = rooms.open_room(setup(scenario, people), facilitator, rate=rate, demo=demo)
    devices = {key: seats.new_key() for key in (*people, SCREEN)}
    seats.take(room, facilitator, devices[scenario.facilitator], Seat.Role.FACILITATOR)
    seats.take(room, SCREEN, devices[SCREEN], Seat.Role.SCREEN)
    for key in (*scenario.participants, *scenario.newcomers):
        seats.take(room, people[key], devices[key], Seat.Role.PARTICIPANT)
    for key in scenario.participants:
        act(room, facilitator, Act("admit", {"person": people[key]}), f"{FIRST}-{key}")
    return Table(room, people, devices)


def setup(scenario: Scenario, people: Mapping[str, PersonId]) -> dict[str, object]:
    """What opening a room for a scenario is told (the act `prepare`)."""
    previous = scenario.previous
    return {
        "title": scenario.title,
        "language": scenario.language,
        "place": scenario.place,
        "facilitator_name": scenario.names[scenario.facilitator],
        "people": [{"id": people[key], "name": scenario.names[key]} for key in scenario.participants],
        "number": scenario.number,
        "next_session": scenario.next_session,
        "previous": {**previous, "client": people[previous["client"]]} if previous else None,
        "minutes": dict(scenario.practice.steps) if scenario.practice else scenario.format,
        "rotating": people.get(scenario.rotating, ""),
        **dict.fromkeys(scenario.variants, True),
    }
