"""The page of one session: when, where, who comes, its room; for whoever facilitates, every change (G5, G6, G8)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from besace.cycles import turns
from besace.cycles.changes import Change as Changed
from besace.cycles.cycle import Cycle as Turning
from besace.cycles.mistake import Mistake, Why
from besace.cycles.session import Fate, Planned
from besace.cycles.wall import WallTime
from besace.live import seats
from besace.people import aftermath, debriefs, handing, holding, timetable
from besace.people.editions import Outdated
from besace.people.holding import AlreadyOpen, NotToCome
from besace.people.keepsakes import left_by_the_last
from besace.people.models import Cycle, Meeting, Plan
from besace.people.timetable import slot_of
from besace.web.cycle import matrix, opening, words
from besace.web.cycle.laying import when_of
from besace.web.cycle.mistakes import sentence
from besace.web.cycle.page import place_of
from besace.web.forms import number_of
from besace.web.gate import key_of
from besace.web.joining import page_of
from besace.web.who import Belonging, belonging


@belonging
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, who: Belonging, number: int) -> HttpResponse:
    """Shows one session of the cycle under way, and does what is asked of it."""
    cycle, planned = _found(who, number)
    kept = timetable.meeting_of(cycle, planned.number)
    refusal = ""
    if request.method == "POST":
        done = _done(request, who, kept, planned)
        if isinstance(done, HttpResponse):
            return done
        refusal = done
        if not refusal:
            return HttpResponseRedirect(request.path)
    context = _context(who, kept, planned) | {"refusal": refusal, "typed": request.POST}
    return render(request, "cycle/meeting.html", context, status=409 if refusal else 200)


def _found(who: Belonging, number: int) -> tuple[Cycle, Planned]:
    cycle = timetable.current(who.group)
    if cycle is None or not cycle.begun:
        raise Http404
    aftermath.settle(cycle)
    for one in timetable.sessions_of(cycle):
        if one.number == number:
            return cycle, one
    raise Http404


def _done(request: HttpRequest, who: Belonging, kept: Meeting, planned: Planned) -> HttpResponse | str:
    """Does what the pressed button says: gives where to go, or what is wrong, or nothing where all is well."""
    do = request.POST.get("do", "")
    try:
        if do in {"open", "enter"}:
            return _into_the_room(request, who, kept, do)
        if do in {"come", "away"} and planned.when:
            timetable.confirm(kept.cycle, who.member, {slot_of(planned.when): do == "come"})
            return ""
        return _changed(request.POST, who, kept.cycle, planned, do)
    except Mistake as mistake:
        return sentence(mistake)
    except Outdated:
        return gettext("Someone else changed the cycle meanwhile. Look at it again, then do what you meant to.")
    except NotToCome:
        return sentence(Mistake("session", Why.NO_SUCH_SESSION))


def _into_the_room(request: HttpRequest, who: Belonging, kept: Meeting, do: str) -> HttpResponse | str:
    if do == "open":
        if not holding.facilitates(kept, who.member):
            raise Http404
        try:
            more = {**left_by_the_last(kept.cycle), **opening.said(request.POST)}
            when = words.next_when(kept.cycle, kept.number, who.group.language)
            holding.open_room(kept, who.member, next_when=when, more=more)
        except AlreadyOpen:
            kept.refresh_from_db()
    key = key_of(request) or seats.new_key()
    place = holding.enter(kept, who.member, key)
    if place is None:
        return gettext("The room is not open for you just now. A word to the person who facilitates helps.")
    answer = HttpResponseRedirect(page_of(place))
    seats.remember(answer, key, secure=request.is_secure())
    return answer


def _takes_turns(posted: QueryDict, who: Belonging, planned: Planned) -> str:
    if not who.facilitates:
        raise Http404
    if handing.take_turns(who.group, planned.number, posted.get("person", ""), who.person):
        return ""
    return gettext("This session, or this person, is no longer there. The page shows how things stand.")


def _changed(posted: QueryDict, who: Belonging, cycle: Cycle, planned: Planned, do: str) -> str:
    if do == "take-turns":
        return _takes_turns(posted, who, planned)
    change = (OF_EACH if do in OF_EACH else OF_FACILITATORS).get(do)
    if change is None or (do not in OF_EACH and not who.facilitates):
        raise Http404
    if do in OF_THE_DATE and timetable.meeting_of(cycle, planned.number).room_id:
        return gettext("The room of this session is open: hold it to its end, or let another one take its subject on.")
    changes = change(timetable.folded(cycle), planned, posted, who)
    timetable.change(cycle, changes, who.person, number_of(posted.get("edition", ""), cycle.edition))
    return ""


def _when_of(posted: QueryDict, planned: Planned, who: Belonging) -> WallTime | None:
    """The date typed, on the clocks and for as long as the session had."""
    was = planned.when
    return when_of(posted, was.zone if was else who.group.zone, was.minutes if was else who.group.minutes)


def _move(now: Turning, planned: Planned, posted: QueryDict, who: Belonging) -> tuple[Changed, ...]:
    when = _when_of(posted, planned, who)
    if when is None:
        raise Mistake("when", Why.NONE)
    return turns.move(now, planned.number, when, timetable.today(when.zone))


def _cancel(now: Turning, planned: Planned, posted: QueryDict, who: Belonging) -> tuple[Changed, ...]:
    return turns.cancel(now, planned.number, timetable.today(who.group.zone), _when_of(posted, planned, who))


def _promise(now: Turning, planned: Planned, posted: QueryDict, _: Belonging) -> tuple[Changed, ...]:
    return turns.promise(now, planned.number, posted.get("person", ""))


def _stand_in(now: Turning, planned: Planned, posted: QueryDict, _: Belonging) -> tuple[Changed, ...]:
    return turns.stand_in(now, planned.number, posted.get("person", ""))


def _reserve(now: Turning, _: Planned, posted: QueryDict, who: Belonging) -> tuple[Changed, ...]:
    since = timetable.today(who.group.zone) if posted.get("reserve") == "yes" else None
    return turns.agree(now, who.member.id, since)


type Deciding = Callable[[Turning, Planned, QueryDict, Belonging], tuple[Changed, ...]]
OF_FACILITATORS: dict[str, Deciding] = {"move": _move, "cancel": _cancel, "promise": _promise, "stand-in": _stand_in}
OF_EACH: dict[str, Deciding] = {"reserve": _reserve}
OF_THE_DATE = frozenset({"move", "cancel"})
"""What would take the ground from under a session that people sit in."""


def _context(who: Belonging, kept: Meeting, planned: Planned) -> dict[str, Any]:
    cycle = kept.cycle
    names, turning = matrix.names_of(timetable.participants(who.group)), timetable.folded(cycle)
    can = timetable.answers(cycle).get(slot_of(planned.when), {}) if planned.when else {}
    told = {
        "group": who.group,
        "who": who,
        "meeting": kept,
        "edition": cycle.edition,
        "number": holding.rank(cycle, planned.number),
        "planned": planned,
        "yours": words.for_you(planned.when, who.person.zone),
        "coming": planned.fate is Fate.TO_COME,
        "gone": planned.fate in matrix.GONE,
        "fate": str(planned.fate),
        "client": names.get(planned.client or "", ""),
        "place": place_of(kept, who.group),
        "mine": holding.facilitates(kept, who.member),
        "runs": _runs(kept),
        "said": can.get(who.member.id),
        "participant": who.member.id in names,
        "comes": words.row([name for one, name in names.items() if can.get(one)]),
        "away": words.row([name for one, name in names.items() if can.get(one) is False]),
        "silent": words.row([name for one, name in names.items() if one not in can]),
    }
    if told["coming"]:
        told |= opening.ways(who, kept)
    return told | _turns(who, planned, turning, names, can) | _left(kept, who)


def _left(kept: Meeting, who: Belonging) -> dict[str, Any]:
    """What a session that was held left to the reader: a plan, a page of her notebook, a look back (S6, F5)."""
    return {
        "my_plan": Plan.objects.filter(meeting=kept, member=who.member).exists(),
        "my_page": kept.attendances.filter(member=who.member, came=True).exists(),
        "looks_back": bool(kept.ended) and debriefs.facilitated(kept, who.member),
    }


def _turns(
    who: Belonging, planned: Planned, turning: Turning, names: matrix.Names, can: dict[str, bool]
) -> dict[str, Any]:
    """Who is still to be client, who would be at short notice, and whether the reader is one of them (R7)."""
    waiting = [one.id for one in turning.waiting]
    reserves: tuple[str, ...] = ()
    if planned.fate is Fate.TO_COME:
        reserves = turns.reserves(turning, planned.number, [one for one, comes in can.items() if not comes])
    mine = next((one for one in turning.participants if one.id == who.member.id), None)
    return {
        "waiting": [(one, names[one]) for one in waiting if one in names and one != planned.client],
        "reserves": [(one, names[one]) for one in reserves if one in names],
        "is_reserve": bool(mine and mine.reserve),
        "can_reserve": who.member.id in waiting,
    }


def _runs(kept: Meeting) -> str:
    """Who runs this session, where it was handed over."""
    return (kept.facilitator.person.name or "") if kept.facilitator else ""
