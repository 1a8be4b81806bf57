"""The facilitator's side of the door: let in, not now, shut a device out, links for herself and for a board."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from besace.live import doors, links, seats
from besace.live.act import Answer
from besace.live.models import Seat
from besace.method.words import SCREEN
from besace.web.gate import Chair, hosting
from besace.web.joining import page_of, seat_token
from besace.web.pages import address
from besace.web.phrases import phrase
from besace.web.room import page, told, wants_json


@require_POST
@hosting
def answer(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Lets in who knocked, or leaves the door closed."""
    settle = doors.admit if request.POST.get("answer") == "admit" else doors.refuse
    return back(request, chair, settle(chair.room, request.POST.get("knock", "")[:16], chair.place.person))


@require_POST
@hosting
def release(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shuts a lost or wrong device out; the seat stays that person's."""
    seat = request.POST.get("device", "")[:16]
    if seat != chair.place.id:
        seats.shut_out(chair.room, seat)
    return back(request, chair, Answer(0))


@require_POST
@hosting
def key(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Makes a new private link for the facilitator; the former one is worth nothing from now on."""
    token = links.mint(chair.room, Seat.Role.FACILITATOR, chair.place.person)
    context = {"base": chair.base, "link": address(seat_token(chair.room, token))}
    return render(request, "pages/opened.html", context)


@require_POST
@hosting
def screen(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Makes a link that shows the board on another machine, once."""
    token = links.mint(chair.room, Seat.Role.SCREEN, SCREEN, once=True)
    context = {"base": chair.base, "link": address(seat_token(chair.room, token)), "board": True}
    return render(request, "pages/opened.html", context)


def back(request: HttpRequest, chair: Chair, done: Answer) -> HttpResponse:
    """Answers a script with JSON, and a plain form by the room."""
    said = phrase(done.refusal, chair.session, chair.language) if done.refusal else None
    if wants_json(request):
        refused = told(done.refusal, said)
        return JsonResponse({"seq": done.seq, "refused": refused}, status=409 if refused else 200)
    return page(request, chair, said) if said else redirect(page_of(chair.place))
