"""Access for programs: made by a person, in her name, for some things and until a day; withdrawn by her at any time.

The secret is shown once. Kept are its hash, what she calls it, what it may, until when, and the last day it was used.
In a room a program sits on a device of its own, made of the secret too, so that no browser can be that device.
"""

import secrets
from collections.abc import Iterable
from enum import StrEnum

from django.db.models import QuerySet

from besace.journal.writer import WRITER
from besace.live import clock, rooms, seats
from besace.live.models import Seat
from besace.method.words import Seconds
from besace.people import trail
from besace.people.models import Access, Person

DAY = 24 * 3600
DAYS = (30, 90, 365)
MOST = 20
"""So many accesses one may have: enough for every program there is, and a list one can still read."""
BEGINS = "besace_"
"""How a secret begins, so that whoever looks for secrets laid open knows one of ours."""
SIZE = 32
SHOWN_AFTER = 30 * DAY
"""For so long one that has ended still stands in the list: whoever wonders why her program stopped finds it."""


class Scope(StrEnum):
    """What a program may do."""

    READ = "read"
    """Groups, cycles and sessions: dates, how they stand, her part in them."""
    ROOM = "room"
    """See and act in the rooms where she has a seat, and open one."""
    WEBHOOKS = "webhooks"
    """Be told, without asking, that a date changed in a group that she facilitates."""


def make(person: Person, label: str, scopes: Iterable[Scope], days: int) -> str | None:
    """Makes an access, and gives its secret, this once; None where she has as many as one may have."""
    secret = BEGINS + secrets.token_urlsafe(SIZE)
    now = clock.now()
    row = Access(name=seats.hashed(secret), person=person, label=label, created=now, until=now + days * DAY)
    row.scopes, row.device = " ".join(sorted(set(scopes))), seats.hashed(key_of(secret))

    def made() -> bool:
        if of(person).count() >= MOST:
            return False
        row.save(force_insert=True)
        trail.note(trail.HOUSE, person, trail.Act.ACCESS_MADE, row.scopes.replace(" ", "-"), str(row.pk))
        return True

    return secret if WRITER.run(made) else None


def of(person: Person) -> QuerySet[Access]:
    """Her accesses, the newest first; those that have ended stay in the list for a month."""
    return Access.objects.filter(person=person, until__gt=clock.now() - SHOWN_AFTER).order_by("-created", "-pk")


def shown(secret: str) -> Access | None:
    """The living access that a secret opens, noted as used today; None for any other word."""
    if not secret.startswith(BEGINS):
        return None
    found = Access.objects.select_related("person").filter(name=seats.hashed(secret), until__gt=clock.now()).first()
    if found is None or not found.person.is_active:
        return None
    today = clock.day(clock.now(), "UTC")
    if found.used_on != today:
        WRITER.run(lambda: Access.objects.filter(pk=found.pk).update(used_on=today))
    return found


def key_of(secret: str) -> str:
    """The key of the device on which a program sits."""
    return f"program {secret}"


def withdraw(person: Person, number: int) -> bool:
    """Takes one of her accesses away, and from its program every seat; whether there was such a one of hers."""
    return bool(_withdraw(person, Access.objects.filter(person=person, pk=number)))


def withdraw_all(person: Person) -> int:
    """Takes them all away; gives how many there were."""
    return _withdraw(person, Access.objects.filter(person=person))


def sweep(now: Seconds) -> None:
    """Takes out what ended a month ago."""
    old = Access.objects.filter(until__lte=now - SHOWN_AFTER)
    if old.exists():
        WRITER.run(old.delete)


def _withdraw(person: Person, rows: QuerySet[Access]) -> int:
    devices = [one.device for one in rows]

    def gone() -> int:
        for one in rows:
            trail.note(trail.HOUSE, person, trail.Act.ACCESS_WITHDRAWN, "", str(one.pk))
        return rows.delete()[0]

    count = WRITER.run(gone)
    for seat in Seat.objects.filter(device_id__in=devices):
        if room := rooms.find(seat.room_id):
            seats.let_go(room, seat.pk)
    return count
