"""The page on which a facilitator lays the dates of a cycle, proposes them and, once all have confirmed, begins it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from besace.cycles.mistake import Mistake
from besace.cycles.wall import WallTime
from besace.people import timetable
from besace.people.editions import Outdated
from besace.people.models import Cycle, Group, Member
from besace.post import outbox
from besace.web.cycle import holidays, words
from besace.web.cycle.laying import LayForm, Typed, typed_dates
from besace.web.cycle.leaves import clock_changes, explained, leaves
from besace.web.cycle.mistakes import sentence
from besace.web.forms import number_of
from besace.web.who import Belonging, facilitating


@dataclass(slots=True)
class Table:
    """What lies on the page: the rule, the dates as typed, and what is wrong."""

    group: Group
    cycle: Cycle | None
    form: LayForm
    typed: tuple[Typed, ...] = ()
    ruled: bool = False
    """Whether the dates have just been laid by the rule."""
    refusals: list[str] = field(default_factory=list)

    @property
    def whens(self) -> tuple[WallTime, ...]:
        """The dates that can be read, in order."""
        found = [one.when for one in self.typed if one.when]
        return tuple(sorted(found, key=lambda when: when.begins))

    @property
    def as_proposed(self) -> bool:
        """Whether these are the dates that are with the group: there is nothing to propose, only answers to await."""
        with_them = timetable.proposed(self.cycle) if self.cycle else ()
        return bool(with_them) and self.whens == with_them and not any(one.error for one in self.typed)

    @property
    def edition(self) -> int:
        """The edition of the dates that this page shows."""
        return self.cycle.edition if self.cycle else 0


@facilitating
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the dates of the cycle to come; takes a rule, dates one by one, a proposal, or the word to begin."""
    cycle = timetable.under_way(who.group)
    if cycle and cycle.begun:
        return HttpResponseRedirect(reverse("group", args=[who.group.id]))
    table = _table(who.group, cycle, request.POST if request.method == "POST" else None)
    done = _done(request, who, table) if request.method == "POST" else None
    return done or render(request, "cycle/dates.html", _context(who, table), status=409 if table.refusals else 200)


def _table(group: Group, cycle: Cycle | None, posted: QueryDict | None) -> Table:
    form = LayForm(posted, group=group, today=timetable.today(group.zone))
    ruled = posted is not None and posted.get("do") == "lay"
    if ruled:
        return Table(group, cycle, form, _as_typed(form.dates()) if form.is_valid() else (), ruled=True)
    return Table(group, cycle, form, _typed(group, cycle, posted))


def _typed(group: Group, cycle: Cycle | None, posted: QueryDict | None) -> tuple[Typed, ...]:
    if posted is None or not posted.getlist("day"):
        return _as_typed(timetable.proposed(cycle)) if cycle else ()
    minutes = number_of(posted.get("length", ""), group.minutes)
    return typed_dates(posted.getlist("day"), posted.getlist("start_of"), group.zone, minutes)


def _as_typed(whens: tuple[WallTime, ...]) -> tuple[Typed, ...]:
    return tuple(Typed(when.day.isoformat(), f"{when.start:%H:%M}", when) for when in whens)


def _done(request: HttpRequest, who: Belonging, table: Table) -> HttpResponse | None:
    """Does what the pressed button says; None where the page is to be shown, with what is wrong if anything is."""
    if day := request.POST.get("take"):
        _take(table, day, request.POST.get(f"instead-{day}", ""))
        return None
    if request.POST.get("do") not in {"propose", "begin"}:
        return None
    try:
        _commit(who, table, request.POST["do"], number_of(request.POST.get("edition", "")))
    except Mistake as mistake:
        table.refusals.append(sentence(mistake))
    except Outdated:
        table.cycle = timetable.under_way(who.group)
        table.refusals.append(
            _("Someone else changed the dates meanwhile. Yours are still here: look, then propose again.")
        )
    return None if table.refusals else HttpResponseRedirect(reverse("dates", args=[who.group.id]))


def _commit(who: Belonging, table: Table, do: str, edition: int) -> None:
    if do == "begin" and table.cycle:
        timetable.begin(table.cycle, who.person, edition)
        return
    if wrong := [one.error for one in table.typed if one.error]:
        table.refusals.extend(wrong[:1])
        return
    timetable.propose(who.group, table.whens, edition)


def _take(table: Table, day: str, instead: str) -> None:
    """Takes a day that was passed over all the same, in place of the one proposed for it, or of the last."""
    given_up = instead or (table.typed[-1].day if table.typed else "")
    kept = [one for one in table.typed if one.day != given_up]
    start = table.typed[0].start if table.typed else "18:00"
    minutes = table.whens[0].minutes if table.whens else table.group.minutes
    added = typed_dates([day], [start], table.group.zone, minutes)
    table.typed = tuple(sorted((*kept, *added), key=lambda one: one.day))


def _context(who: Belonging, table: Table) -> dict[str, Any]:
    passed = table.form.passed() if table.ruled and table.form.is_valid() else ()
    years = {when.day.year for when in table.whens}
    country = table.form["country"].value() or ""
    changes = clock_changes(table.whens)
    return {
        "who": who,
        "group": who.group,
        "table": table,
        "form": table.form,
        "count": len(table.whens),
        "number": words.number(len(table.whens)),
        "leaves": leaves(table.whens, passed),
        "moved": explained(passed, dict(holidays.days(country, years)) if passed else {}),
        "place": words.place_of(who.group.zone),
        "changes": words.row([words.day(day, weekday=False) for day in changes]),
        "hour": words.hour(table.whens[0].start) if table.whens else "",
        "span": words.span(table.whens[0]) if table.whens else "",
        "length": table.whens[0].minutes if table.whens else who.group.minutes,
        "as_proposed": table.as_proposed,
        "standing": _standing(table.cycle) if table.cycle else None,
        "writes": outbox.writes(),
    }


def _standing(cycle: Cycle) -> dict[str, Any]:
    """Who has confirmed all dates, who has not yet, and whether the cycle can begin (G6)."""
    people = timetable.participants(cycle.group)
    confirmed = [one for one in people if timetable.settled(cycle, one)]
    seated = [one for one in people if timetable.seated(one, cycle)]
    return {
        "confirmed": words.row([name_of(one) for one in confirmed]),
        "awaited": words.row([name_of(one) for one in people if one not in confirmed]),
        "seated": len(seated),
        "can_begin": timetable.can_begin(cycle),
        "wanted": len(cycle.proposed),
    }


def name_of(member: Member) -> str:
    """How a member is named."""
    return member.person.name or _("someone")
