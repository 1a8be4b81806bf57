"""One session of a group's cycle, as an address names it: to whoever runs it, and to nobody else (G8)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from besace.cycles.cycle import Cycle as Turning
from besace.cycles.session import Fate, Planned
from besace.people import aftermath, holding, timetable
from besace.people.models import Cycle, Meeting
from besace.policy import Gate, Party
from besace.web.by_table import admit, asks
from besace.web.who import Belonging, belonging

GONE = (Fate.CANCELLED, Fate.FELL_AWAY)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Whose request it is, and the session it is about: as it is planned, and what is kept of it."""

    who: Belonging
    cycle: Cycle
    turning: Turning
    planned: Planned
    meeting: Meeting
    rank: int
    """Which session of the cycle it is, those not held left out: what people call its number."""


type Preparing = Callable[..., HttpResponse]
"""A view of a request and a session that is prepared, and of what else the address names."""


def preparing(view: Preparing) -> Callable[..., HttpResponse]:
    """Opens a page of a session of the group's newest cycle to those who run it.

    A session that was cancelled or fell away, and one of a cycle that has not begun, do not exist.
    """

    @asks(Gate.PREPARING)
    @belonging
    @wraps(view)
    def opened(request: HttpRequest, who: Belonging, number: int, **named: str) -> HttpResponse:
        cycle = who.group.cycles.exclude(begun=None).order_by("-number").first()
        if cycle is None:
            raise Http404
        cycle.group = who.group
        aftermath.settle(cycle)
        turning = timetable.folded(cycle)
        planned = next((one for one in turning.sessions if one.number == number and one.fate not in GONE), None)
        if planned is None:
            raise Http404
        meeting = timetable.meeting_of(cycle, number)
        meeting.cycle = cycle
        if not holding.facilitates(meeting, who.member):
            raise Http404
        admit(request, Gate.PREPARING, Party.FACILITATOR)
        rank = holding.rank(cycle, number)
        return view(request, Prepared(who, cycle, turning, planned, meeting, rank), **named)

    return opened
