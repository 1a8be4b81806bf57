"""How far each room is: the sequence its journal has reached, and how often anything beside the journal changed.

Where several processes serve (PostgreSQL), what one of them has in memory may be older than what another wrote. So each
keeps, of every room it has heard of, how far that room is, and with what it read how far the room was before it read:
what is behind is read anew. With files one process writes, and all of this comes to nothing.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from besace.live.memory import Kept

MOST_KEPT = 16_384
ASK = (
    "SELECT room.id, journal.last, room.changes, room.closed, room.second_id"
    " FROM live_room room JOIN journal_journal journal ON journal.id = room.journal WHERE room.id = ANY(%s)"
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The newest sequence of a room, and the count of what changed beside its journal; None: not heard yet."""

    seq: int = 0
    changes: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the database says of a room."""

    seq: int
    changes: int
    closed: bool
    second: str | None


_known: Kept[Reach] = Kept(MOST_KEPT)
_lock = threading.Lock()
_deaf = True


def is_shared() -> bool:
    """Whether other processes may serve the same rooms."""
    return str(settings.DATABASES["default"]["ENGINE"]) == "besace.journal.postgresql"


def is_deaf() -> bool:
    """Whether what other processes do is not told here: it has to be asked for."""
    return _deaf and is_shared()


def deafen(deaf: bool) -> None:
    """Takes note of whether other processes are heard (`hearing`)."""
    global _deaf  # noqa: PLW0603 - one line of the process, one state
    _deaf = deaf


def ask(rooms: Iterable[str]) -> dict[str, Asked]:
    """Asks the database how far these rooms are; who is left out is gone."""
    with connection.cursor() as cursor:
        cursor.execute(ASK, [list(rooms)])
        return {row[0]: Asked(*row[1:]) for row in cursor}


def seq(room_id: str) -> int:
    """The newest sequence that was heard of; 0 where none was."""
    return known.seq if (known := _known.get(room_id)) else 0


def changes(room_id: str) -> int | None:
    """The newest count that was heard of; None where none was."""
    if not is_shared():
        return 0
    return known.changes if (known := _known.get(room_id)) else None


def count(room_id: str) -> int:
    """The same, asked for where none was heard of: what is read from now on is at least as new."""
    found = changes(room_id)
    if found is None:
        asked = ask([room_id]).get(room_id)
        found = asked.changes if asked else 0
        hear(room_id, 0, found)
    return found


def hear(room_id: str, seq_: int, changes_: int | None) -> tuple[Reach, Reach]:
    """Takes note of how far a room is; what was known before, and what is now."""
    with _lock:
        before = _known.get(room_id) or Reach()
        both = [one for one in (before.changes, changes_) if one is not None]
        return before, _known.put(room_id, Reach(max(before.seq, seq_), max(both) if both else None))


def is_current(room_id: str, read_at: int) -> bool:
    """Whether what was read at this count is as new as all that was heard of."""
    now = changes(room_id)
    return now is not None and read_at >= now


def forget_memory() -> None:
    """Knows of no room any more, as after a restart."""
    _known.clear()


class Beside[T]:
    """One thing that stands beside each room's journal: read once, and anew when it may be older than the room."""

    def __init__(self, read: Callable[[str], T], most: int = 2_048) -> None:
        self._read = read
        self._kept: Kept[tuple[int, T]] = Kept(most)
        self._lock = threading.Lock()

    def of(self, room_id: str) -> T:
        """It, as new as the room is known to be."""
        kept = self._kept.get(room_id)
        return kept[1] if kept and is_current(room_id, kept[0]) else self.renewed(room_id)

    def renewed(self, room_id: str) -> T:
        """It, read now, as after a change of our own."""
        at = count(room_id)
        found = self._read(room_id)
        with self._lock:
            kept = self._kept.get(room_id)
            if kept is None or kept[0] <= at:
                self._kept.put(room_id, (at, found))
        return found

    def latest(self, room_id: str) -> T | None:
        """It, as it was last read; without asking the disk."""
        kept = self._kept.get(room_id)
        return kept[1] if kept else None

    def is_ready(self, room_id: str) -> bool:
        """Whether `latest` is as new as the room is known to be."""
        kept = self._kept.get(room_id)
        return kept is not None and is_current(room_id, kept[0])

    def forget(self) -> None:
        """Forgets it of every room: the next use reads the disk."""
        self._kept.clear()
