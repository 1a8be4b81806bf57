"""Devices and the seats they hold: a person's part belongs to her, whatever browser shows it."""

import hashlib
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.conf import settings
from django.db import connection
from django.http.response import HttpResponseBase

from besace.journal.writer import WRITER, in_room
from besace.live import clock, nudges, reach
from besace.live.memory import Kept
from besace.live.models import Device, Room, Seat
from besace.method.words import SCREEN, PersonId

COOKIE = "besace_device"
SECURE_COOKIE = "__Host-besace_device"
COOKIE_AGE = 365 * 24 * 3600
MOST_KEPT = 16_384
HELD = """SELECT id, room_id, person, device_id, role, shut_out, coached FROM live_seat
WHERE room_id = %s AND device_id = %s ORDER BY role, id"""
"""Asked by every screen that comes back, thousands at once after a restart: putting it into SQL anew takes longest."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat as a value: who sits where, on which device, and what she may see there."""

    id: str
    room: str
    person: PersonId
    device: str
    role: str
    shut_out: bool = False
    coached: bool | None = field(default=None, compare=False)
    """What she said of hints on her wording; it makes no other seat of it, so that no stream is cut."""

    @property
    def viewer(self) -> PersonId:
        """Whose view this seat shows."""
        return SCREEN if self.role == Seat.Role.SCREEN else self.person


_places: Kept[tuple[int, tuple[Place, ...]]] = Kept(MOST_KEPT)
_changing = threading.Lock()
_changes = count()
_change = next(_changes)


def new_person() -> PersonId:
    """An id for a person, which nobody can guess."""
    return secrets.token_urlsafe(9)


def new_key() -> str:
    """A device's secret, for its cookie."""
    return secrets.token_urlsafe(16)


def hashed(token: str) -> str:
    """What is kept of a token of 128 bits: no salt or stretching is needed against guessing it."""
    return hashlib.sha256(token.encode()).hexdigest()[:43]


def key_in(cookies: Mapping[str, str], *, secure: bool) -> str:
    """A browser's key out of its cookies; empty when it has none."""
    return cookies.get(SECURE_COOKIE if secure else COOKIE, "")


def language_of(cookies: Mapping[str, str], session_language: str) -> str:
    """The language a browser asked for on one of our pages, else the session's own: page and stream agree."""
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else session_language


def remember(response: HttpResponseBase, key: str, *, secure: bool) -> None:
    """Gives a browser its key, in the strictest cookie that the link allows."""
    name = SECURE_COOKIE if secure else COOKIE
    response.set_cookie(name, key, max_age=COOKIE_AGE, path="/", secure=secure, httponly=True, samesite="Lax")


def device(key: str) -> Device:
    """The device that has this key, known from now on."""

    def known() -> Device:
        return Device.objects.get_or_create(pk=hashed(key), defaults={"created": clock.now()})[0]

    return Device.objects.filter(pk=hashed(key)).first() or WRITER.run(known, of=hashed(key))


def seats_of(room: Room, key: str) -> tuple[Place, ...]:
    """The seats that a device holds in a room, the shut out ones left out."""
    if not key:
        return ()
    return tuple(place for place in _held(room.id, hashed(key)) if not place.shut_out)


def seat_for(room: Room, key: str, seat_id: str | None = None) -> Place | None:
    """The seat a device acts from: the one named, else its only or first one; None for a stranger."""
    held = seats_of(room, key)
    if seat_id:
        return next((place for place in held if place.id == seat_id), None)
    return held[0] if held else None


def rooms_of(key: str) -> tuple[Room, ...]:
    """The rooms in which a device holds a seat, the newest first."""
    seats = Seat.objects.filter(device_id=hashed(key), shut_out=False) if key else Seat.objects.none()
    return tuple(Room.objects.filter(pk__in=seats.values("room_id")).order_by("-created"))


def take(room: Room, person: PersonId, key: str, role: str) -> Place:
    """Gives a person's seat to the device with this key; other devices keep theirs (see `release_others`)."""
    return take_for(room, person, device(key), role)


