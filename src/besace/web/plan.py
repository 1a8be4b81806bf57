"""The client's plan as a file for her own calendar: hers to take, and nobody else's (S5.1)."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from besace import policy
from besace.live import clock
from besace.papers.calendar import calendar_of
from besace.web.gate import Chair, seated


@require_GET
@seated
def calendar(_: HttpRequest, chair: Chair) -> HttpResponse:
    """Gives the client her actions; to anyone else there is no such page."""
    session = chair.session
    viewer = chair.place.viewer
    if not policy.takes("plan.ics", chair.party, chair.phase):
        raise Http404
    if viewer != session.client or not session.is_here(viewer) or not session.actions:
        raise Http404
    said = clock.day(session.opened or chair.at, session.zone)
    stamp = datetime.fromtimestamp(int(clock.real()), UTC)
    content = calendar_of(session.actions, session.language, chair.room.id, said, stamp)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="besace.ics"'
    return answer
