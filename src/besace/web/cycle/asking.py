"""Asking a group which slots suit: a few clicks give the slots of a whole cycle (G6, way two)."""

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from besace.cycles.mistake import Mistake
from besace.cycles.participant import MOST_PARTICIPANTS
from besace.cycles.poll import EACH_WEEK, Pattern, slots_of
from besace.cycles.wall import WallTime
from besace.people import polling, timetable
from besace.people.models import Group
from besace.web.cycle import holidays, words
from besace.web.cycle.laying import LENGTHS, NTH, TOO_FEW, TOO_MANY, LeavingOutForm
from besace.web.cycle.mistakes import sentence
from besace.web.who import Belonging, facilitating

MONTH = 31
MOST_A_DATE = 3
"""Slots for each date to choose, from which on a poll is long to answer."""


class AskForm(LeavingOutForm):
    """Which weekdays, hours and weeks, from when to when; what is left out; and until when one may answer."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"), coerce=int, choices=tuple(WEEKDAYS.items()), widget=forms.CheckboxSelectMultiple
    )
    start = forms.TimeField(
        label=_("From"), widget=forms.TimeInput(attrs={"class": "input", "type": "time"}, format="%H:%M")
    )
    other = forms.TimeField(
        label=_("Or from"),
        required=False,
        widget=forms.TimeInput(attrs={"class": "input", "type": "time"}, format="%H:%M"),
        help_text=_("Another hour of the same days, if you like."),
    )
    minutes = forms.TypedChoiceField(
        label=_("For"), coerce=int, choices=LENGTHS, widget=forms.Select(attrs={"class": "select"})
    )
    weeks = forms.TypedMultipleChoiceField(
        label=_("Weeks of the month"),
        coerce=int,
        required=False,
        choices=NTH,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every week."),
    )
    first = forms.DateField(
        label=_("Between"), widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("and"), widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    )
    wanted = forms.IntegerField(
        label=_("How many to choose"),
        min_value=1,
        max_value=MOST_PARTICIPANTS,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        help_text=_("One for each participant."),
        error_messages={"max_value": TOO_MANY, "min_value": TOO_FEW},
    )
    closes = forms.DateField(
        label=_("Answers until"), widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, group: Group, today: date, **kwargs: Any) -> None:
        first = today + timedelta(days=14)
        told = {
            "weekdays": [1, 3],
            "start": time(18),
            "minutes": group.minutes,
            "first": first,
            "last": first + timedelta(days=MONTH * group.seats),
            "wanted": group.seats,
            "country": holidays.likely(group.zone),
            "closes": today + timedelta(days=7),
        }
        super().__init__(*args, **{**kwargs, "initial": told})
        self.group, self.today = group, today

    def clean_closes(self) -> date:
        """Reads the last day for answers, which is still to come."""
        day: date = self.cleaned_data["closes"]
        if day < self.today:
            raise forms.ValidationError(_("That day is over. Choose a day to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Works out the slots, so that what makes none, or too many, is said beside its field."""
        found = self.cleaned_data
        if not self.errors:
            try:
                found["slots"] = self._slots(found)
            except Mistake as mistake:
                self.add_error(mistake.field if mistake.field in self.fields else None, sentence(mistake))
        return found

    def _slots(self, found: dict[str, Any]) -> tuple[WallTime, ...]:
        starts = frozenset(filter(None, (found["start"], found["other"])))
        weeks = frozenset(found["weeks"]) or EACH_WEEK
        pattern = Pattern(frozenset(found["weekdays"]), starts, found["first"], found["last"], weeks)
        closed = self.closed(range(found["first"].year, found["last"].year + 1))
        return slots_of(pattern, self.group.zone, self.today, found["minutes"], closed)


@facilitating
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the slots as the form gives them, and asks the group about them."""
    form = AskForm(request.POST or None, group=who.group, today=timetable.today(who.group.zone))
    slots: tuple[WallTime, ...] = form.cleaned_data["slots"] if form.is_bound and form.is_valid() else ()
    few = bool(slots) and len(slots) < form.cleaned_data["wanted"]
    if slots and not few and request.POST.get("do") == "ask":
        polling.ask(who.group, slots, form.cleaned_data["wanted"], form.cleaned_data["closes"], who.person)
        return HttpResponseRedirect(reverse("poll-dates", args=[who.group.id]))
    months = words.by_month(slots)
    context = {"group": who.group, "who": who, "form": form, "months": months, "count": len(slots), "few": few}
    context["many"] = len(slots) > MOST_A_DATE * form.cleaned_data["wanted"] if slots else False
    return render(request, "cycle/ask.html", context)
