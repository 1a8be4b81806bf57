"""The end of a room: its keys destroyed, its seats gone. What was said in it can be read by nobody any more (F4)."""

from besace.journal.keys import VAULT_KEYS
from besace.journal.writer import WRITER
from besace.live import clock, rooms, seats
from besace.live.models import Knock, Link, Room, Seat


def end(room: Room) -> None:
    """Destroys every key of a room's journal, cuts its screens, and takes its seats, knocks and links away."""
    for seat in Seat.objects.filter(room=room):
        seats.shut_out(room, seat.pk)
    for scope in VAULT_KEYS.living(room.journal):
        VAULT_KEYS.destroy(room.journal, scope, clock.now())
    rooms.refold(room)

    def emptied() -> None:
        for kind in (Seat, Knock, Link):
            kind.objects.filter(room=room).delete()
        Room.objects.filter(pk=room.pk).update(closed=True)

    WRITER.run(emptied)
    seats.forget_memory()
