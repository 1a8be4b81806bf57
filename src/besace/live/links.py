"""Links that are capabilities: whoever posts the token takes the seat. 128 bits, kept hashed, replaceable."""

import secrets

from besace.journal.writer import WRITER, in_room
from besace.live import clock, rooms, seats
from besace.live.act import act
from besace.live.models import Link, Room, Seat
from besace.live.seats import Place
from besace.method.acts import Act
from besace.method.words import PersonId


def mint(room: Room, role: str, person: PersonId, *, once: bool = False) -> str:
    """A new link's token; the former one for the same seat is dead from now on."""
    token = secrets.token_urlsafe(16)

    def replace() -> None:
        Link.objects.filter(room=room, role=role, person=person).delete()
        Link.objects.create(pk=seats.hashed(token), room=room, role=role, person=person, once=once, created=clock.now())

    WRITER.run(replace, of=in_room(room.id))
    return token


def revoke(room: Room, role: str, person: PersonId) -> None:
    """Makes the link of a seat worth nothing; whoever took the seat with it keeps it."""
    WRITER.run(Link.objects.filter(room=room, role=role, person=person).delete, of=in_room(room.id))


def redeem(room: Room, token: str, key: str) -> Place | None:
    """Gives the link's seat to a device; None for a token that is unknown, replaced or used up.

    A one-time link brings a person back on another phone: her former one loses the seat.
    """
    link = WRITER.run(lambda: _spend(room, seats.hashed(token)), of=in_room(room.id))
    if link is None:
        return None
    place = seats.take(room, link.person, key, link.role)
    if link.once and link.role == Seat.Role.PARTICIPANT:
        seats.release_others(room, link.person, key)
    session = rooms.folded(room).session
    if link.role == Seat.Role.PARTICIPANT and not session.is_here(link.person):
        act(room, session.facilitator, Act("admit", {"person": link.person}), f"link-{link.pk[:32]}")
    return place


def _spend(room: Room, hashed: str) -> Link | None:
    link = Link.objects.filter(pk=hashed, room=room).first()
    if link is not None and link.once:
        Link.objects.filter(pk=hashed).delete()
    return link
