"""What a poll found: the best sets of dates, exactly, with who misses what; and every answer (G6)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from besace.cycles.best import Proposal, Wish, best
from besace.cycles.mistake import Mistake
from besace.cycles.poll import Answer
from besace.cycles.poll import Poll as Counted
from besace.cycles.wall import WallTime
from besace.people import polling, timetable
from besace.people.editions import Outdated
from besace.people.models import Poll
from besace.post import outbox
from besace.post.models import Kind
from besace.web.cycle import words
from besace.web.cycle.mistakes import sentence
from besace.web.forms import number_of
from besace.web.who import Belonging, facilitating

MOST_DAYS_TOLD = 4
"""Days of a set told one by one; of more, how many: each leaf says who."""

STATES = {Answer.YES: "", Answer.IF_NEED_BE: "maybe", Answer.NO: "no", Answer.NOT_YET: "open"}


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a set, as a leaf with a word under it."""

    month: str
    day: int
    weekday: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Set:
    """One set of dates: what to call it, why, its dates, and the places of its slots."""

    value: str
    name: str
    why: str
    dates: tuple[Date, ...]


@facilitating
@require_http_methods(["GET", "HEAD", "POST"])
def sets(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the sets and every answer, and proposes the dates chosen to the group."""
    asked = polling.current(who.group)
    if asked is None:
        return HttpResponseRedirect(reverse("dates", args=[who.group.id]))
    refusal = _chosen(request.POST, asked, who) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        return HttpResponseRedirect(reverse("dates", args=[who.group.id]))
    return render(request, "cycle/sets.html", _context(asked, who, refusal), status=409 if refusal else 200)


def _chosen(posted: QueryDict, asked: Poll, who: Belonging) -> str:
    """Proposes the dates chosen; gives what is wrong, or nothing."""
    slots = polling.slots_of(asked)
    places = posted.getlist("slot") if posted.get("do") == "each" else posted.get("set", "").split(",")
    dates = [slots[place] for place in map(number_of, places) if 0 <= place < len(slots)]
    try:
        timetable.propose(who.group, dates, number_of(posted.get("edition", "")))
    except Mistake as mistake:
        return sentence(mistake)
    except Outdated:
        return gettext("Someone else changed the dates meanwhile. Look at them before you choose.")
    polling.close(asked)
    return ""


def _context(asked: Poll, who: Belonging, refusal: str) -> dict[str, Any]:
    cycle = timetable.under_way(who.group)
    told: dict[str, Any] = {"group": who.group, "asked": asked, "refusal": refusal, "open": polling.is_open(asked)}
    told |= {"edition": cycle.edition if cycle else 0, "wanted": asked.wanted, "number": words.number(asked.wanted)}
    told |= {"writes": outbox.writes(), "to_ask": outbox.to_ask(who.group, Kind.POLL)}
    told["until"] = words.day(asked.closes) if asked.closes else ""
    try:
        counted = polling.counted(asked)
        proposals = best(counted, timetable.today(asked.zone), Wish(dates=asked.wanted))
    except Mistake as mistake:
        return {**told, "sets": (), "why_not": sentence(mistake), "rows": _rows(asked, who), "people": _names(who)}
    return {
        **told,
        "sets": _sets(proposals, counted, who),
        "silent": _silent(counted, who),
        **_all(asked, who, proposals),
    }


def _all(asked: Poll, who: Belonging, proposals: tuple[Proposal, ...]) -> dict[str, Any]:
    chosen = frozenset(proposals[0].dates) if proposals else frozenset()
    misses = bool(proposals) and any(_absent(proposals[0], when) for when in proposals[0].dates)
    return {"rows": _rows(asked, who, chosen), "people": _names(who), "misses": misses}


def _names(who: Belonging) -> dict[str, str]:
    return {one.id: one.person.name or gettext("someone") for one in timetable.participants(who.group)}


def _silent(counted: Counted, who: Belonging) -> str:
    names = _names(who)
    return words.row([names[person] for person in counted.silent])


def _sets(proposals: tuple[Proposal, ...], counted: Counted, who: Belonging) -> list[Set]:
    names = _names(who)
    places = {slot: place for place, slot in enumerate(counted.slots)}
    return [
        Set(
            ",".join(str(places[when]) for when in one.dates),
            _name(one, names),
            _why(one, names),
            tuple(_date(when, one, names) for when in one.dates),
        )
        for one in proposals
    ]


def _absent(one: Proposal, when: WallTime) -> tuple[str, ...]:
    """Who said no to a date; who has said nothing is not yet absent."""
    silent = one.unanswered.get(when, ())
    return tuple(person for person in one.missing.get(when, ()) if person not in silent)


def _name(one: Proposal, names: Mapping[str, str]) -> str:
    """Who misses how many, in a few words."""
    misses = Counter(person for when in one.dates for person in _absent(one, when))
    if not misses:
        return gettext("Nobody misses one") if one.suits_all else gettext("Nobody who has answered misses one")
    if len(misses) > words.MOST_NAMED:
        return words.capital(gettext("%(people)s miss a date or more") % {"people": words.few([*misses])})
    said = [
        ngettext("%(name)s misses one", "%(name)s misses %(count)s", count)
        % {"name": names[person], "count": words.number(count)}
        for person, count in misses.items()
    ]
    return words.capital(", ".join(said))


def _why(one: Proposal, names: Mapping[str, str]) -> str:
    """What is asked of whom, date by date."""
    without = {when: some for when in one.dates if (some := _absent(one, when))}
    efforts = {when: some for when in one.dates if (some := one.efforts.get(when, ()))}
    if len(without) + len(efforts) > MOST_DAYS_TOLD:
        return _how_many(len(without), len(efforts))
    parts = [_on(gettext("%(day)s without %(names)s."), when, some, names) for when, some in without.items()]
    effort = gettext("%(day)s is an effort for %(names)s.")
    parts += [_on(effort, when, some, names) for when, some in efforts.items()]
    return " ".join(parts) or gettext("All of them suit everyone as they are.")


def _how_many(without: int, efforts: int) -> str:
    """The same in two numbers, where day by day it would be a wall of words."""
    misses = ngettext("Someone is missing on one date.", "Someone is missing on %(count)s dates.", without)
    effort = ngettext("One date is an effort for someone.", "%(count)s dates are an effort for someone.", efforts)
    said = [(misses, without), (effort, efforts)]
    return " ".join(words.capital(one % {"count": words.number(count)}) for one, count in said if count)


def _on(said: str, when: WallTime, people: tuple[str, ...], names: Mapping[str, str]) -> str:
    return said % {"day": words.day(when.day, weekday=False), "names": words.row([names[person] for person in people])}


def _date(when: WallTime, one: Proposal, names: Mapping[str, str]) -> Date:
    state, note = "", ""
    if some := _absent(one, when):
        state, note = "miss", _without([names[person] for person in some])
    elif one.efforts.get(when):
        state, note = "maybe", gettext("an effort")
    return Date(date_format(when.day, "M"), when.day.day, date_format(when.day, "D"), state, note)


def _without(names: list[str]) -> str:
    """Who misses a date, on a leaf as wide as a finger: one name, or how many."""
    if len(names) == 1:
        return gettext("without %(names)s") % {"names": names[0]}
    return gettext("without %(count)s people") % {"count": words.number(len(names))}


@dataclass(frozen=True, slots=True)
class Row:
    """A slot with every answer."""

    place: int
    when: WallTime
    said: tuple[str, ...]
    short: str
    chosen: bool


def _rows(asked: Poll, who: Belonging, chosen: frozenset[WallTime] = frozenset()) -> list[Row]:
    names, slots = _names(who), polling.slots_of(asked)
    if not names:
        return []
    counted = polling.counted(asked)
    return [_one(place, when, counted, names, when in chosen) for place, when in enumerate(slots)]


def _one(place: int, when: WallTime, counted: Counted, names: Mapping[str, str], chosen: bool) -> Row:
    said = {person: counted.said(person, when) for person in names}
    short = _short(said, names)
    return Row(place, when, tuple(STATES[one] for one in said.values()), short, chosen)


def _short(said: Mapping[str, Answer], names: Mapping[str, str]) -> str:
    """An answer row in short: "all but Kim; Max if need be"."""
    by = {answer: [names[person] for person, one in said.items() if one is answer] for answer in Answer}
    if len(by[Answer.NOT_YET]) == len(said) > 1:
        return gettext("nobody has answered yet")
    parts = []
    if by[Answer.NO]:
        parts.append(gettext("all but %(names)s") % {"names": words.row(by[Answer.NO])})
    if by[Answer.IF_NEED_BE]:
        parts.append(gettext("%(names)s if need be") % {"names": words.row(by[Answer.IF_NEED_BE])})
    if by[Answer.NOT_YET]:
        parts.append(gettext("%(names)s to answer") % {"names": words.few(by[Answer.NOT_YET])})
    return "; ".join(parts) or words.all_of_them(len(said))
