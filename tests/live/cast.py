"""Fay facilitates; Ana, Bea and Cleo take part; Oda is outside."""

from typing import Any

from besace.live import rooms
from besace.live.models import Room

FAY, ANA, BEA, CLEO, ODA = "fay-1", "ana-1", "bea-1", "cleo-1", "oda-1"
NAMES = {ANA: "Ana", BEA: "Bea", CLEO: "Cleo"}


def setup(**changes: Any) -> dict[str, Any]:
    people = [{"id": person, "name": name} for person, name in NAMES.items()]
    return {
        "title": "Second session",
        "language": "en",
        "place": "room",
        "facilitator_name": "Fay",
        "people": people,
        **changes,
    }


def a_room(**changes: Any) -> Room:
    return rooms.open_room(setup(), FAY, **changes)
