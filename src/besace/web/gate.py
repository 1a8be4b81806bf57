"""Who may open a page of a room: those who hold a seat there.

Everyone else gets the answer given for what does not exist.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from besace.live import clock, rooms, seats
from besace.live.models import Room, Seat
from besace.live.seats import Place
from besace.method.session import Session
from besace.method.view import party, phase
from besace.method.words import Seconds
from besace.people import trail
from besace.policy import Gate, Party, Phase
from besace.web.by_table import admit, asks

REFUSED = 409
ROOM = re.compile(r"/s/([^/]+)/")


@dataclass(frozen=True, slots=True)
class Chair:
    """Where a request comes from: the room, the seat, and the session as it stands."""

    room: Room
    place: Place
    session: Session
    at: Seconds
    language: str

    @property
    def base(self) -> str:
        """The address of the room."""
        return f"/s/{self.room.id}/"

    @property
    def party(self) -> Party:
        """Who this seat is to the session, in the words of the policy's table."""
        return party(self.session, self.place.viewer)

    @property
    def phase(self) -> Phase:
        """How far the session has come, in the words of the policy's table."""
        return phase(self.session)

    @property
    def hosts(self) -> bool:
        """Whether this seat facilitates."""
        return self.place.role == Seat.Role.FACILITATOR


type Seated = Callable[..., HttpResponse]
"""A view of a request and a chair, and of what else the address names."""


def key_of(request: HttpRequest) -> str:
    """Gives this browser's key, or an empty one."""
    return seats.key_in(request.COOKIES, secure=request.is_secure())


def wants_json(request: HttpRequest) -> bool:
    """Says whether the answer goes to a script."""
    return "application/json" in request.META.get("HTTP_ACCEPT", "")  # `headers` would first be made of them all


def spoken_in(request: HttpRequest) -> str | None:
    """Gives the language of the room an address lies in, to one who holds a seat there; reads no body."""
    found = ROOM.match(request.path)
    room = rooms.find(found[1]) if found else None
    if room is None or not seats.seats_of(room, key_of(request)):
        return None
    return seats.language_of(request.COOKIES, rooms.folded(room).session.language)


def speak(answer: HttpResponse, language: str) -> None:
    """Keeps the language of a browser."""
    age, name = settings.LANGUAGE_COOKIE_AGE, settings.LANGUAGE_COOKIE_NAME
    answer.set_cookie(name, language, max_age=age, httponly=True, samesite="Lax")


def chair_of(request: HttpRequest, room_id: str) -> Chair:
    """Finds the seat this request acts from.

    Raises:
        Http404: no such room, or no seat in it for this browser.
    """
    room = rooms.find(room_id)
    named = request.POST.get("seat") or request.GET.get("seat") or None
    place = seats.seat_for(room, key_of(request), named) if room else None
    if room is None or place is None:  # noted alike, so that neither takes longer than the other
        trail.note_once(trail.HOUSE, "", trail.Act.ASKED, "room")
        raise Http404
    now = rooms.folded(room)
    return Chair(
        room, place, now.session, max(clock.now(room), now.at), seats.language_of(request.COOKIES, now.session.language)
    )


def _let_in(request: HttpRequest, gate: Gate, chair: Chair) -> None:
    try:
        admit(request, gate, chair.party, chair.phase)
    except Http404:
        trail.note_once(trail.HOUSE, f"seat {chair.place.person}", trail.Act.ASKED, "page")
        raise


def seated(view: Seated) -> Callable[..., HttpResponse]:
    """Opens a view of a room to those who hold a seat there, in their language."""

    @asks(Gate.SEATED)
    @wraps(view)
    def opened(request: HttpRequest, room_id: str, **named: str) -> HttpResponse:
        chair = chair_of(request, room_id)
        _let_in(request, Gate.SEATED, chair)
        with override(chair.language):
            if chair.room.is_watched and request.method == "POST":
                return _only_watched(request, chair)
            return view(request, chair, **named)

    return opened


def _only_watched(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Refuses whatever is sent to a made-up session that plays by itself."""
    if not wants_json(request):
        return render(request, "room/watched_only.html", {"base": chair.base}, status=REFUSED)
    sentence = _("You are watching: this session plays by itself. To act yourself, practise from the first page.")
    return JsonResponse({"refused": {"sentence": sentence, "open": []}, "sentence": sentence}, status=REFUSED)


def hosting(view: Seated) -> Callable[..., HttpResponse]:
    """Opens a view to the one who facilitates this room, and to nobody else."""

    @asks(Gate.HOSTING)
    @seated
    @wraps(view)
    def opened(request: HttpRequest, chair: Chair, **named: str) -> HttpResponse:
        if not chair.hosts:
            trail.note_once(trail.HOUSE, f"seat {chair.place.person}", trail.Act.ASKED, "console")
            raise Http404
        _let_in(request, Gate.HOSTING, chair)
        return view(request, chair, **named)

    return opened