def take_for(room: Room, person: PersonId, holder: Device, role: str) -> Place:
    """Gives a person's seat to a device."""

    def seated() -> Seat:
        said = Seat.objects.filter(room=room, person=person).exclude(coached=None).first()
        known = {"role": role, "shut_out": False}
        found, _ = Seat.objects.update_or_create(
            room=room,
            person=person,
            device=holder,
            defaults=known,
            create_defaults={**known, "coached": said.coached if said else None},
        )
        nudges.announce(room.id, devices=(holder.pk,))
        return found

    seat = WRITER.run(seated, of=in_room(room.id))
    _changed(room, holder.pk)
    return _place(seat)


def release_others(room: Room, person: PersonId, key: str) -> None:
    """Takes a person's seat from every device but this one, as when she moves to another phone."""
    release_others_of(room, person, hashed(key))


def release_others_of(room: Room, person: PersonId, device_id: str) -> None:
    """Takes a person's seat from every device but the one of this id."""
    others = Seat.objects.filter(room=room, person=person).exclude(device_id=device_id)
    devices = list(others.values_list("device_id", flat=True))
    if devices:
        _write(room, devices, others.delete)


def shut_out(room: Room, seat_id: str) -> None:
    """Shuts a device out of its seat: refused from now on, its open streams cut."""
    seats = Seat.objects.filter(room=room, pk=seat_id)
    devices = list(seats.values_list("device_id", flat=True))
    _write(room, devices, lambda: seats.update(shut_out=True))


def coach(room: Room, person: PersonId, *, on: bool) -> None:
    """Keeps whether a person wants hints on her wording in a room, on each of her devices."""
    hers = Seat.objects.filter(room=room, person=person)
    devices = list(hers.values_list("device_id", flat=True))
    _write(room, devices, lambda: hers.update(coached=on))


def let_go(room: Room, seat_id: str) -> None:
    """Takes a seat from the device that holds it, at its person's own wish: its open streams are cut, and she may take
    the seat again.
    """
    seats = Seat.objects.filter(room=room, pk=seat_id)
    devices = list(seats.values_list("device_id", flat=True))
    _write(room, devices, seats.delete)


def place_of(seat: Seat) -> Place:
    """A seat as a value."""
    return _place(seat)


def still(place: Place) -> bool:
    """Whether a seat is still held as it was when its screen connected."""
    return any(one == place for one in _held(place.room, place.device))


def holders(room: Room) -> tuple[Place, ...]:
    """Every seat held in a room, for its facilitator."""
    return tuple(_place(seat) for seat in Seat.objects.filter(room=room).order_by("role", "id"))


def forget_memory() -> None:
    """Drops what is kept in memory: the next use reads the disk."""
    _places.clear()


def _held(room_id: str, device_id: str) -> tuple[Place, ...]:
    name = f"{room_id} {device_id}"
    kept = _places.get(name)
    if kept and reach.is_current(room_id, kept[0]):
        return kept[1]
    before, at = _change, reach.count(room_id)
    with connection.cursor() as cursor:
        cursor.execute(HELD, [room_id, device_id])
        found = tuple(_place_of(row) for row in cursor.fetchall())
    with _changing:  # what was read before a change must not be remembered after it
        if found and before == _change:  # a stranger may be seated at any time, by another process too
            _places.put(name, (at, found))
    return found


def _place(seat: Seat) -> Place:
    return Place(seat.pk, seat.room_id, seat.person, seat.device_id, seat.role, seat.shut_out, seat.coached)


def _place_of(row: tuple[Any, ...]) -> Place:
    """A seat from its row: a file knows no other truth than 0 and 1."""
    seat, room, person, holder, role, out, coached = row
    return Place(seat, room, person, holder, role, bool(out), None if coached is None else bool(coached))


def _write(room: Room, devices: list[str], work: Callable[[], object]) -> None:
    """Changes the seats that these devices hold in a room, and has their screens asked, here and elsewhere."""
    nudges.write(room.id, work, tuple(devices))
    _changed(room, *devices)


def _changed(room: Room, *devices: str) -> None:
    global _change  # noqa: PLW0603 - one count for what is kept in this process
    with _changing:
        _change = next(_changes)
        for device_id in devices:
            _places.drop(f"{room.id} {device_id}")
    nudges.nudge(room.id, devices)
