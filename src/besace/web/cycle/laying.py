"""The rule by which a facilitator lays the dates of a cycle, and the dates as she then has them (G6, way one)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from besace.cycles.breaks import Break, Closed
from besace.cycles.mistake import Mistake, Why
from besace.cycles.participant import MOST_PARTICIPANTS
from besace.cycles.recurring import HORIZON, Instead, Laid, Monthly, Passed, Recurrence, Rule, Weekly, at, lay
from besace.cycles.wall import WallTime, reachable
from besace.people import lengths, timetable
from besace.people.models import Group
from besace.web.cycle import holidays
from besace.web.cycle.mistakes import sentence
from besace.web.forms import clean

RHYTHMS = (
    ("m1", _("every month")),
    ("m2", _("every two months")),
    ("w1", _("every week")),
    ("w2", _("every two weeks")),
    ("w3", _("every three weeks")),
)
NTH = (("1", _("first")), ("2", _("second")), ("3", _("third")), ("4", _("fourth")), ("-1", _("last")))
INSTEAD = (
    (Instead.EARLIER, _("the week before")),
    (Instead.LATER, _("the week after")),
    (Instead.LEAVE_OUT, _("nothing: it is left out")),
)
LENGTHS = ((180, _("3 hours")), (150, _("2 h 30")), (120, _("2 hours")), (90, _("1 h 30")), (45, _("45 minutes")))
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4})")


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "select"})


def _input(kind: str, **more: Any) -> forms.TextInput:
    return forms.DateInput(attrs={"class": "input", "type": kind, **more}, format="%Y-%m-%d")


TOO_MANY = _("Nine at most, so that everyone can speak within three hours.")
TOO_FEW = _("One at least.")


class LeavingOutForm(forms.Form):
    """What the dates keep clear of: months, public holidays, and other days."""

    months = forms.TypedMultipleChoiceField(
        label=_("Months we leave out"),
        coerce=int,
        required=False,
        choices=tuple(MONTHS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    country = forms.ChoiceField(
        label=_("Public holidays to keep clear of"), required=False, choices=holidays.COUNTRIES, widget=_select()
    )
    breaks = forms.CharField(
        label=_("Other days we leave out"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 2, "autocomplete": "off"}),
        help_text=_("One a line: 2026-12-21, or 2026-12-21 to 2027-01-04."),
    )

    def clean_breaks(self) -> tuple[Break, ...]:
        """Reads one day or two a line.

        Raises:
            ValidationError: a line holds neither; it is named.
        """
        return breaks_of(self.cleaned_data["breaks"])

    def closed(self, years: Iterable[int]) -> Closed:
        """What is left out, the holidays of these years among it."""
        found = self.cleaned_data
        public = frozenset(holidays.days(found["country"], years))
        return Closed(public, found["breaks"], frozenset(found["months"]))


class LayForm(LeavingOutForm):
    """One rule for the cycle; what it leaves out; and how many dates."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=RHYTHMS, initial="m1", widget=_select())
    nth = forms.ChoiceField(label=_("Which"), choices=NTH, initial="2", widget=_select())
    weekday = forms.TypedChoiceField(
        label=_("Day"), coerce=int, choices=tuple(WEEKDAYS.items()), initial=1, widget=_select()
    )
    start = forms.TimeField(
        label=_("From"),
        initial="18:00",
        widget=forms.TimeInput(attrs={"class": "input", "type": "time"}, format="%H:%M"),
    )
    minutes = forms.TypedChoiceField(label=_("For"), coerce=int, choices=LENGTHS, widget=_select())
    first = forms.DateField(label=_("Beginning"), widget=_input("date"))
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST_PARTICIPANTS,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        help_text=_("One for each participant."),
        error_messages={"max_value": TOO_MANY, "min_value": TOO_FEW},
    )
    instead = forms.ChoiceField(
        label=_("In place of a day we leave out"), choices=INSTEAD, initial=Instead.EARLIER, widget=_select()
    )

    def __init__(self, *args: Any, group: Group, today: date, **kwargs: Any) -> None:
        count = timetable.dates_wanted(group, group.seats)
        told = {"minutes": group.minutes, "count": count, "country": holidays.likely(group.zone)}
        super().__init__(*args, **{**kwargs, "initial": {"first": _next_month(today), **told}})
        self.group, self.today = group, today
        if lengths.clients_a_date(group) > 1:
            self.fields["count"].help_text = _("One for two participants: two are client in each half-day.")
        length = (group.minutes, _("%(minutes)s minutes") % {"minutes": group.minutes})
        known = dict(LENGTHS)
        self.fields["minutes"].choices = LENGTHS if group.minutes in known else (length, *LENGTHS)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Lays the dates, so that what cannot be laid is said beside its field."""
        found = self.cleaned_data
        if self.errors:
            return found
        try:
            reachable("first", found["first"])
            found["laid"] = laid = lay(self._recurrence(found), found["count"], self.today)
            found["dates"] = at(laid.days, found["start"], self.group.zone, found["minutes"])
        except Mistake as mistake:
            field = {"closed": "months", "first": "first", "day": "first"}.get(mistake.field)
            self.add_error(field, sentence(mistake))
        return found

    def dates(self) -> tuple[WallTime, ...]:
        """The dates laid, each with its hour."""
        dates: tuple[WallTime, ...] = self.cleaned_data["dates"]
        return dates

    def passed(self) -> tuple[Passed, ...]:
        """The dates of the rule that were passed over."""
        laid: Laid = self.cleaned_data["laid"]
        return laid.passed

    def _recurrence(self, found: dict[str, Any]) -> Recurrence:
        first: date = found["first"]
        years = range(first.year, min(first.year + 3, (first + HORIZON).year))
        return Recurrence(_rule(found), _on_its_weekday(found), self.closed(years), Instead(found["instead"]))


@dataclass(frozen=True, slots=True)
class Typed:
    """One date as it was typed: what it is, or what is wrong with it."""

    day: str
    start: str
    when: WallTime | None = None
    error: str = ""


def typed_dates(days: Sequence[str], starts: Sequence[str], zone: str, minutes: int) -> tuple[Typed, ...]:
    """Reads dates typed one by one; an empty day is no date."""
    return tuple(
        _typed(day, start, zone, minutes)
        for day, start in zip(days, starts, strict=False)
        if day.strip() or start.strip()
    )


def when_of(posted: QueryDict, zone: str, minutes: int) -> WallTime | None:
    """The date in the fields `day` and `start`; None where no day was given.

    Raises:
        Mistake: it is no date with its hour.
    """
    day, start = posted.get("day", "").strip(), posted.get("start", "").strip()
    if not day:
        return None
    try:
        return WallTime(date.fromisoformat(day), time.fromisoformat(start), zone, minutes)
    except Mistake:
        raise
    except ValueError:
        raise Mistake("when", Why.NO_SUCH_RULE) from None


def _typed(day: str, start: str, zone: str, minutes: int) -> Typed:
    try:
        when = WallTime(date.fromisoformat(day), time.fromisoformat(start), zone, minutes)
    except Mistake as mistake:
        return Typed(day, start, error=sentence(mistake))
    except ValueError:
        return Typed(day, start, error=str(_("Give a day, and an hour such as 18:00.")))
    return Typed(day, start, when)


def _rule(found: dict[str, Any]) -> Rule:
    kind, every = found["rhythm"][0], int(found["rhythm"][1:])
    return Weekly(every) if kind == "w" else Monthly(int(found["nth"]), found["weekday"], every)


def _on_its_weekday(found: dict[str, Any]) -> date:
    """By weeks, the first day is the first such weekday from the one given on."""
    first: date = found["first"]
    if found["rhythm"][0] != "w":
        return first
    return first + timedelta(days=(found["weekday"] - first.weekday()) % 7)


def _next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def breaks_of(text: str) -> tuple[Break, ...]:
    """Reads days to leave out: one a line, or two, from one to the other.

    Raises:
        ValidationError: a line holds neither; it is named.
    """
    lines = [clean(line) for line in text.splitlines()]
    return tuple(_break(number, line) for number, line in enumerate(lines, 1) if line)


def _break(number: int, line: str) -> Break:
    found = list(_days_in(line))
    if not found or len(found) > 2 or None in found:  # noqa: PLR2004 - from one day to another
        raise forms.ValidationError(_("Line %(number)s is neither a day nor two days.") % {"number": number})
    try:
        return Break(found[0], found[-1])  # type: ignore[arg-type]
    except Mistake as mistake:
        raise forms.ValidationError(sentence(mistake)) from None


def _days_in(line: str) -> Iterator[date | None]:
    for year, month, day, its_day, its_month, its_year in DAY.findall(line):
        try:
            yield date(int(year or its_year), int(month or its_month), int(day or its_day))
        except ValueError:
            yield None
