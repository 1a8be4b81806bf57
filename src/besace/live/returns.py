"""Who was marked absent and says that she is back: a knock from her own chair, until the facilitator seats her again.

In memory alone, for it is nothing of the session: after a restart she says it once more.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from besace.live import nudges
from besace.method.acts import Entry
from besace.method.parts import Presence
from besace.method.session import Session
from besace.method.view.common import Named, named
from besace.method.words import PersonId, Stage

_lock = threading.Lock()
_back: dict[str, frozenset[PersonId]] = {}


@dataclass(frozen=True, slots=True)
class Returns:
    """Those who say that they are back, on the console, in order of seats."""

    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class BackThumb:
    """On the phone of one marked absent: say it, or know that it has been `said`."""

    facilitator: str
    said: bool


def say(room_id: str, session: Session, person: PersonId) -> bool:
    """Tells the facilitator's console that someone marked absent is back; whether she was marked so."""
    if not _may_say(session, person):
        return False
    with _lock:
        _back[room_id] = _back.get(room_id, frozenset()) | {person}
    nudges.nudge(room_id)
    return True


def settle(room_id: str, entries: Sequence[Entry]) -> None:
    """Takes note of what was done: who is marked absent anew has not said anything since."""
    gone = {entry.fields.get("person") for entry in entries if entry.kind == "mark_absent"}
    if gone and room_id in _back:
        with _lock:
            _back[room_id] = _back.get(room_id, frozenset()) - gone


def returns_of(room_id: str, session: Session) -> Returns | None:
    """Who waits to be seated again, for the console."""
    said = _back.get(room_id)
    if not said:
        return None
    people = tuple(one.id for one in session.people if one.id in said and _may_say(session, one.id))
    return Returns(named(session, people)) if people else None


def thumb_of(room_id: str, session: Session, person: PersonId) -> BackThumb | None:
    """What one marked absent can do on her phone; nothing of the content is in it (F4)."""
    if not _may_say(session, person):
        return None
    return BackThumb(session.facilitator_name, person in _back.get(room_id, ()))


def forget_memory() -> None:
    """Drops what was said, as a restart does."""
    with _lock:
        _back.clear()


def _may_say(session: Session, person: PersonId) -> bool:
    found = session.person(person)
    return found is not None and found.presence is Presence.ABSENT and session.stage is not Stage.CLOSED
