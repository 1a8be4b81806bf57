"""The pages around the room: the first one, opening a room, the sheet of the six steps, the language."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from besace.live import links, rooms, seats
from besace.live.models import Room, Seat
from besace.live.seats import Place
from besace.method.acts import Refusal
from besace.method.formats import DEFAULT_FORMAT, FORMATS, Minutes
from besace.method.session import Session
from besace.method.words import MOST_PARTICIPANTS
from besace.papers.occasion import Occasion
from besace.papers.sheets.six_steps import six_steps
from besace.policy import Gate
from besace.web import demo
from besace.web.by_table import asks
from besace.web.gate import Chair, key_of, seated, speak
from besace.web.joining import page_of, seat_token
from besace.web.phrases import phrase
from besace.web.start import StartForm, setup_of
from besace.web.who import person_of

FULL = 503


@require_safe
@asks(Gate.OPEN)
def welcome(request: HttpRequest) -> HttpResponse:
    """Shows the first page: open a room, join one, or come back to where this browser has a seat."""
    return first_page(request)


def first_page(request: HttpRequest, *, full: bool = False) -> HttpResponse:
    """Renders the first page; `full` says that no more made-up sessions can play just now."""
    key = key_of(request)
    held = [
        named(room, place) for room in seats.rooms_of(key) if not room.practice for place in seats.seats_of(room, key)
    ]
    chairs = range(MOST_PARTICIPANTS - 1)
    context = {"seats": held, "demo": demo.running() is not None, "chairs": chairs, "full": full}
    return render(request, "pages/welcome.html", context, status=FULL if full else 200)


def named(room: Room, place: Place) -> Mapping[str, str]:
    """Names a seat for the one who holds it."""
    session = rooms.folded(room).session
    role = _("The board") if place.role == Seat.Role.SCREEN else session.name_of(place.person)
    return {"url": page_of(place), "name": " · ".join(filter(None, (session.title, role)))}


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.OPEN)
def start(request: HttpRequest) -> HttpResponse:
    """Asks what opening a room needs, and opens it."""
    form = StartForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "pages/start.html", {"form": form}, status=422 if request.method == "POST" else 200)
    try:
        return opened(request, form)
    except rooms.NotOpened as refused:
        form.add_error(None, said(refused.refusal))
        return render(request, "pages/start.html", {"form": form}, status=422)


def opened(request: HttpRequest, form: StartForm) -> HttpResponse:
    """Opens the room, seats its facilitator, and shows the private link this once."""
    person, key = seats.new_person(), key_of(request) or seats.new_key()
    room = rooms.open_room(setup_of(form.cleaned_data), person)
    seats.take(room, person, key, Seat.Role.FACILITATOR)
    link = links.mint(room, Seat.Role.FACILITATOR, person)
    context = {
        "base": f"/s/{room.id}/",
        "link": address(seat_token(room, link)),
        "role": Seat.Role.FACILITATOR,
        "new": True,
    }
    answer = render(request, "pages/link.html", context)
    seats.remember(answer, key, secure=request.is_secure())
    return answer


def said(refusal: Refusal) -> str:
    """Says why a room was not opened."""
    return phrase(refusal, Session(), get_language() or "en").text


def address(token: str) -> str:
    """Gives the link that carries a token where no server and no log ever sees it."""
    return f"{settings.BESACE_ADDRESS}/join/#{token}"


@require_safe
@asks(Gate.OPEN)
def sheet(request: HttpRequest) -> HttpResponse:
    """Shows the six steps on one sheet to print, with the usual minutes."""
    return on_a_sheet(request, FORMATS[DEFAULT_FORMAT])


@require_safe
@seated
def own_sheet(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shows the sheet with the minutes of this session."""
    return on_a_sheet(request, chair.session.minutes)


def on_a_sheet(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    """Lays the six steps out with these minutes."""
    return render(request, "pages/sheet.html", {"sheet": six_steps(Occasion(minutes)), "tongues": settings.LANGUAGES})


@require_POST
@asks(Gate.OPEN)
def language(request: HttpRequest) -> HttpResponse:
    """Keeps the language this browser asks for, and goes back."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if safe else "/")
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        speak(answer, str(chosen))
        remember(request, str(chosen))
    return answer


def remember(request: HttpRequest, language: str) -> None:
    """Keeps the language for whoever is signed in, on every device."""
    if person := person_of(request):
        person.language = language
        person.save(update_fields=["language"])
