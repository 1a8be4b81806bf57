"""Who may open a page of a programme: those who organise it; to everyone else it does not exist."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from besace.people import trail
from besace.people.models import Person
from besace.people.programmes import organised_by
from besace.policy import Gate, Party
from besace.web.by_table import admit, asks
from besace.web.who import key_first, signed_in

type Organised = Callable[..., HttpResponse]
"""A view of a request and a programme, and of what else the address names."""


def organising(view: Organised) -> Callable[..., HttpResponse]:
    """Opens a page of a programme to those who organise it, with a passkey as `web.who.keyed` has it."""

    @asks(Gate.ORGANISING)
    @signed_in
    @wraps(view)
    def opened(request: HttpRequest, person: Person, programme_id: str, **named: str) -> HttpResponse:
        programme = organised_by(person).filter(pk=programme_id).first()
        if programme is None:
            trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "programme")
            raise Http404
        admit(request, Gate.ORGANISING, Party.ORGANISER)
        return key_first(request, person) or view(request, programme, **named)

    return opened
