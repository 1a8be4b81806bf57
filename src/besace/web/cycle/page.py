"""The page of a group's cycle: its next session, whose turns have been, its dates, and what changed (G5, G6, R2)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from besace.cycles.mistake import Mistake
from besace.cycles.session import Planned
from besace.people import aftermath, holding, kept, plans, polling, timetable
from besace.people.editions import Outdated
from besace.people.models import Cycle, Group, Meeting, Member
from besace.post import outbox
from besace.web.cycle import matrix, told, words
from besace.web.cycle.laying import when_of
from besace.web.cycle.mistakes import sentence
from besace.web.forms import number_of
from besace.web.groups.settle import to_settle
from besace.web.who import Belonging, belonging, facilitating

TOLD_FOR = 14
"""For so many days the page says that other times to keep things were chosen."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Someone's turn: whether it has been, in which session, or whose page this is."""

    name: str
    state: str
    session: int = 0


@dataclass(frozen=True, slots=True)
class Next:
    """The next session: when, where, who is missing, and whether its room is open."""

    number: int
    month: str
    day: int
    weekday: str
    span: str
    yours: str
    place: str
    remote: bool
    short: str
    open: bool
    mine: bool


@belonging
@require_safe
def group(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows a member where the group stands; whoever facilitates finds the ways to her other pages here.

    Terms that are new to her, and ties she was not asked about, come first (G3, G4).
    """
    first = to_settle(who.member)
    if first and first != reverse("confirm-dates", args=[who.group.id]):
        return HttpResponseRedirect(first)
    return _shown(request, who)


@facilitating
@require_POST
def close(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Closes the cycle; where turns are still to come, only once it was said that they are given up (G5)."""
    cycle, edition = timetable.current(who.group), number_of(request.POST.get("edition", ""))
    if cycle is None or not cycle.begun or edition < 0:
        raise Http404
    if _left(cycle) and "given-up" not in request.POST:
        return _shown(request, who, gettext("There are turns to come. Tick that they are given up, then close it."))
    try:
        timetable.close(cycle, who.person, edition)
    except Outdated:
        return _shown(request, who, gettext("Someone else changed the cycle meanwhile. Look at it again."))
    return HttpResponseRedirect(reverse("group", args=[who.group.id]))


@facilitating
@require_POST
def take_in(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Takes someone into a cycle that began without her, with one session more for her turn (G5)."""
    member = get_object_or_404(who.group.members, pk=request.POST.get("member", ""), left_at=None)
    cycle = timetable.current(who.group)
    edition = number_of(request.POST.get("edition", ""))
    if cycle is None or not cycle.begun or edition < 0:
        raise Http404
    try:
        when = when_of(request.POST, who.group.zone, who.group.minutes)
        timetable.take_in(cycle, member, when, who.person, edition)
    except Mistake as mistake:
        return _shown(request, who, sentence(mistake))
    except Outdated:
        return _shown(request, who, gettext("Someone else changed the cycle meanwhile. Look at it again."))
    return HttpResponseRedirect(reverse("group", args=[who.group.id]))


def _shown(request: HttpRequest, who: Belonging, refusal: str = "") -> HttpResponse:
    if now := timetable.current(who.group):
        aftermath.settle(now)
    cycle = timetable.latest(who.group)
    people = timetable.participants(who.group)
    context: dict[str, Any] = {"now": timetable.current(who.group), "turns_left": _left(cycle)}
    context |= {"group": who.group, "who": who, "cycle": cycle, "asked": polling.current(who.group), "refusal": refusal}
    context |= {"people": list(matrix.names_of(people).values()), "title": _title(cycle, people)}
    context |= _standing(who, cycle, people) | (_turns(who, cycle, people) if cycle else {})
    context["chosen"] = kept.last_choice(who.group.id, TOLD_FOR)
    context["plan"] = _plan(who, cycle) if cycle else None
    return render(request, "cycle/group.html", context, status=409 if refusal else 200)


def _left(cycle: Cycle | None) -> int:
    """How many turns are still to come in a cycle that has begun."""
    return len(timetable.to_come(cycle)) if cycle and cycle.begun else 0


def _plan(who: Belonging, cycle: Cycle) -> dict[str, Any] | None:
    """The plan the next session begins with, where she was there when it was made (R2)."""
    found, last = plans.shown_to(who.member, cycle), plans.last_held(cycle)
    if found is None or last is None:
        return None
    names = matrix.names_of(list(who.group.members.select_related("person")))
    mine = found.client == who.member.id
    return {"name": names[found.client], "actions": found.actions, "mine": mine, "number": last.number}


def _title(cycle: Cycle | None, people: list[Member]) -> str:
    if cycle and cycle.closed:
        return gettext("The cycle is complete")
    if cycle is None or not cycle.begun:
        count = len(people)
        said = ngettext("One around the table", "%(count)s around the table", count) % {"count": words.number(count)}
        return words.capital(said) if count else gettext("The table is set")
    count = len([one for one in timetable.sessions_of(cycle) if one.fate not in matrix.GONE])
    said = ngettext("One date, one subject", "%(count)s dates, %(count)s subjects, one for each of us", count)
    return words.capital(said % {"count": words.number(count)})


def _standing(who: Belonging, cycle: Cycle | None, people: list[Member]) -> dict[str, Any]:
    """What she has still to do before her seat is hers."""
    participant = who.member.role == Member.Role.PARTICIPANT
    unsettled = timetable.unsettled(cycle, who.member) if cycle and participant and not cycle.closed else ()
    return {
        "participant": participant,
        "seated": participant and timetable.seated(who.member, cycle),
        "to_confirm": len(unsettled),
        "usual": _usual(cycle),
        "count": len(people),
        **(_before(who, cycle) if cycle is None or not cycle.begun or timetable.complete(cycle) else {}),
    }


def _before(who: Belonging, cycle: Cycle | None) -> dict[str, Any]:
    """What comes before a cycle begins: invitations that wait, answers that were given, and whether it can begin."""
    asked = polling.current(who.group)
    return {
        "unsent": len(outbox.unsent(who.group)) if who.facilitates else 0,
        "writes": outbox.writes(),
        "answered": bool(asked and polling.said_by(asked, who.member)),
        "can_begin": bool(cycle and not cycle.begun and timetable.can_begin(cycle)),
        "complete": bool(cycle and cycle.begun and not cycle.closed),
    }


def _usual(cycle: Cycle | None) -> str:
    """At what time the group meets, where it is always the same."""
    whens = [one.when for one in timetable.to_come(cycle) if one.when] if cycle else []
    spans = {words.span(when) for when in whens}
    days = {when.day.weekday() for when in whens}
    if len(spans) != 1:
        return ""
    if len(days) > 1:
        return gettext("From %(span)s.") % {"span": spans.pop()}
    return gettext("On %(weekday)s, from %(span)s.") % {"weekday": _plural(whens[0].day), "span": spans.pop()}


def _plural(day: Any) -> str:
    plurals = (
        gettext("Mondays"),
        gettext("Tuesdays"),
        gettext("Wednesdays"),
        gettext("Thursdays"),
        gettext("Fridays"),
        gettext("Saturdays"),
        gettext("Sundays"),
    )
    return str(plurals[day.weekday()])


def _turns(who: Belonging, cycle: Cycle, people: list[Member]) -> dict[str, Any]:
    names = matrix.names_of(people)
    turning = timetable.folded(cycle)
    been, ranks = matrix.held_by(turning, names), matrix.ranks_of(timetable.sessions_of(cycle))
    everyone = matrix.names_of(list(who.group.members.select_related("person")))
    coming = [one for one in timetable.to_come(cycle) if one.when]
    return {
        "turns": [_turn(one, names, been, ranks) for one in people],
        "rows": matrix.rows(cycle, people, names),
        "told": told.changes(cycle, everyone) if cycle.begun else [],
        "next": next_of(who, cycle, coming[0]) if coming and cycle.begun and not cycle.closed else None,
        "waiting": [(one.id, names[one.id]) for one in people if cycle.begun and _newcomer(cycle, one, turning)],
    }


def _newcomer(cycle: Cycle, member: Member, turning: Any) -> bool:
    """Whether she has confirmed the dates of a cycle that began without her: her turn needs a session more."""
    return all(one.id != member.id for one in turning.participants) and timetable.seated(member, cycle)


def _turn(one: Member, names: matrix.Names, been: dict[str, int], ranks: dict[int, int]) -> Turn:
    number = been.get(one.id)
    return Turn(names[one.id], "been" if number else "yet", ranks.get(number, number) if number else 0)


def next_of(who: Belonging, cycle: Cycle, planned: Planned) -> Next:
    """The next session as its card shows it."""
    meeting, when = timetable.meeting_of(cycle, planned.number), planned.when
    assert when is not None  # noqa: S101  # nosec B101 # the caller takes those that have a date
    people = matrix.names_of(timetable.participants(who.group))
    can = timetable.answers(cycle).get(timetable.slot_of(when), {})
    return Next(
        number=planned.number,
        month=words.capital(date_format(when.day, "F")),
        day=when.day.day,
        weekday=date_format(when.day, "l"),
        span=words.span(when),
        yours=words.for_you(when, who.person.zone),
        place=place_of(meeting, who.group),
        remote=(meeting.place or who.group.place) == Group.Place.REMOTE,
        short=matrix.in_short(can, people),
        open=bool(meeting.room_id),
        mine=holding.facilitates(meeting, who.member),
    )


def place_of(meeting: Meeting, group: Group) -> str:
    """Where a session is held, in a line: its own place, or the group's."""
    if (meeting.place or group.place) == Group.Place.REMOTE:
        return gettext("over a video link")
    return meeting.address or group.address
