"""One screen's whole content as HTML: the first page, the polling and, island by island, the stream render the same."""

from typing import Any

from besace.live import clock, screens
from besace.live.models import Room
from besace.live.screens import Shown
from besace.live.seats import Place
from besace.live.streams import clock_of
from besace.web.islands import render


def rendered(shown: Shown, language: str) -> dict[str, str]:
    """Gives the HTML of each island of a screen."""
    return {name: render(name, value, language) for name, value in shown.islands.items()}


def frame(room: Room, place: Place, language: str) -> dict[str, Any]:
    """Gives a screen's whole state as the stream sends it."""
    shown = screens.shown(room, place)
    return {"seq": shown.seq, "stage": shown.stage, **pulse(room), "islands": rendered(shown, language)}


def pulse(room: Room) -> dict[str, Any]:
    """Gives the world's time in milliseconds, and the room's own at that instant."""
    return {"now": int(clock.real() * 1000), "clock": clock_of(room)}
