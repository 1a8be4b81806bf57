"""From a closed session to the one that follows: a room of its own, the same people on the same seats (F6)."""

import secrets
from collections.abc import Mapping
from typing import Any

from besace.journal.writer import WRITER
from besace.live import nudges, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.method.acts import Act
from besace.method.second import setup_of
from besace.method.session import Session
from besace.method.value import value
from besace.method.words import Said


class NothingFollows(Exception):  # noqa: N818 - what happened, in one word
    """The session is not closed, or none follows it at once."""


@value
class Onward:
    """The second session is open: screens go over to this room."""

    room: Said


def open_second(room: Room, more: Mapping[str, Any] | None = None) -> Room:
    """Opens the room of the session that follows, everyone seated in it as they were; the same one when asked again.

    Every screen of the first is told. `more` is what the setup takes from elsewhere.

    Raises:
        NothingFollows: there is none, or not yet.
    """
    with rooms.lock(room):
        if found := rooms.find(room.second_id) if room.second_id else None:
            return found
        session = rooms.folded(room).session
        setup = setup_of(session)
        if setup is None:
            raise NothingFollows
        second = WRITER.run(lambda: _opened(room, session, {**setup, **(more or {})}))
    nudges.nudge(room.id)
    return second


def onward_of(room: Room) -> Onward | None:
    """Where the screens of a room go on; None where nothing has been opened."""
    return Onward(room.second_id) if room.second_id else None


def _opened(room: Room, session: Session, setup: Mapping[str, Any]) -> Room:
    if (found := Room.objects.filter(first=room.pk).first()) is not None:  # another process was first
        return found
    second = rooms.open_room(setup, session.facilitator, rate=room.rate, epoch=room.epoch, demo=room.demo)
    for seat in Seat.objects.filter(room=room, shut_out=False).select_related("device"):
        seats.take_for(second, seat.person, seat.device, seat.role)
    for person in session.present:
        act(second, session.facilitator, Act("admit", {"person": person}), f"over-{secrets.token_urlsafe(12)}")
    room.second_id = second.id
    room.save(update_fields=["second"])
    nudges.announce(room.id)
    return second
