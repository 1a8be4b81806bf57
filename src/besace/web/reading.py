"""Pages to read: the terms of exchange, what stays private, where to read more (G4, F4, F8)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from besace.people.models import Group, Member
from besace.people.terms import own_lines
from besace.policy import Gate
from besace.web.by_table import asks
from besace.web.gate import Chair, seated
from besace.web.groups.promises import promises
from besace.web.who import person_of


@require_safe
@asks(Gate.OPEN)
def terms(request: HttpRequest) -> HttpResponse:
    """Shows the terms of exchange."""
    return render(request, "reading/terms.html", {"promises": promises()})


@require_safe
@seated
def room_terms(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shows them to those who are in a room, with the lines of their own group."""
    group = Group.objects.filter(cycles__meetings__room=chair.room).first()
    context = {"promises": promises(), "own": own_lines(group) if group else (), "base": chair.base}
    return render(request, "reading/terms.html", context)


@require_safe
@asks(Gate.OPEN)
def more(request: HttpRequest) -> HttpResponse:
    """Says where to read more: the founders' book, the associations, the women's network (F8)."""
    return render(request, "reading/more.html")


@require_safe
@asks(Gate.OPEN)
def privacy(request: HttpRequest) -> HttpResponse:
    """Says what is kept, who can read it, and until when (F4)."""
    person = person_of(request)
    found = Member.objects.filter(person=person).select_related("group").order_by("joined") if person else ()
    return render(request, "reading/privacy.html", {"members": found})
