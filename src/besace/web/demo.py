"""The demonstration: a session of people who do not exist, to be looked at from any of its screens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from besace.live import rooms, seats
from besace.live.models import Room, Seat
from besace.method.words import SCREEN
from besace.policy import Gate
from besace.web.by_table import asks
from besace.web.gate import key_of
from besace.web.joining import page_of


def running() -> Room | None:
    """Gives the room of the demonstration, where one runs."""
    return Room.objects.filter(demo=True).order_by("-created", "-epoch").first()


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.OPEN)
def demo(request: HttpRequest) -> HttpResponse:
    """Shows from which screens the demonstration can be watched, and gives one."""
    room = running()
    if room is None:
        raise Http404
    session = rooms.folded(room).session
    if request.method != "POST":
        return render(request, "pages/demo.html", {"session": session, "screen": SCREEN})
    person, key = request.POST.get("person", ""), key_of(request) or seats.new_key()
    roles = {SCREEN: Seat.Role.SCREEN, session.facilitator: Seat.Role.FACILITATOR}
    if person != SCREEN and not session.knows(person):
        raise Http404
    answer = redirect(page_of(seats.take(room, person, key, roles.get(person, Seat.Role.PARTICIPANT))))
    seats.remember(answer, key, secure=request.is_secure())
    return answer
