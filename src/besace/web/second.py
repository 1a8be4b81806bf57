"""From the close of a session to the second one of a half-day, in one touch (G5, F6)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from besace.live import onward
from besace.live.onward import NothingFollows
from besace.people import half_day
from besace.people.models import Meeting
from besace.web.cycle.words import next_when
from besace.web.gate import Chair, hosting, wants_json
from besace.web.phrases import Sentence
from besace.web.room import page


@require_POST
@hosting
def second(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Opens the second session, once; every screen goes over by itself, and a plain form leads there."""
    meeting = half_day.meeting_in(chair.room)
    try:
        room = half_day.go_on(meeting, partial(_next_date, meeting)) if meeting else onward.open_second(chair.room)
    except NothingFollows:
        said = Sentence(_("There is no second session to open: each has had a turn, or none follows this one."))
        if wants_json(request):
            return JsonResponse({"refused": {"sentence": said.text, "open": []}}, status=409)
        return page(request, chair, said)
    return JsonResponse({"refused": None}) if wants_json(request) else redirect("room", room.id)


def _next_date(first: Meeting, number: int) -> Mapping[str, Any]:
    """When the group meets again, asked at the end of the second session, of this number (S6.1)."""
    when = next_when(first.cycle, number, first.cycle.group.language)
    return {"next_session": bool(when), "next_when": when}
