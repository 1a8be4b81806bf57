"""The desk before the session opens: a quiet reminder of how the room is prepared (B4)."""

from collections.abc import Mapping

from besace.method.formats import total
from besace.method.session import Session
from besace.method.value import value
from besace.method.variants import VARIANTS
from besace.method.words import Said, Seconds, Stage


@value
class DeskRoom:
    """What the room needs: another list for a session held at a distance; how many sheets and chairs.

    And how long it is, by a known format or the group's own name for it, and the variants that are `on`.
    """

    place: str
    people: int
    format: str = ""
    format_name: Said = ""
    minutes: int = 0
    on: tuple[str, ...] = ()
    rotating: Said = ""


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The reminder, before the opening."""
    return {"desk_room": _room(session) if session.stage is Stage.GATHERING else None}


def _room(session: Session) -> DeskRoom:
    return DeskRoom(
        session.place,
        len(session.people),
        session.format,
        session.format_name,
        total(session.minutes),
        tuple(name for name in VARIANTS if session.has(name)),
        session.name_of(session.rotating) if session.rotating else "",
    )
