"""Who was marked absent and says that she is back: a knock from her own chair, until the facilitator seats her again.

It stands beside the journal, for it is nothing of the session.
"""

from collections.abc import Callable, Sequence

from besace.live import nudges
from besace.live.models import Back
from besace.live.reach import Beside
from besace.method.acts import Entry
from besace.method.parts import Presence
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Named, named
from besace.method.words import PersonId, Said, Stage


def _read(room_id: str) -> frozenset[PersonId]:
    return frozenset(Back.objects.filter(room=room_id).values_list("person", flat=True))


_back: Beside[frozenset[PersonId]] = Beside(_read)


@value
class Returns:
    """Those who say that they are back, on the console, in order of seats."""

    people: tuple[Named, ...]


@value
class BackThumb:
    """On the phone of one marked absent: say it, or know that it has been `said`."""

    facilitator: Said
    said: bool


def say(room_id: str, session: Session, person: PersonId) -> bool:
    """Tells the facilitator's console that someone marked absent is back; whether she was marked so."""
    if not _may_say(session, person):
        return False
    _write(room_id, lambda: Back.objects.get_or_create(room_id=room_id, person=person))
    nudges.nudge(room_id)
    return True


def settle(room_id: str, entries: Sequence[Entry]) -> None:
    """Takes note of what was done: who is marked absent anew has not said anything since."""
    gone = {entry.fields.get("person") for entry in entries if entry.kind == "mark_absent"}
    if gone and gone & _back.of(room_id):
        _write(room_id, Back.objects.filter(room=room_id, person__in=gone).delete)


def returns_of(room_id: str, session: Session) -> Returns | None:
    """Who waits to be seated again, for the console."""
    said = _back.latest(room_id)
    if not said:
        return None
    people = tuple(one.id for one in session.people if one.id in said and _may_say(session, one.id))
    return Returns(named(session, people)) if people else None


def thumb_of(room_id: str, session: Session, person: PersonId) -> BackThumb | None:
    """What one marked absent can do on her phone; nothing of the content is in it (F4)."""
    if not _may_say(session, person):
        return None
    return BackThumb(session.facilitator_name, person in (_back.latest(room_id) or ()))


def forget_memory() -> None:
    """Drops what is kept in memory: the next use reads the disk."""
    _back.forget()


def remember(room_id: str) -> None:
    """Brings into memory who has said so."""
    _back.of(room_id)


def is_in_memory(room_id: str) -> bool:
    """Whether the slips can be shown without reading the disk."""
    return _back.is_ready(room_id)


def _write(room_id: str, work: Callable[[], object]) -> None:
    nudges.write(room_id, work)
    _back.renewed(room_id)


def _may_say(session: Session, person: PersonId) -> bool:
    found = session.person(person)
    return found is not None and found.presence is Presence.ABSENT and session.stage is not Stage.CLOSED
