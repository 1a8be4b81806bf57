"""My plan, and how it goes: the client's own page of the session that was hers (R2, S5.1, F5)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from besace import policy
from besace.papers.days import day_in_words
from besace.people import notebook, plans, timetable
from besace.people.models import Plan
from besace.policy import Party
from besace.web.forms import number_of
from besace.web.own.words import Fresh, own_words, tick
from besace.web.who import Belonging, owning

OUTCOMES = (
    ("not_yet", pgettext_lazy("how an action goes", "not yet")),
    ("started", pgettext_lazy("how an action goes", "begun")),
    ("done", pgettext_lazy("how an action goes", "done")),
)


class PlanForm(Fresh):
    """How each action goes, whether the count may be told, and when to be reminded. Everything may stay empty."""

    tell = tick(
        _("Tell how many actions I have begun"),
        _("The number alone, for whoever organises or supports these groups. Never which, nor your words."),
    )
    remind_before = tick(_("A week before the session: a letter with a link, and not a word of the plan"))
    remind_on_the_day = tick(_("On the day of each action"))

    def __init__(self, plan: plans.Kept, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        for number, step in enumerate(plan.steps, 1):
            self.fields[f"outcome_{number}"] = forms.ChoiceField(
                label=step.text, required=False, choices=OUTCOMES, widget=forms.RadioSelect
            )
            self.fields[f"easy_{number}"] = own_words(_("What was easy?"))
            self.fields[f"difficult_{number}"] = own_words(_("What was difficult?"))
            if step.how.learned:  # told in a return of experience
                self.fields[f"learned_{number}"] = own_words(_("What did it teach you?"))

    def rows(self) -> list[dict[str, Any]]:
        """Gives each action with its three fields."""
        return [
            {
                "number": number,
                "step": step,
                "outcome": self[f"outcome_{number}"],
                "words": [self[name] for told in plans.TOLD if (name := f"{told}_{number}") in self.fields],
            }
            for number, step in enumerate(self.plan.steps, 1)
        ]

    def how(self) -> Mapping[str, plans.How]:
        """Gives what was said of each action, by its id."""
        found = self.cleaned_data
        return {
            step.id: plans.How(found[f"outcome_{n}"], **{told: found.get(f"{told}_{n}", "") for told in plans.TOLD})
            for n, step in enumerate(self.plan.steps, 1)
        }


@require_http_methods(["GET", "HEAD", "POST"])
@owning
def plan(request: HttpRequest, who: Belonging, number: int) -> HttpResponse:
    """Shows the client her plan, and keeps how it goes; to anyone else there is no such page."""
    row, kept = plan_or_404(who, number, request.GET.get("cycle"))
    form = PlanForm(kept, request.POST if request.method == "POST" else None, initial=_initial(row, kept))
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        plans.progress(row, form.how(), tell=found["tell"])
        plans.remind(row, before=found["remind_before"], on_the_day=found["remind_on_the_day"])
        return HttpResponseRedirect(f"{request.path}?cycle={row.meeting.cycle.number}&kept")
    context = {"who": who, "form": form, "plan": kept, "row": row, "tab": "plan", "latest": row, **_days(row)}
    return render(request, "own/plan.html", context, status=422 if request.method == "POST" else 200)


@require_GET
@owning
def calendar(request: HttpRequest, who: Belonging, number: int, action: int | None = None) -> HttpResponse:
    """Gives the client one action, or all of them, for her own calendar; to anyone else there is no such page."""
    _row, kept = plan_or_404(who, number, request.GET.get("cycle"))
    if not policy.takes("plan.ics", Party.CLIENT):
        raise Http404
    if action is not None and not 1 <= action <= len(kept.steps):
        raise Http404
    answer = HttpResponse(plans.calendar(kept, action), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="besace.ics"'
    return answer


def plan_or_404(who: Belonging, number: int, cycle: str | None) -> tuple[Plan, plans.Kept]:
    """Finds her own plan of a session by its number, in the cycle named or else the newest where she has one.

    Raises:
        Http404: there is none of hers, or it is destroyed.
    """
    rows = Plan.objects.select_related("meeting__cycle", "member__group")
    rows = rows.filter(member=who.member, meeting__number=number)
    if cycle is not None:
        rows = rows.filter(meeting__cycle__number=number_of(cycle))
    row = rows.order_by("-meeting__cycle__number").first()
    kept = plans.opened(row) if row else None
    if row is None or kept is None:
        raise Http404
    return row, kept


def _initial(row: Plan, kept: plans.Kept) -> dict[str, Any]:
    told: dict[str, Any] = {
        "tell": row.meeting.begun is not None,
        "remind_before": row.remind_before,
        "remind_on_the_day": row.remind_on_the_day,
    }
    for n, step in enumerate(kept.steps, 1):
        told |= {f"outcome_{n}": step.how.outcome, **{f"{one}_{n}": getattr(step.how, one) for one in plans.TOLD}}
    return told


def _days(row: Plan) -> dict[str, str]:
    """The day of her session, and that of the next one, which opens with this plan while it is the last."""
    meeting = row.meeting
    held = notebook.day_of(meeting, notebook.planned_of(meeting))
    coming = next((one.when for one in timetable.to_come(meeting.cycle) if one.when), None)
    previous = plans.previous(meeting.cycle)
    is_last = previous is not None and previous.client == row.member_id and coming is not None
    return {
        "held": day_in_words(held) if held else "",
        "coming": day_in_words(coming.day) if is_last and coming else "",
    }
