"""Take it with you, or let it go: one's own words handed over or destroyed, and leaving a group (F4)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST, require_safe

from besace.papers.days import day_in_words
from besace.people import erasing, holding, leaving, notebook
from besace.people.models import Debrief, Meeting
from besace.web.own.taking import paper_of
from besace.web.own.words import latest_plan, tick
from besace.web.who import Belonging, belonging, owning

ALL = "all"


class EraseForm(forms.Form):
    """From which session her words go; nothing is chosen beforehand."""

    which = forms.ChoiceField(
        label=gettext_lazy("From which session?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a session, or all of them.")},
    )
    sure = tick(
        gettext_lazy("I have taken what I want to keep"),
        error=gettext_lazy("Tick this first: nobody can bring the words back."),
    )

    def __init__(self, meetings: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        which = self.fields["which"]
        assert isinstance(which, forms.ChoiceField)  # noqa: S101  # nosec B101 # for the type checker
        which.choices = [*meetings.items(), (ALL, pgettext("sessions", "all of them"))]


class LeaveForm(forms.Form):
    """Leaving asks for one tick."""

    sure = tick(
        gettext_lazy("I leave this group"), error=gettext_lazy("Tick this first: your seat is then free for another.")
    )


@require_safe
@owning
def own(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows what she can take along or destroy, and how to leave."""
    return _shown(request, who, EraseForm(_sessions(who)), LeaveForm())


@require_POST
@owning
def erase(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Destroys what is hers of one session, or of all."""
    form = EraseForm(_sessions(who), request.POST)
    if not form.is_valid():
        return _shown(request, who, form, LeaveForm(), status=422)
    which = form.cleaned_data["which"]
    if which == ALL:
        erasing.erase_all(who.member)
    else:
        meeting = Meeting.objects.select_related("room").get(pk=which, cycle__group=who.group)
        erasing.erase_session(who.member, meeting)
    return HttpResponseRedirect(f"{reverse('own', args=[who.group.id])}?erased")


@require_POST
@belonging
def leave(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Lets her leave the group; her own pages stay hers."""
    form = LeaveForm(request.POST)
    if form.is_valid():
        try:
            leaving.leave(who.member)
        except leaving.Alone:
            form.add_error(None, _("Nobody else facilitates this group. Ask someone to, then leave."))
        else:
            return HttpResponseRedirect(f"{reverse('own', args=[who.group.id])}?left")
    return _shown(request, who, EraseForm(_sessions(who)), form, status=422)


def _sessions(who: Belonging) -> dict[str, str]:
    """The sessions of which she may have kept something, by their ids; named by their days."""
    found = {leaf.meeting.id: leaf for leaf in notebook.leaves(who.member)}
    named = {key: _name(leaf.meeting, day_in_words(leaf.day) if leaf.day else "") for key, leaf in found.items()}
    rows = Debrief.objects.select_related("meeting__cycle").filter(member=who.member).exclude(meeting__in=found)
    return named | {row.meeting_id: _name(row.meeting, "") for row in rows}


def _name(meeting: Meeting, day: str) -> str:
    return day or _("Session %(number)s") % {"number": holding.rank(meeting.cycle, meeting.number)}


def _shown(
    request: HttpRequest, who: Belonging, erasing: EraseForm, going: LeaveForm, status: int = 200
) -> HttpResponse:
    context = {
        "who": who,
        "tab": "own",
        "latest": latest_plan(who),
        "erasing": erasing,
        "going": going,
        "size": paper_of(request),
    }
    return render(request, "own/keeping.html", context, status=status)
