"""Claiming a seat: someone who took part without an account finds her sessions again, on any device she signs in on.

The proof is the device's key: only a browser that holds a seat can claim it, for the account signed in there, and
nobody else can afterwards. What the facilitator shut out stays out.
"""

from contextlib import suppress

from django.db import IntegrityError

from besace.journal.writer import WRITER
from besace.live import clock, seats
from besace.live.models import Seat
from besace.live.seats import Place
from besace.people.models import Claim, Person


def offered(key: str) -> tuple[Place, ...]:
    """The seats a browser holds and nobody has claimed, newest session first; boards and made-up sessions left out."""
    own = (room for room in seats.rooms_of(key) if not (room.demo or room.practice))
    held = [place for room in own for place in seats.seats_of(room, key)]
    claims = Claim.objects.filter(room__in={place.room for place in held})
    taken = set(claims.values_list("room_id", "seat"))
    return tuple(one for one in held if one.role != Seat.Role.SCREEN and (one.room, one.person) not in taken)


def claim(person: Person, key: str, seat_id: str) -> Claim | None:
    """Keeps a seat of this browser as hers; None where the browser does not hold it, or it is someone's already."""
    place = next((one for one in offered(key) if one.id == seat_id), None)
    if place is None:
        return None
    row = Claim(person=person, room_id=place.room, seat=place.person, role=place.role, created=clock.now())
    with suppress(IntegrityError):  # two browsers of one seat at the same instant: the first has it
        WRITER.run(row.save)
    return Claim.objects.filter(pk=row.pk).first()


def held_by(person: Person) -> tuple[Claim, ...]:
    """What she has claimed, the newest session first."""
    return tuple(Claim.objects.filter(person=person).select_related("room").order_by("-room__created", "pk"))


def take(person: Person, claim_id: str, key: str) -> Place | None:
    """Seats this browser where she sat; None where the claim is not hers, or the facilitator has shut her out.

    As with a link, a participant's seat moves here; the facilitator's may be on several devices.
    """
    mine = Claim.objects.select_related("room").filter(person=person, pk=int(claim_id) if claim_id.isdecimal() else 0)
    found = mine.first()
    if found is None or is_shut(found):
        return None
    place = seats.take(found.room, found.seat, key, found.role)
    if found.role == Seat.Role.PARTICIPANT:
        seats.release_others(found.room, found.seat, key)
    return place


def is_shut(claimed: Claim) -> bool:
    """Whether every device that held the seat was shut out of it."""
    states = Seat.objects.filter(room=claimed.room_id, person=claimed.seat).values_list("shut_out", flat=True)
    return bool(states) and all(states)
