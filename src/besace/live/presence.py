"""Who has a live screen now: a person stays here for some seconds after her last screen went.

Each process knows of its own screens. Where several serve, each keeps in the database whose screens it has
(`processes`), and reads there of the others': who is here is here whichever process shows her screen.
"""

import threading
import time
from dataclasses import dataclass, field
from threading import Event

from besace.live import reach
from besace.live.models import Present
from besace.live.reach import Beside
from besace.method.words import PersonId

GRACE = 10.0
MOVED = Event()
"""Set when somebody came or went here."""

_lock = threading.Lock()
_open: dict[str, dict[PersonId, int]] = {}
_gone: dict[str, dict[PersonId, float]] = {}
_known: dict[str, set[PersonId]] = {}
_stirred = False
"""Whether somebody came or went since that was last asked."""
_own = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who is here by the screens of other processes, and who has been."""

    here: frozenset[PersonId] = field(default_factory=frozenset)
    known: frozenset[PersonId] = field(default_factory=frozenset)


def _read(room_id: str) -> Elsewhere:
    if not reach.is_shared():
        return Elsewhere()
    rows = Present.objects.filter(room=room_id).exclude(process=_own).values_list("person", "here")
    found = tuple(rows)
    return Elsewhere(frozenset(one for one, here in found if here), frozenset(one for one, _ in found))


_elsewhere: Beside[Elsewhere] = Beside(_read)


def call_own(process: str) -> None:
    """Takes note of the name under which this process tells others of its screens."""
    global _own  # noqa: PLW0603 - a process has one name
    _own = process


def came(room_id: str, person: PersonId) -> bool:
    """Counts a screen of hers in; whether she had been missed: one who comes first, or comes again in time, was not."""
    elsewhere = _elsewhere.latest(room_id) or Elsewhere()
    with _lock:
        known_here = _known.setdefault(room_id, set())
        missed = person in known_here | elsewhere.known and person not in _here(room_id) | elsewhere.here
        known_here.add(person)
        screens = _open.setdefault(room_id, {})
        screens[person] = screens.get(person, 0) + 1
        _stir()
    return missed


def went(room_id: str, person: PersonId) -> None:
    """Counts a screen of hers out; she is gone `GRACE` seconds later unless another comes."""
    with _lock:
        screens = _open.get(room_id, {})
        screens[person] = screens.get(person, 1) - 1
        if screens[person] <= 0:
            screens.pop(person)
            _gone.setdefault(room_id, {})[person] = time.monotonic() + GRACE
        if not screens:
            _open.pop(room_id, None)
        _stir()


def seen(room_id: str, person: PersonId) -> None:
    """Counts a page that asks instead of being told: she is here for the next seconds."""
    with _lock:
        _known.setdefault(room_id, set()).add(person)
        _gone.setdefault(room_id, {})[person] = time.monotonic() + GRACE
        _stir()


def known(room_id: str) -> frozenset[PersonId]:
    """The people who have had a live screen since this process began, and in others that serve the room."""
    elsewhere = _elsewhere.latest(room_id) or Elsewhere()
    with _lock:
        return frozenset(_known.get(room_id, ())) | elsewhere.known


def here(room_id: str) -> frozenset[PersonId]:
    """The people whose screens are live."""
    elsewhere = _elsewhere.latest(room_id) or Elsewhere()
    with _lock:
        return frozenset(_here(room_id)) | elsewhere.here


def may_have_changed() -> bool:
    """Whether `here_by_us` may be different since this was last asked: somebody came, went, or is about to be gone."""
    global _stirred
    with _lock:
        stirred, _stirred = _stirred or bool(_gone), False
    return stirred


def here_by_us() -> frozenset[tuple[str, PersonId]]:
    """Everyone whose screens this process shows, each with her room."""
    with _lock:
        return frozenset((room_id, one) for room_id in (*_open, *_gone) for one in _here(room_id))


def remember(room_id: str) -> None:
    """Brings into memory who is here by other processes."""
    _elsewhere.of(room_id)


def is_in_memory(room_id: str) -> bool:
    """Whether who is here can be shown without reading the disk."""
    return not reach.is_shared() or _elsewhere.is_ready(room_id)


def forget_memory() -> None:
    """Drops what was read of other processes: the next use reads the disk."""
    _elsewhere.forget()


def _stir() -> None:
    global _stirred  # noqa: PLW0603 - one answer for the process
    _stirred = True
    MOVED.set()


def _here(room_id: str) -> set[PersonId]:
    now = time.monotonic()
    lingering = {person: until for person, until in _gone.get(room_id, {}).items() if until > now}
    if lingering:
        _gone[room_id] = lingering
    else:
        _gone.pop(room_id, None)
    return {*_open.get(room_id, {}), *lingering}
