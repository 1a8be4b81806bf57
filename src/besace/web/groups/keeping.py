"""Choosing how long a group keeps things: shorter holds at once, longer only for what begins afterwards (F4)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from besace.people import keeping, kept
from besace.people.keeping import LIMITS, Times
from besace.web.who import Belonging, facilitating

REFUSED, OVERTAKEN = 422, 409
TROUBLES = ("required", "invalid", "min_value", "max_value")


def whole(name: str, label: Any, help_text: Any, trouble: Any) -> forms.IntegerField:
    """A whole number within the limits of one of the times."""
    least, most = LIMITS[name]
    widget = forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"})
    told = dict.fromkeys(TROUBLES, trouble)
    return forms.IntegerField(
        label=label, help_text=help_text, widget=widget, min_value=least, max_value=most, error_messages=told
    )


class TimesForm(forms.Form):
    """Three times within their limits; `number` is the choice that was read, `sure` is asked where things would end."""

    words = whole(
        "words",
        gettext_lazy("The words of a session, in days"),
        gettext_lazy("From 7 to 90. They end earlier, once the next session has looked back on the plan."),
        gettext_lazy("A whole number, from 7 to 90."),
    )
    pages = whole(
        "pages",
        gettext_lazy("Pages, plans and waiting subjects, in days after the cycle"),
        gettext_lazy("From 0 to 90. With 0 they end as the cycle is closed."),
        gettext_lazy("A whole number, from 0 to 90."),
    )
    attendance = whole(
        "attendance",
        gettext_lazy("Who came, in months after the cycle"),
        gettext_lazy("From 3 to 24."),
        gettext_lazy("A whole number, from 3 to 24."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, label=gettext_lazy("Let this end now; I have told the group"))

    def times(self) -> Times:
        """What was chosen."""
        found = self.cleaned_data
        return Times(found["words"], found["pages"], found["attendance"])


@require_http_methods(["GET", "HEAD", "POST"])
@facilitating
def choose(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the times, and keeps others; where they would end something at once, asks first."""
    if request.method != "POST":
        return _shown(request, who, TimesForm(initial=_stands(who)))
    form = TimesForm(request.POST)
    if not form.is_valid():
        return _shown(request, who, form, REFUSED)
    ending = kept.ends_at_once(who.group.id, form.times())
    if ending and not form.cleaned_data["sure"]:
        form.add_error("sure", _at_once(ending))
        return _shown(request, who, form, REFUSED)
    try:
        keeping.choose(who.group, form.times(), form.cleaned_data["number"], who.person)
    except keeping.Overtaken:
        again = TimesForm({**request.POST.dict(), "number": _stands(who)["number"]})
        again.is_valid()
        return _shown(request, who, again, OVERTAKEN)
    return HttpResponseRedirect(reverse("kept", args=[who.group.id]))


def _stands(who: Belonging) -> dict[str, int]:
    now = keeping.now(who.group.id)
    told = {"words": now.words, "pages": now.pages, "attendance": now.attendance}
    return told | {"number": len(keeping.choices(who.group.id))}


def _at_once(count: int) -> str:
    said = ngettext(
        "With these times, what is kept of %(n)d session or cycle ends at once and for good. Tick that it may.",
        "With these times, what is kept of %(n)d sessions or cycles ends at once and for good. Tick that it may.",
        count,
    )
    return said % {"n": count}


def _shown(request: HttpRequest, who: Belonging, form: TimesForm, status: int = 200) -> HttpResponse:
    context = {"who": who, "group": who.group, "form": form, "overtaken": status == OVERTAKEN, "stands": _stands(who)}
    return render(request, "groups/keeping.html", context, status=status)
