"""One screen's whole content: the islands of the method and those of the house, as values and as HTML.

The first page, the stream and the polling all come through here: there is no second way to render.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from besace.live import clock, rooms
from besace.live.models import Room, Seat
from besace.live.seats import Place
from besace.method.session import Session
from besace.method.view import View, view_for
from besace.method.words import Seconds
from besace.web import shell_islands
from besace.web.islands import render

type Values = Mapping[str, object | None]


def islands_for(room: Room, place: Place, session: Session, at: Seconds, origin: str = "") -> tuple[View, Values]:
    """Gives what a seat may see now: the method's view, and every island of its screen by name."""
    view = view_for(session, place.viewer, at)
    return view, {**view.islands, **shell_islands.beside(room, place, session, origin)}


def rendered(values: Values, language: str) -> dict[str, str]:
    """Gives the HTML of each island."""
    return {name: render(name, value, language) for name, value in values.items()}


def frame(room: Room, place: Place, language: str, origin: str = "") -> dict[str, Any]:
    """Gives a screen's whole state as the stream and the polling send it."""
    now = rooms.folded(room)
    view, values = islands_for(room, place, now.session, max(clock.now(room), now.at), origin)
    return {**pulse(room, now.seq), "stage": str(view.stage), "islands": rendered(values, language)}


def pulse(room: Room, seq: int) -> dict[str, Any]:
    """Gives what goes with every message: the sequence, the world's time in milliseconds, the room's own clock."""
    return {"seq": seq, "now": int(clock.real() * 1000), "clock": {"rate": room.rate, "epoch": room.epoch}}


def origin_of(host: str, *, secure: bool) -> str:
    """Gives the address others reach this server by: the one it was told, else the one this request used."""
    told = str(getattr(settings, "BESACE_ORIGIN", ""))
    return told or f"{'https' if secure else 'http'}://{host}"


def hosts(place: Place) -> bool:
    """Says whether a seat facilitates."""
    return place.role == Seat.Role.FACILITATOR
