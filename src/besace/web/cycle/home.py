"""The first page of whoever is signed in: what is today, what waits, and the groups (F7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from besace.cycles.session import Fate, Planned
from besace.live import clock
from besace.people import aftermath, polling, timetable
from besace.people.lengths import clients_a_date
from besace.people.models import FACILITATING, Cycle, Member, Person
from besace.people.programmes import organised_by
from besace.post import outbox
from besace.web.cycle import matrix, words
from besace.web.cycle.page import next_of
from besace.web.who import Belonging, signed_in

MORNING, EVENING = 12, 18


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: what, a word more, and where it is done."""

    icon: str
    what: str
    aside: str
    url: str
    way: str


@dataclass(frozen=True, slots=True)
class Card:
    """One group: where it stands, a bead a session."""

    name: str
    url: str
    beads: tuple[str, ...]
    said: str
    aside: str


@signed_in
@require_safe
def home(request: HttpRequest, person: Person) -> HttpResponse:
    """Shows what a person has to do, in all her groups."""
    parts = [_part(one, person) for one in _memberships(person)]
    today = clock.local(clock.now(), person.zone)
    soon = _soonest(parts)
    context: dict[str, Any] = {
        "greeting": _greeting(person, today.hour),
        "day": words.capital(words.day(today.date())),
        "needs": [need for part in parts for need in _needs(part)],
        "cards": [_card(part) for part in parts],
        "programmes": organised_by(person),
        "soon": soon and next_of(soon.who, soon.cycle, soon.first),
        "soon_group": soon and soon.who.group,
        "soon_day": soon and _day_of(soon.first, today.date()),
    }
    return render(request, "cycle/home.html", context)


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in a group, with the cycle under way."""

    who: Belonging
    cycle: Cycle | None
    sessions: tuple[Planned, ...]
    coming: tuple[Planned, ...]

    @property
    def first(self) -> Planned:
        """The next session with a date."""
        return next(one for one in self.coming if one.when)


def _memberships(person: Person) -> list[Member]:
    found = Member.objects.filter(person=person, left_at=None).select_related("group").order_by("-joined")
    return list(found)


def _part(member: Member, person: Person) -> Part:
    cycle = timetable.current(member.group)
    if cycle:
        aftermath.settle(cycle)
    sessions = timetable.sessions_of(cycle) if cycle else ()
    return Part(Belonging(person, member, member.group), cycle, sessions, timetable.to_come(cycle) if cycle else ())


def _greeting(person: Person, hour: int) -> str:
    told = {"name": person.name}
    if not person.name:
        return gettext("Good day")
    if hour < MORNING:
        return gettext("Good morning, %(name)s") % told
    return (gettext("Good evening, %(name)s") if hour >= EVENING else gettext("Good afternoon, %(name)s")) % told


def _soonest(parts: list[Part]) -> Any:
    begun = [part for part in parts if part.cycle and part.cycle.begun and any(one.when for one in part.coming)]
    return min(begun, key=lambda part: part.first.when.begins if part.first.when else clock.real(), default=None)


def _day_of(planned: Planned, today: date) -> str:
    assert planned.when is not None  # noqa: S101  # nosec B101 # only those with a date are asked about
    days = (planned.when.day - today).days
    if days < 0 or days > 1:
        return gettext("Next session")
    evening = planned.when.start.hour >= EVENING - 1
    if days:
        return gettext("Tomorrow")
    return gettext("This evening") if evening else gettext("Today")


def _needs(part: Part) -> list[Need]:
    """What waits for her in one group, her own part first."""
    who, group = part.who, part.who.group
    found: list[Need] = []
    if who.member.role not in FACILITATING:
        left = timetable.unsettled(part.cycle, who.member) if part.cycle else ()
        if left:
            what = ngettext("One date to confirm", "%(count)s dates to confirm", len(left)) % {"count": len(left)}
            way = ngettext("See the date", "See the dates", len(left))
            found.append(Need("calendar", what, group.name, reverse("confirm-dates", args=[group.id]), way))
        asked = polling.current(group)
        if asked and polling.is_open(asked) and not polling.said_by(asked, who.member):
            what = gettext("You are asked which days suit you")
            found.append(Need("calendar", what, group.name, reverse("poll", args=[group.id]), gettext("Answer")))
        return found
    return _to_send(part) + _of_facilitator(part)


def _to_send(part: Part) -> list[Need]:
    """Invitations that wait for her word to leave."""
    group = part.who.group
    count = len(outbox.unsent(group))
    if not count:
        return []
    said = ngettext("One invitation has not left yet", "%(count)s invitations have not left yet", count)
    what = words.capital(said % {"count": words.number(count)})
    if outbox.writes():
        return [
            Need(
                "letter",
                what,
                group.name,
                reverse("letter", args=[group.id, "invitation", "all"]),
                gettext("Read and send"),
            )
        ]
    return [Need("letter", what, group.name, reverse("letters-copy", args=[group.id]), gettext("Copy them"))]


def _of_facilitator(part: Part) -> list[Need]:
    group, cycle = part.who.group, part.cycle
    asked = polling.current(group)
    if cycle is None and asked is None:
        what, url = gettext("No dates yet"), reverse("dates", args=[group.id])
        return [Need("calendar", what, group.name, url, gettext("Lay the dates"))]
    if asked:
        silent = len(timetable.participants(group)) - asked.answers.values("member").distinct().count()
        what = ngettext("One has not answered the poll", "%(count)s have not answered the poll", silent)
        said = (
            what % {"count": words.capital(words.number(silent))}
            if silent
            else gettext("Everyone has answered the poll")
        )
        return [Need("calendar", said, group.name, reverse("poll-dates", args=[group.id]), gettext("See the answers"))]
    if cycle and not cycle.begun and timetable.can_begin(cycle):
        what, url = gettext("Everyone has confirmed the dates"), reverse("dates", args=[group.id])
        return [Need("calendar", what, group.name, url, gettext("Begin the cycle"))]
    if cycle and not cycle.begun:
        people = timetable.participants(group)
        count = sum(timetable.settled(cycle, one) for one in people)
        what = gettext("%(count)s of %(all)s have confirmed the dates") % {"count": count, "all": len(cycle.proposed)}
        return [Need("calendar", what, group.name, reverse("dates", args=[group.id]), gettext("See the dates"))]
    dateless = [one for one in part.coming if one.when is None] if clients_a_date(group) == 1 else []
    if dateless:
        what = ngettext("One session needs a date", "%(count)s sessions need a date", len(dateless))
        url = reverse("meeting", args=[group.id, dateless[0].number])
        return [Need("calendar", what % {"count": len(dateless)}, group.name, url, gettext("Give it one"))]
    return []


def _card(part: Part) -> Card:
    group = part.who.group
    stands = [one for one in part.sessions if one.fate not in matrix.GONE]
    first = part.coming[0].number if part.coming else 0
    beads = tuple(_bead(one, first) for one in sorted(stands, key=lambda one: one.number))
    beads = beads or tuple("" for _ in range(group.seats))
    return Card(group.name, reverse("group", args=[group.id]), beads, *_card_words(part))


def _bead(one: Planned, first: int) -> str:
    return "been" if one.fate is Fate.HELD else "next" if one.number == first else ""


def _card_words(part: Part) -> tuple[str, str]:
    """Where a group stands, and a word more."""
    people = timetable.participants(part.who.group)
    if part.cycle and timetable.complete(part.cycle):
        return gettext("The cycle is complete."), gettext("Each has been the client.")
    if part.cycle is None or not part.coming:
        asked = polling.current(part.who.group)
        said = gettext("Looking for its dates.") if asked else gettext("No dates yet.")
        said_count = words.number(len(people))
        around = ngettext("One around the table.", "%(count)s around the table.", len(people)) % {"count": said_count}
        return said, words.capital(around) if people else gettext("Nobody around the table yet.")
    dated = [one for one in part.coming if one.when]
    if not dated or dated[0].when is None:
        return gettext("A date is to be found."), ""
    day = words.day(dated[0].when.day)
    if not part.cycle.begun:
        return gettext("First session on %(day)s.") % {"day": day}, gettext("The dates are with the group.")
    count = len(part.coming)
    turns = ngettext("%(count)s turn to come.", "%(count)s turns to come.", count) % {"count": count}
    return gettext("Next session on %(day)s.") % {"day": day}, turns
