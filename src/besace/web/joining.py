"""Coming in: a code or a link, a name, two words, and the door that opens."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from besace.live import doors, links, rooms, seats
from besace.live.doors import Entered, Expired, Full, Taken, Throttled, TooLate, Waiting, Wrong
from besace.live.models import Knock, Room, Seat
from besace.live.seats import Place
from besace.people import trail
from besace.policy import Gate
from besace.web import pace
from besace.web.by_table import asks
from besace.web.forms import clean
from besace.web.gate import key_of

LONGEST_CODE = 12
SEAT = "seat."
"""Before the token of a link that is a seat, where a square of the board has the room's own."""

type Tried = Entered | Wrong | Expired | TooLate | Throttled


def seat_token(room: Room, token: str) -> str:
    """Writes the token of a seat's link as a fragment."""
    return f"{SEAT}{room.id}.{token}"


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.BY_LINK)
def join(request: HttpRequest) -> HttpResponse:
    """Takes a code, typed or read by a camera, or a private link; shows where to type it."""
    if request.method != "POST":
        return render(request, "join/code.html")
    key = key_of(request) or seats.new_key()
    token, code = clean(request.POST.get("token", "")), clean(request.POST.get("code", ""))
    answer = by_link(token, key) if token.startswith(SEAT) else by_code(request, token or code, key)
    seats.remember(answer, key, secure=request.is_secure())
    return answer


def by_link(token: str, key: str) -> HttpResponse:
    """Takes the seat a private link names."""
    room_id, _dot, secret = token.removeprefix(SEAT).partition(".")
    room = rooms.find(room_id[:16])
    place = links.redeem(room, secret, key) if room and secret else None
    if room is None or place is None:
        raise Http404
    return redirect(page_of(place))


def page_of(place: Place) -> str:
    """Gives the address of what a seat shows."""
    board = "board/" if place.role == Seat.Role.SCREEN else ""
    return f"/s/{place.room}/{board}?seat={place.id}"


def by_code(request: HttpRequest, given: str, key: str) -> HttpResponse:
    """Goes to the door a code leads to, or says why not."""
    tried = doors.enter(given, key, request.META.get("REMOTE_ADDR", ""))
    match tried:
        case Entered(room):
            return redirect("door", room.id)
        case TooLate():
            said = _("The telling has begun.")
            why = _(
                "From then on nobody comes in by the code, so that it can be said in confidence. If you are expected, "
                "the person who facilitates can let you in."
            )
            return shut(request, said, why, thing="listen", status=410)
        case _:
            if isinstance(tried, Throttled):
                trail.note_once(trail.HOUSE, "", trail.Act.TOO_MANY, "door")
            context = {"code": given[:LONGEST_CODE], "refused": sentence(tried)}
            return render(request, "join/code.html", context, status=422)


def sentence(tried: Tried) -> str:
    """Says why a code does not lead in."""
    match tried:
        case Expired():
            return _(
                "This code has changed: it does so every ten minutes. Look at the board again, the new one is there."
            )
        case Throttled(seconds):
            return pace.said(seconds)
        case _:
            return _("No room has this code now. Look at the board again.")


@require_safe
@asks(Gate.BEFORE_DOOR)
def door(request: HttpRequest, room_id: str) -> HttpResponse:
    """Shows where this browser stands before a door: its name to give, its two words, or why it stays shut."""
    room, stands = before(request, room_id)
    place = seats.seat_for(room, key_of(request))
    if place:
        return redirect(page_of(place))
    if stands.state == Knock.State.ADMITTED:
        return shut(
            request,
            _("This device has left the table."),
            _("It was shut out, or its seat moved to another one. Nothing of the session is left on it."),
            thing="device",
        )
    if stands.state == Knock.State.CHOOSING or "again" in request.GET:
        return naming(request, room, stands.name)
    if stands.state == Knock.State.REFUSED:
        said = _("Not just now, %(name)s.") % {"name": stands.name}
        why = _("The door stays closed for the moment. A word to the person who facilitates, then knock again.")
        return shut(request, said, why, thing="door", room=room, state="refused")
    return render(
        request, "join/wait.html", {"room": room, "knock": stands, "host": host_of(room), "words": stands.words.split()}
    )


@require_safe
@asks(Gate.BEFORE_DOOR)
def state(request: HttpRequest, room_id: str) -> HttpResponse:
    """Tells a waiting page whether its door has opened."""
    room, stands = before(request, room_id)
    place = seats.seat_for(room, key_of(request))
    if place:
        return JsonResponse({"state": "in", "location": page_of(place)})
    return JsonResponse({"state": stands.state})


@require_POST
@asks(Gate.BEFORE_DOOR)
def knock(request: HttpRequest, room_id: str) -> HttpResponse:
    """Asks to be let in under a name: that of someone expected takes her seat, another gets a new chair."""
    room, _stands = before(request, room_id)
    name = " ".join(clean(request.POST.get("name", "")).split())
    picked = "" if name else clean(request.POST.get("person", ""))
    found = doors.knock(room, key_of(request), person=picked or expected(room, name), name=name[:40])
    match found:
        case Full():
            why = _("Nine people sit there already, so that each can speak.")
            return shut(request, _("The table is full."), why, thing="chair", status=409)
        case Taken():
            return naming(request, room, name, _("Write the name the others call you by."))
        case None:
            raise Http404
    return redirect("door", room.id)


def before(request: HttpRequest, room_id: str) -> tuple[Room, Waiting]:
    """Finds the door this browser stands before.

    Raises:
        Http404: it showed no code of that room.
    """
    room = rooms.find(room_id)
    stands = doors.standing(room, key_of(request)) if room else None
    if room is None or stands is None:
        raise Http404
    return room, stands


def expected(room: Room, name: str) -> str:
    """Gives the person of that name who is expected or has lost her device, else nobody."""
    people = rooms.folded(room).session.people
    return next((one.id for one in people if name and one.name.casefold() == name.casefold()), "")


def host_of(room: Room) -> str:
    """Names who opens the door."""
    return rooms.folded(room).session.facilitator_name


def naming(request: HttpRequest, room: Room, typed: str, refused: str = "") -> HttpResponse:
    """Asks for a name: to be picked where the facilitator shows them at the door, else to be typed."""
    shown = doors.chairs(room) if rooms.folded(room).session.names_at_door else ()
    context = {"room": room, "typed": typed, "refused": refused, "host": host_of(room)}
    context |= {"free": [one for one in shown if not one.held], "taken": [one.name for one in shown if one.held]}
    return render(request, "join/name.html", context, status=422 if refused else 200)


def shut(request: HttpRequest, said: str, why: str, **more: object) -> HttpResponse:
    """Says calmly that nobody comes in this way just now."""
    status = int(str(more.pop("status", 200)))
    return render(request, "join/shut.html", {"said": said, "why": why, **more}, status=status)
