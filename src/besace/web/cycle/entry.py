"""One session as an entry for a member’s own calendar (B1): time, place and link, with the identifier letters use."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from besace import policy
from besace.cycles.session import Fate
from besace.live import clock
from besace.papers.invitation import Entry, Parties, letter_of
from besace.people import timetable
from besace.people.models import Group
from besace.web.who import Belonging, belonging

PUBLISH = "PUBLISH"
"""For whoever fetches an entry herself: it asks for no answer (RFC 5546, 1.4)."""


@belonging
@require_safe
def entry(request: HttpRequest, who: Belonging, number: int) -> HttpResponse:
    """Gives the file for a session that has a date and is not cancelled."""
    if not policy.takes("session.ics", who.party):
        raise Http404
    cycle = timetable.current(who.group)
    planned = next((one for one in timetable.sessions_of(cycle) if one.number == number), None) if cycle else None
    if cycle is None or not cycle.begun or planned is None or planned.when is None:
        raise Http404
    if planned.fate not in {Fate.TO_COME, Fate.HELD}:
        raise Http404
    meeting = timetable.meeting_of(cycle, number)
    remote = (meeting.place or who.group.place) == Group.Place.REMOTE
    made = Entry(
        meeting.id,
        planned.when,
        who.person.language,
        meeting.sequence,
        place="" if remote else meeting.address or who.group.address,
        link=(meeting.link or who.group.link) if remote else "",
        page=request.build_absolute_uri(reverse("meeting", args=[who.group.id, number])),
    )
    body = letter_of(made, PUBLISH, Parties("", ""), datetime.fromtimestamp(clock.now(), UTC))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="session.ics"'
    return answer
