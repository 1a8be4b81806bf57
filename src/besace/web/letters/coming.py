"""“I am coming”, or something keeps me away: answered from a letter, without a login, for one session (S6.1, G6)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from besace.cycles.session import Fate, Planned
from besace.live import clock
from besace.people import timetable, tokens
from besace.people.models import Confirmation, Meeting, Member
from besace.policy import Gate
from besace.post import times
from besace.post.due import begins
from besace.post.facts import place_of
from besace.post.links import AWAY
from besace.web.by_table import asks
from besace.web.forms import clean
from besace.web.letters.tokens import token_in


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about which session."""

    meeting: Meeting
    member: Member
    planned: Planned | None

    @property
    def open(self) -> bool:
        """Whether there is still something to answer."""
        one = self.planned
        return bool(one and one.when and one.fate is Fate.TO_COME and clock.now() < begins(one.when))


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.BY_LINK)
def coming(request: HttpRequest) -> HttpResponse:
    """Shows a session to whoever holds its letter, and keeps the answer; nothing is answered by looking."""
    if request.method != "POST":
        return render(request, "letters/by_link.html", {"page": "coming"})
    given = token_in(request)
    asked = asked_by(given.removeprefix(AWAY))
    if asked is None:
        return render(request, "letters/by_link.html", {"page": "coming", "refused": bool(given)}, status=422)
    if request.POST.get("can") in {"yes", "no"} and asked.open:
        keep(asked, can=request.POST["can"] == "yes")
    return render(request, "letters/coming.html", context(asked, given))


def asked_by(token: str) -> Asked | None:
    """Finds whom a token asks about which session; None where it is worth nothing (any more)."""
    name = tokens.named(token)
    if not tokens.holds(token, tokens.COMING, name):
        return None
    meeting_id, _dot, member_id = name.partition(".")
    meeting = Meeting.objects.select_related("cycle__group").filter(pk=meeting_id).first()
    rows = Member.objects.filter(pk=member_id, left_at=None, role=Member.Role.PARTICIPANT)
    member = rows.filter(group=meeting.cycle.group_id).first() if meeting else None
    if meeting is None or member is None:
        return None
    found = (one for one in timetable.sessions_of(meeting.cycle) if one.number == meeting.number)
    return Asked(meeting, member, next(found, None))


def keep(asked: Asked, *, can: bool) -> None:
    """Keeps what she says of this date."""
    if asked.planned and asked.planned.when:
        timetable.confirm(asked.meeting.cycle, asked.member, {timetable.slot_of(asked.planned.when): can})


def context(asked: Asked, token: str) -> dict[str, object]:
    """Says what the page shows: the date, the place, and her answer so far."""
    when = asked.planned.when if asked.planned else None
    said = None
    if when:
        slot = timetable.slot_of(when)
        rows = Confirmation.objects.filter(
            cycle=asked.meeting.cycle, member=asked.member, day=slot.day, start=slot.start
        )
        said = rows.values_list("can", flat=True).first()
    return {
        "token": token,
        "away": clean(token).startswith(AWAY),
        "open": asked.open,
        "cancelled": asked.planned is None or asked.planned.fate in {Fate.CANCELLED, Fate.FELL_AWAY},
        "when": times.span(when) if when else "",
        "place": place_of(asked.meeting.cycle.group, asked.meeting),
        "said": said,
    }
