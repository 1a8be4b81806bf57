"""A screen that connects: whose seat it shows, found by Django's own means, as for a page."""

from io import BytesIO
from typing import Any

from django.core.handlers.asgi import ASGIRequest

from besace.live import cookies, rooms, screens, seats
from besace.live.http import is_ours
from besace.live.limits import HERE, network_of
from besace.live.models import Room
from besace.live.seats import Place
from besace.live.sites import is_foreign

type Scope = dict[str, Any]


def authenticated(scope: Scope) -> tuple[Room, Place, str] | int:
    """The room, the seat and the language of a screen that connects, or the status that refuses it."""
    try:
        request = ASGIRequest(scope, BytesIO())
    except UnicodeDecodeError:
        return 400
    if scope["method"] != "GET":
        return 405
    if not is_ours(request.META.get("HTTP_HOST", "")):
        return 400
    if is_foreign("GET", scope["path"], request.META):
        return 403
    request.COOKIES = cookies.believed(request.COOKIES, secure=request.is_secure())
    room = rooms.find(scope["path"].split("/")[2])
    key = seats.key_in(request.COOKIES, secure=request.is_secure())
    place = seats.seat_for(room, key, request.GET.get("seat")) if room else None
    if room is None or place is None:
        return 404
    screens.remember(room)
    return room, place, seats.language_of(request.COOKIES, rooms.folded(room).session.language)


def sender_of(scope: Scope) -> str:
    """Whom a stream counts for: the network it comes from; nobody where this machine itself stands for others."""
    network = network_of((scope.get("client") or ("", 0))[0])
    return "" if network in HERE else network
