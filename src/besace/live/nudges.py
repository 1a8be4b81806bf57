"""Telling the screens of a room that something changed: never what.

`nudge` tells this process, after the fact. Where several processes serve, `announce` is part of the job that changes
something: the database tells the others when that is kept, and only then (PostgreSQL, NOTIFY), and `heard` is what they
do. What is told is a room's id, how far it is, and which devices' seats changed.
"""

import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import connection, transaction

from besace.journal.writer import WRITER, in_room
from besace.live import reach

EVERYONE = ("*",)
"""In place of devices: every seat of the room may have changed."""
CHANNEL = "besace"
MOST_NAMED = 64
"""Devices named in one announcement: PostgreSQL carries 8,000 bytes."""
COUNT = "UPDATE live_room SET changes = changes + 1 WHERE id = %s RETURNING changes"
TELL = "SELECT pg_notify(%s, %s)"

type Listener = Callable[[str, tuple[str, ...]], None]

_own = threading.Lock()
_under_way: dict[str, int] = {}
"""The sequences that this process is about to have kept, by room."""
_passed: set[str] = set()
"""The rooms of which such a sequence was told meanwhile."""
_listeners: list[Listener] = []
_watched: list[Callable[[], Iterable[str]]] = []


def nudge(room_id: str, devices: tuple[str, ...] = ()) -> None:
    """Says that a room changed, and which devices' seats did, to whoever listens in this process.

    From any thread, and without waiting.
    """
    for listener in tuple(_listeners):
        listener(room_id, devices)


def announce(room_id: str, seq: int = 0, devices: tuple[str, ...] = ()) -> None:
    """Has the other processes told as soon as this job is kept: that the journal reached `seq`, else that something
    beside it changed; which devices' seats did. Part of a job of the writer's; with files there is nobody to tell.
    """
    if not reach.is_shared():
        return
    with connection.cursor() as cursor:
        changes = None if seq else _counted(cursor, room_id)
        if not seq and changes is None:
            return  # the room is gone, and its screens with it
        if seq:
            with _own:
                _under_way[room_id] = seq
        say(cursor, told(room_id, seq, changes, devices))
    transaction.on_commit(partial(_kept, room_id, seq, changes))


def write(room_id: str, work: Callable[[], object], devices: tuple[str, ...] = ()) -> None:
    """Does `work`, which changes something beside a room's journal, and has other processes told once it is kept.

    `work` touches nothing but this room: others write theirs meanwhile.
    """

    def done() -> None:
        work()
        announce(room_id, devices=devices)

    WRITER.run(done, of=in_room(room_id))


def say(cursor: Any, word: str) -> None:
    """Has the database tell every process a word, once what `cursor` is part of is kept."""
    cursor.execute(TELL, [CHANNEL, word])


def told(room_id: str, seq: int, changes: int | None, devices: tuple[str, ...]) -> str:
    """Writes an announcement: ids and numbers."""
    named = devices if len(devices) <= MOST_NAMED else EVERYONE
    return " ".join([room_id, str(seq), "-" if changes is None else str(changes), *named])


def read(announcement: str) -> None:
    """Does what an announcement asks; what may be this process's own, whoever had it kept says himself, once."""
    room_id, seq, changes, *devices = announcement.split(" ")
    with _own:
        is_ours = _under_way.get(room_id) == int(seq)
        if is_ours:
            _passed.add(room_id)
    if not is_ours:
        heard(room_id, int(seq), None if changes == "-" else int(changes), tuple(devices))


def heard(room_id: str, seq: int, changes: int | None, devices: tuple[str, ...] | None = None) -> None:
    """Takes note of how far a room is elsewhere, and nudges its screens here where that is news.

    `devices` are those whose seats changed at this very count; None: nobody said, so that each is asked for.
    """
    before, now = reach.hear(room_id, seq, changes)
    if now.changes != before.changes and (devices is None or _missed(before, changes)):
        devices = EVERYONE
    if now != before or devices:
        nudge(room_id, devices or ())


def settle(room_id: str) -> None:
    """Waits no longer for what this process announced of a room's journal. Where that was not kept, as far as we know,
    and was told all the same, it is heard after all: it may have been kept, or be another's.
    """
    with _own:
        seq = _under_way.pop(room_id, 0)
        passed = room_id in _passed
        _passed.discard(room_id)
    if passed:
        heard(room_id, seq, None)


def listen(listener: Listener) -> None:
    """Has every nudge told to `listener`, which must return at once."""
    _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    """Tells this listener nothing more."""
    _listeners.remove(listener)


def watch(rooms: Callable[[], Iterable[str]]) -> None:
    """Takes note of who can say which rooms have open screens here."""
    _watched.append(rooms)


def watched() -> frozenset[str]:
    """The rooms that have open screens here."""
    return frozenset(room_id for rooms in tuple(_watched) for room_id in rooms())


def _counted(cursor: object, room_id: str) -> int | None:
    cursor.execute(COUNT, [room_id])  # type: ignore[attr-defined]  # a cursor of whichever engine
    row = cursor.fetchone()  # type: ignore[attr-defined]
    return int(row[0]) if row else None


def _kept(room_id: str, seq: int, changes: int | None) -> None:
    """What we announced is kept. Whoever changed a seat before us and was not heard yet is not passed over."""
    with _own:
        if seq:
            _under_way.pop(room_id, None)
            _passed.discard(room_id)
    before, _ = reach.hear(room_id, seq, changes)
    if changes is not None and _missed(before, changes):
        nudge(room_id, EVERYONE)


def _missed(before: reach.Reach, changes: int | None) -> bool:
    return changes is not None and (before.changes is None or changes > before.changes + 1)
