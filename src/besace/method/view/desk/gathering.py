"""The desk before the session opens: a quiet reminder of how the room is prepared (B4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from besace.method.session import Session
from besace.method.words import Seconds, Stage


@dataclass(frozen=True, slots=True)
class DeskRoom:
    """What the room needs: another list for a session held at a distance; how many sheets and chairs."""

    place: str
    people: int


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The reminder, before the opening."""
    here = session.stage is Stage.GATHERING
    return {"desk_room": DeskRoom(session.place, len(session.people)) if here else None}
