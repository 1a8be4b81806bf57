"""The demonstration: a room of people who do not exist, in which anyone may take any seat to look from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from besace.live import rooms, seats
from besace.live.models import Room, Seat
from besace.method.session import Session
from besace.method.words import SCREEN
from besace.web.gate import key_of


def running() -> Room | None:
    """Finds the demonstration under way, the newest one."""
    return Room.objects.filter(demo=True, closed=False).order_by("-created", "-epoch").first()


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Shows the seats of the demonstration."""
    room = running()
    if room is None:
        raise Http404
    session = rooms.folded(room).session
    context = {"room": room, "session": session, "people": session.people, "screen": SCREEN}
    return render(request, "pages/demo.html", context)


@require_POST
def sit(request: HttpRequest) -> HttpResponse:
    """Gives this browser a seat of the demonstration, besides any other it holds there."""
    room, person = running(), request.POST.get("person", "")
    role = _role(rooms.folded(room).session, person) if room else None
    if room is None or role is None:
        raise Http404
    key = key_of(request) or seats.new_key()
    place = seats.take(room, person, key, role)
    board = "board/" if role == Seat.Role.SCREEN else ""
    answer = redirect(f"/s/{room.id}/{board}?seat={place.id}")
    seats.remember(answer, key, secure=request.is_secure())
    return answer


def _role(session: Session, person: str) -> str | None:
    if person == SCREEN:
        return Seat.Role.SCREEN
    if person == session.facilitator:
        return Seat.Role.FACILITATOR
    return Seat.Role.PARTICIPANT if session.person(person) else None
