"""The page on which each confirms that she can come to all of the dates, and has her seat from then on (G6)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from besace.cycles.wall import WallTime
from besace.people import timetable
from besace.people.models import Cycle
from besace.people.timetable import Slot, slot_of
from besace.web.cycle import words
from besace.web.who import Belonging, belonging


@dataclass(frozen=True, slots=True)
class Asked:
    """One date: its field, the day in words and beside its answers, and what she says of it so far."""

    field: str
    day: str
    near: str
    can: bool | None
    yours: str = ""
    """The same on her own clocks, where they show another hour."""


@belonging
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows every date to come with what she says of it, and takes her answers."""
    cycle = timetable.current(who.group)
    whens = _whens(cycle)
    if cycle and request.method == "POST":
        timetable.confirm(cycle, who.member, _given(request.POST, whens))
        left = timetable.unsettled(cycle, who.member)
        if not left or request.POST.get("do") == "later":
            return HttpResponseRedirect(reverse("group", args=[who.group.id]))
    return render(request, "cycle/confirm.html", _context(cycle, who, whens, sent=request.method == "POST"))


def _whens(cycle: Cycle | None) -> list[WallTime]:
    return [one.when for one in timetable.to_come(cycle) if one.when] if cycle else []


def _given(posted: QueryDict, whens: list[WallTime]) -> dict[Slot, bool]:
    """Her answers; "I come to the rest" answers what was left open."""
    rest = posted.get("do") == "rest"
    found = {slot_of(when): posted.get(_field(when), "yes" if rest else "") for when in whens}
    return {slot: said == "yes" for slot, said in found.items() if said in {"yes", "no"}}


def _context(cycle: Cycle | None, who: Belonging, whens: list[WallTime], *, sent: bool) -> dict[str, object]:
    said = timetable.answers(cycle) if cycle else {}
    asked = [_asked(when, said.get(slot_of(when), {}).get(who.member.id), who.person.zone) for when in whens]
    return {
        "group": who.group,
        "who": who,
        "asked": asked,
        "span": words.span(whens[0]) if whens else "",
        "place": words.place_of(whens[0].zone) if whens else "",
        "count": len(asked),
        "number": words.number(len(asked)),
        "left": _left(asked),
        "sent": sent,
    }


def _asked(when: WallTime, can: bool | None, zone: str) -> Asked:
    return Asked(_field(when), words.day(when.day), words.near_day(when.day), can, words.for_you(when, zone))


def _left(asked: list[Asked]) -> str:
    """What still stands between her and her seat; nothing once each date is a yes."""
    count = sum(one.can is None for one in asked)
    cannot = words.row([one.day for one in asked if one.can is False])
    to_answer = ngettext("%(count)s date to answer.", "%(count)s dates to answer.", count) % {"count": count}
    settle = gettext("The person who facilitates sees that you cannot come on %(days)s, and looks for a way.")
    return " ".join(filter(None, (to_answer if count else "", settle % {"days": cannot} if cannot else "")))


def _field(when: WallTime) -> str:
    return f"on-{when.day.isoformat()}-{when.start:%H%M}"
