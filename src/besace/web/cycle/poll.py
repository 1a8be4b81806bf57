"""Answering a poll, a month after the other, on a phone: yes, if need be, or no (G6, way two)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from besace.cycles.poll import Answer
from besace.cycles.wall import WallTime
from besace.people import polling
from besace.people.models import Poll
from besace.web.cycle import words
from besace.web.who import Belonging, belonging

CHOICES = (
    (Answer.YES, gettext_lazy("yes")),
    (Answer.IF_NEED_BE, gettext_lazy("if need be")),
    (Answer.NO, gettext_lazy("no")),
)
TAKEN = frozenset(answer for answer, _ in CHOICES)


@dataclass(frozen=True, slots=True)
class Asked:
    """One slot: its field, its day and hour in words, and what she says of it so far."""

    field: str
    when: WallTime
    day: str
    hour: str
    said: Answer


@belonging
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the slots with what she says of each, and takes her answers, as long as the poll is open."""
    asked = polling.current(who.group)
    if asked is None or who.facilitates:
        return HttpResponseRedirect(reverse("poll-dates" if who.facilitates else "group", args=[who.group.id]))
    if request.method == "POST" and polling.answer(asked, who.member, _given(request.POST, asked)):
        again = request.POST.get("fill")
        return HttpResponseRedirect(reverse("poll" if again else "group", args=[who.group.id]))
    return render(request, "cycle/poll.html", _context(asked, who), status=409 if request.method == "POST" else 200)


def _given(posted: QueryDict, asked: Poll) -> Mapping[int, Answer]:
    """Her answers; "yes to Tuesdays" fills those that were left open."""
    slots = polling.slots_of(asked)
    fill = posted.get("fill", "")
    found = {}
    for place, when in enumerate(slots):
        said = posted.get(f"slot-{place}") or (Answer.YES if fill == str(when.day.weekday()) else "")
        if said in TAKEN:
            found[place] = Answer(said)
    return found


def _context(asked: Poll, who: Belonging) -> dict[str, object]:
    slots, said = polling.slots_of(asked), polling.said_by(asked, who.member)
    several = len({slot.start for slot in slots}) > 1
    rows = {
        when: Asked(f"slot-{place}", when, _day(when), words.hour(when.start) if several else "", _said(said, place))
        for place, when in enumerate(slots)
    }
    return {
        "group": who.group,
        "months": [(month, [rows[when] for when in some]) for month, some in words.by_month(slots)],
        "choices": CHOICES,
        "fills": [(day, WEEKDAYS[day]) for day in sorted({when.day.weekday() for when in slots})],
        "span": words.span(slots[0]) if not several else "",
        "place": words.place_of(asked.zone),
        "wanted": words.number(asked.wanted),
        "open": polling.is_open(asked),
        "answered": len(said),
        "count": len(slots),
        "until": words.day(asked.closes) if asked.closes else "",
    }


def _said(said: Mapping[int, Answer], place: int) -> Answer:
    return said.get(place, Answer.NOT_YET)


def _day(when: WallTime) -> str:
    return gettext("%(weekday)s %(day)s") % {"weekday": date_format(when.day, "D"), "day": when.day.day}
