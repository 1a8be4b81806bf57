"""The end of a room: its keys destroyed, its seats gone. What was said in it can be read by nobody any more (F4)."""

from collections.abc import Mapping

from besace.journal import ballast, receipts, shelf
from besace.journal.keys import CEILING, VAULT_KEYS
from besace.journal.models import Shredding
from besace.journal.receipts import Scopes
from besace.journal.writer import WRITER
from besace.live import clock, nudges, rooms, seats
from besace.live.models import Back, Knock, Link, Present, Room, Seat


@ballast.erases
def end(room: Room) -> None:
    """Destroys every key of a room's journal, cuts its screens, and takes its seats, knocks and links away."""
    kids = frozenset(row.kid for row in shelf.living(room.journal))
    if kids:
        VAULT_KEYS.bury({room.journal: kids}, clock.now())
    _empty(room)
    shelf.let_go()


@ballast.erases
def shred(room: Room, more: Scopes | None = None, rows: Mapping[bytes, int] | None = None) -> Shredding | None:
    """Ends a room at someone's wish, and gives what the receipt is found by; `more` are scopes of other journals.

    Everyone's screens are cut before the log is emptied, which may have to wait for a reader. None: nothing was left.
    """
    scopes = {room.journal: VAULT_KEYS.living(room.journal), **(more or {})}
    made = receipts.shred(room.journal, scopes, clock.now(), rows) or receipts.of(room.journal)
    _empty(room)
    receipts.complete(clock.now())
    return receipts.find(made.id) if made else None


def count_anew(room: Room) -> None:
    """Counts the longest life of a room's keys from now on, as when its session begins: no live session loses one."""
    for scope in VAULT_KEYS.living(room.journal):
        VAULT_KEYS.expire(room.journal, scope, clock.now() + CEILING)


def _empty(room: Room) -> None:
    for seat in Seat.objects.filter(room=room):
        seats.shut_out(room, seat.pk)
    rooms.refold(room)

    def emptied() -> None:
        for kind in (Seat, Knock, Link, Back, Present):
            kind.objects.filter(room=room).delete()
        Room.objects.filter(pk=room.pk).update(closed=True)
        nudges.announce(room.id, devices=nudges.EVERYONE)

    WRITER.run(emptied)
    seats.forget_memory()
