"""Who has a live screen now: a person stays here for some seconds after her last screen went."""

import threading
import time

from besace.method.words import PersonId

GRACE = 10.0

_lock = threading.Lock()
_open: dict[str, dict[PersonId, int]] = {}
_gone: dict[str, dict[PersonId, float]] = {}
_known: dict[str, set[PersonId]] = {}


def came(room_id: str, person: PersonId) -> bool:
    """Counts a screen of hers in; whether that brings her here."""
    with _lock:
        new = person not in _here(room_id)
        _known.setdefault(room_id, set()).add(person)
        screens = _open.setdefault(room_id, {})
        screens[person] = screens.get(person, 0) + 1
        return new


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


def seen(room_id: str, person: PersonId) -> None:
    """Counts a page that asks instead of being told: she is here for the next seconds."""
    with _lock:
        _known.setdefault(room_id, set()).add(person)
        _gone.setdefault(room_id, {})[person] = time.monotonic() + GRACE


def known(room_id: str) -> frozenset[PersonId]:
    """The people who have had a live screen since this process began."""
    with _lock:
        return frozenset(_known.get(room_id, ()))


def here(room_id: str) -> frozenset[PersonId]:
    """The people whose screens are live."""
    with _lock:
        return frozenset(_here(room_id))


def _here(room_id: str) -> set[PersonId]:
    now = time.monotonic()
    lingering = {person: until for person, until in _gone.get(room_id, {}).items() if until > now}
    if lingering:
        _gone[room_id] = lingering
    else:
        _gone.pop(room_id, None)
    return {*_open.get(room_id, {}), *lingering}
