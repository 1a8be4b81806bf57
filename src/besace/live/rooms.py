"""Rooms, and the folded session of each: kept in memory, brought up to date by sequence."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from besace import journal
from besace.journal.writer import WRITER
from besace.live import clock, forgetting, nudges, reach
from besace.live.memory import Kept
from besace.live.models import Room
from besace.method.acts import Act, Entry, Refusal
from besace.method.decide import decide
from besace.method.evolve import fold
from besace.method.session import Session
from besace.method.words import PersonId, Seconds

MOST_KEPT = 2_048
EMPTY = Session()
LOCKS = 256


class NotOpened(Exception):  # noqa: N818 - what happened, in one word
    """The setup was refused; `refusal` says which field and why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Folded:
    """A session as of a sequence; `at` is its last entry's time: the next is never earlier."""

    session: Session = EMPTY
    seq: int = 0
    at: Seconds = 0

    def with_entries(self, entries: list[Entry]) -> "Folded":
        """The session after these entries too."""
        if not entries:
            return self
        return Folded(fold(entries, self.session), self.seq + len(entries), max(self.at, entries[-1].at))


_rooms: Kept[Room] = Kept(MOST_KEPT)
_folds: Kept[Folded] = Kept(MOST_KEPT)
_locks = tuple(threading.RLock() for _ in range(LOCKS))


@contextmanager
def lock(room: Room) -> Iterator[None]:
    """The room's turn in this process: those who wait for it would only have lost a race.

    Whoever is writing does not wait for it: who has it may be waiting to write.
    """
    turn = _locks[hash(room.id) % LOCKS]
    taken = turn.acquire(blocking=not WRITER.is_mine)
    try:
        yield
    finally:
        if taken:
            turn.release()


def open_room(
    setup: Mapping[str, Any],
    facilitator: PersonId,
    *,
    rate: float = 1,
    epoch: int | None = None,
    demo: bool = False,
    practice: str = "",
) -> Room:
    """Opens a room on a fresh journal whose first entry is the setup (`prepare`).

    Raises:
        NotOpened: the setup is refused.
    """
    now = clock.now()
    room = Room(created=now, rate=rate, epoch=now if epoch is None else epoch, demo=demo, practice=practice)
    at = clock.now(room)
    entries = decide(Session(), Act("prepare", setup), facilitator, at)
    if isinstance(entries, Refusal):
        raise NotOpened(entries)
    room.journal = journal.open_journal(now)
    journal.append(room.journal, entries, expected=0, act_id="prepare", by=facilitator)
    WRITER.run(room.save)
    return _rooms.put(room.id, room)


def find(room_id: str) -> Room | None:
    """The room of that id, or None; where several processes serve, as far as the database knows it by now."""
    room = _rooms.get(room_id) or Room.objects.filter(pk=room_id).first()
    if room is None or (reach.is_shared() and not _caught_up(room)):
        return None
    return _rooms.put(room_id, room)


def folded(room: Room, at_least: int = 0) -> Folded:
    """The session of a room as it stands, from memory where that is as recent as `at_least`, and as what was heard."""
    kept = _folds.get(room.id)
    newest = max(at_least, reach.seq(room.id), journal.last(room.journal) if reach.is_deaf() else 0)
    return kept if kept and kept.seq >= newest else refreshed(room)


def in_memory(room_id: str) -> Folded | None:
    """The session as this process last knew it; None when it has to be read first."""
    kept = _folds.get(room_id)
    return kept if kept and kept.seq >= reach.seq(room_id) else None


def is_row_current(room: Room) -> bool:
    """Whether what stands in the room's own row is as new as what was heard."""
    return reach.is_current(room.id, room.changes)


def renew_row(room: Room) -> None:
    """Reads the room's own row anew where it is behind; one that is gone stays as it was."""
    if not is_row_current(room):
        _caught_up(room)


def refreshed(room: Room) -> Folded:
    """The session of a room with every entry on disk."""
    with lock(room):
        kept = _folds.get(room.id)
        if kept is None:
            return _load(room)
        return _folds.put(room.id, kept.with_entries(journal.read(room.journal, kept.seq)))


def keep(room: Room, now_folded: Folded) -> None:
    """Remembers the session after entries that are on disk, and forgets what is due to be."""
    _folds.put(room.id, now_folded)


def refold(room: Room) -> Folded:
    """Folds a room afresh, as when a key has been destroyed."""
    with lock(room):
        _folds.drop(room.id)
        return _load(room)


def let_go(room: Room) -> None:
    """Forgets a room and its fold, if it is in memory: the next use reads the disk."""
    with lock(room):
        _folds.drop(room.id)
        _rooms.drop(room.id)


def _caught_up(room: Room) -> bool:
    """Asks how far a room is, and has its screens here told where they did not know; whether it is still there."""
    asked = reach.ask([room.id]).get(room.id)
    if asked is None:
        let_go(room)
        return False
    room.changes, room.closed, room.second_id = asked.changes, asked.closed, asked.second
    nudges.heard(room.id, asked.seq, asked.changes)
    return True


def _load(room: Room) -> Folded:
    loaded = Folded().with_entries(journal.read(room.journal))
    if forgetting.forget_due(room.journal, loaded.session, clock.now()):
        loaded = Folded().with_entries(journal.read(room.journal))
    return _folds.put(room.id, loaded)


def forget_memory() -> None:
    """Drops all that is kept in memory: the next use reads the disk (for tests and restarts)."""
    _rooms.clear()
    _folds.clear()
    reach.forget_memory()
