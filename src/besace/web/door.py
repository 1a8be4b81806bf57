"""The facilitator's side of the door: let in, not now, shut a device out, links. And who says that she is back."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from besace.live import doors, links, returns, rooms, seats
from besace.live.act import Answer
from besace.live.models import Seat
from besace.live.seats import Place
from besace.method.words import SCREEN
from besace.web.gate import Chair, hosting, seated, wants_json
from besace.web.joining import page_of, seat_token
from besace.web.pages import address
from besace.web.phrases import phrase
from besace.web.room import page, told


@require_POST
@hosting
def answer(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Lets in who knocked, or leaves the door closed."""
    room, person, knock = chair.room, chair.place.person, request.POST.get("knock", "")[:16]
    if request.POST.get("answer") == "admit":
        return back(request, chair, doors.admit(room, knock, person, request.POST.get("words", "")))
    return back(request, chair, doors.refuse(room, knock, person))


@require_POST
@seated
def say_back(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Tells the facilitator that one marked absent is back; whoever sits at the table already has nothing to say."""
    returns.say(chair.room.id, chair.session, chair.place.person)
    return back(request, chair, Answer(rooms.folded(chair.room).seq))


@require_POST
@hosting
def release(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shuts a lost or wrong device out; the seat stays that person's."""
    seat = request.POST.get("device", "")[:16]
    if seat != chair.place.id:
        seats.shut_out(chair.room, seat)
    return redirect("door-home", chair.room.id)


@require_safe
@hosting
def home(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shows who holds which seat from a device, and what to do when one is lost."""
    held = held_in(chair)
    people = [{"id": one.id, "name": one.name, "held": held.get(one.id, ())} for one in chair.session.people]
    me = chair.place.person
    context = {"base": chair.base, "people": people, "boards": held.get(SCREEN, ()), "me": me}
    context["elsewhere"] = [place for place in held.get(me, ()) if place.id != chair.place.id]
    return render(request, "pages/door.html", context)


def held_in(chair: Chair) -> dict[str, list[Place]]:
    """Gives the seats held from a device, by whose they are; those shut out left out."""
    held: dict[str, list[Place]] = {}
    for place in seats.holders(chair.room):
        if not place.shut_out:
            held.setdefault(place.viewer, []).append(place)
    return held


@require_POST
@hosting
def link(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Makes a link that is a seat, shown this once: one's own again, a person's, or a board's.

    The former link to that seat is worth nothing from now on. A person's or a board's serves once.
    """
    person = request.POST.get("person", "")
    roles = {SCREEN: Seat.Role.SCREEN, chair.place.person: Seat.Role.FACILITATOR}
    if person not in roles and chair.session.person(person) is None:
        raise Http404
    role = roles.get(person, Seat.Role.PARTICIPANT)
    token = links.mint(chair.room, role, person, once=role != Seat.Role.FACILITATOR)
    context = {"base": chair.base, "link": address(seat_token(chair.room, token)), "role": role}
    return render(request, "pages/link.html", {**context, "name": chair.session.name_of(person)})


def back(request: HttpRequest, chair: Chair, done: Answer) -> HttpResponse:
    """Answers a script with JSON, and a plain form by the room."""
    said = phrase(done.refusal, chair.session, chair.language) if done.refusal else None
    if wants_json(request):
        refused = told(done.refusal, said)
        return JsonResponse({"seq": done.seq, "refused": refused}, status=409 if refused else 200)
    return page(request, chair, said) if said else redirect(page_of(chair.place))
