"""Looking back at a session: the facilitator's own words, prompted by what clock and turns showed (F1 to F3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from besace.method.words import TIMED, Stage
from besace.papers.days import day_in_words
from besace.people import debriefs, holding, notebook
from besace.people.debriefs import Looking, Showed
from besace.people.models import Meeting
from besace.web.gate_words import CONDITIONS
from besace.web.own.words import Fresh, meeting_or_404, own_words
from besace.web.who import Belonging, belonging

LONGEST = 2_000
THIRD_ROUND = 3
REASONS = {
    "urgency": gettext_lazy("The subject was chosen for its urgency."),
    "resonance": gettext_lazy("The subject was chosen because it resonates."),
    "lot": gettext_lazy("The subject was drawn by lot."),
}


class DebriefForm(Fresh):
    """Two fields a step; any may stay empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in TIMED:
            self.fields[f"well_{stage}"] = own_words(gettext_lazy("What went well"), longest=LONGEST)
            self.fields[f"change_{stage}"] = own_words(gettext_lazy("What I would change"), longest=LONGEST)

    def words(self) -> Mapping[str, Looking]:
        """Gives what was written, by step."""
        found = self.cleaned_data
        return {str(stage): Looking(found[f"well_{stage}"], found[f"change_{stage}"]) for stage in TIMED}


@require_http_methods(["GET", "HEAD", "POST"])
@belonging
def debrief(request: HttpRequest, who: Belonging, number: int) -> HttpResponse:
    """Shows whoever facilitated a session her page to look back at it, and keeps what she writes."""
    meeting = _meeting(request, who, number)
    form = DebriefForm(request.POST if request.method == "POST" else None, initial=_initial(meeting, who))
    if request.method == "POST" and form.is_valid():
        debriefs.write(meeting, who.member, form.words())
        return HttpResponseRedirect(f"{request.path}?cycle={meeting.cycle.number}&kept")
    day = notebook.day_of(meeting, notebook.planned_of(meeting))
    context = {
        "who": who,
        "form": form,
        "meeting": meeting,
        "rank": holding.rank(meeting.cycle, meeting.number),
        "day": day_in_words(day) if day else "",
        "steps": _steps(form, debriefs.showed(meeting, who.member)),
        "written": bool(debriefs.written(meeting, who.member)),
    }
    return render(request, "own/debrief.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@belonging
def erase(request: HttpRequest, who: Belonging, number: int) -> HttpResponse:
    """Deletes her debrief for good."""
    meeting = _meeting(request, who, number)
    debriefs.delete(meeting, who.member)
    address = reverse("debrief", args=[who.group.id, number])
    return HttpResponseRedirect(f"{address}?cycle={meeting.cycle.number}&erased")


def _meeting(request: HttpRequest, who: Belonging, number: int) -> Meeting:
    meeting = meeting_or_404(who, number, request.GET.get("cycle"))
    if not debriefs.facilitated(meeting, who.member):
        raise Http404
    return meeting


def _initial(meeting: Meeting, who: Belonging) -> dict[str, str]:
    told: dict[str, str] = {}
    for stage, said in debriefs.written(meeting, who.member).items():
        told |= {f"well_{stage}": said.well, f"change_{stage}": said.change}
    return told


def _steps(form: DebriefForm, showed: Showed | None) -> list[dict[str, Any]]:
    return [
        {
            "stage": stage,
            "fields": (form[f"well_{stage}"], form[f"change_{stage}"]),
            "time": _time(showed, stage) if showed else "",
            "saw": list(_saw(showed, stage)) if showed else [],
            "turns": showed.steps[stage].turns if showed and stage in showed.steps else (),
        }
        for stage in TIMED
    ]


def _time(showed: Showed, stage: Stage) -> str:
    seen = showed.steps.get(stage)
    if seen is None:
        return _("This step was not reached.")
    told = {"taken": seen.taken, "planned": seen.planned}
    if not seen.taken:
        return (
            ngettext("Less than a minute, %(planned)s planned", "Less than a minute, %(planned)s planned", seen.planned)
            % told
        )
    if seen.taken == seen.planned:
        return ngettext("%(taken)s minute, as planned", "%(taken)s minutes, as planned", seen.taken) % told
    return (
        ngettext("%(taken)s minute, %(planned)s planned", "%(taken)s minutes, %(planned)s planned", seen.taken) % told
    )


def _saw(showed: Showed, stage: Stage) -> Iterator[str]:
    seen = showed.steps.get(stage)
    if stage is Stage.RECEPTION:
        yield from _choice(showed)
    if stage is Stage.CLARIFICATION:
        yield from _questions(showed)
    if stage is Stage.SYNTHESIS and showed.actions:
        yield ngettext("The plan has %(n)s action.", "The plan has %(n)s actions.", showed.actions) % {
            "n": showed.actions
        }
    for condition in seen.waived if seen else ():
        yield _("Let go: %(condition)s.") % {"condition": str(CONDITIONS.get(condition, condition))}


def _choice(showed: Showed) -> Iterator[str]:
    if showed.rounds == THIRD_ROUND - 1:
        yield _("The vote went to a second round.")
    if showed.rounds >= THIRD_ROUND:
        yield _("The vote went to a third round.")
    if showed.because in REASONS:
        yield str(REASONS[showed.because])


def _questions(showed: Showed) -> Iterator[str]:
    inside, returns = showed.answers_inside, showed.returns
    if inside:
        yield ngettext("%(n)s question carried its answer.", "%(n)s questions carried their answer.", inside) % {
            "n": inside
        }
    if returns:
        yield ngettext(
            "The group came back here %(n)s time for more questions.",
            "The group came back here %(n)s times for more questions.",
            returns,
        ) % {"n": returns}
