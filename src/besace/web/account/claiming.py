"""Seats taken without an account: said to be one's own, and taken again on another device."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from besace.live import clock, rooms, seats
from besace.live.models import Room, Seat
from besace.people import claims, trail
from besace.people.models import Person
from besace.web.account.way_back import back_of, leading_to
from besace.web.gate import key_of
from besace.web.joining import page_of
from besace.web.who import signed_in


@require_safe
@signed_in
def claiming(request: HttpRequest, person: Person) -> HttpResponse:
    """Shows what this browser has a seat in and nobody has claimed, and what she has claimed so far."""
    key = key_of(request)
    offered = [{**said(rooms.find(one.room), one.person, one.role), "id": one.id} for one in claims.offered(key)]
    held = []
    for one in claims.held_by(person):
        place = next((place for place in seats.seats_of(one.room, key) if place.person == one.seat), None)
        more = {"id": one.pk, "shut": claims.is_shut(one), "url": page_of(place) if place else ""}
        held.append({**said(one.room, one.seat, one.role), **more})
    context = {"offered": offered, "held": held, "next": back_of(request)}
    return render(request, "account/claims.html", context)


def said(room: Room | None, seat: str, role: str) -> dict[str, object]:
    """Names a session and a seat in it, for whoever sat there."""
    if room is None:
        raise Http404
    session = rooms.folded(room).session
    seen = {"facilitates": role == Seat.Role.FACILITATOR, "day": clock.local(room.created, session.zone).date()}
    return {"title": session.title, "name": session.name_of(seat), **seen}


@require_POST
@signed_in
def claim(request: HttpRequest, person: Person) -> HttpResponse:
    """Keeps a seat of this browser as hers; a stranger to it gets what is given for what does not exist."""
    if claims.claim(person, key_of(request), request.POST.get("seat", "")[:16]) is None:
        trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "seat")
        raise Http404
    return redirect(leading_to("claims", back_of(request)))


@require_POST
@signed_in
def take(request: HttpRequest, person: Person) -> HttpResponse:
    """Seats this browser where she sat."""
    key = key_of(request) or seats.new_key()
    place = claims.take(person, request.POST.get("claim", "")[:20], key)
    if place is None:
        trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "seat")
        raise Http404
    answer = redirect(page_of(place))
    seats.remember(answer, key, secure=request.is_secure())
    return answer
