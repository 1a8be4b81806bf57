"""The page of what must be ready before a session: each tick is kept at once, and remembered for this place (B4)."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from besace.cycles.session import Fate
from besace.people import preparing as ready
from besace.people.models import Group, Member
from besace.people.places import where
from besace.people.timetable import participants
from besace.web.cycle.matrix import names_of
from besace.web.gate import wants_json
from besace.web.preparing.occasion import Prepared, preparing
from besace.web.preparing.wording import point
from besace.web.start import Words

HEADS = {
    Group.Place.ROOM: gettext_lazy("In a closed room"),
    Group.Place.REMOTE: gettext_lazy("Over a video link"),
}


class OwnLine(forms.Form):
    """A line that the facilitator adds to the list of this place."""

    text = Words(
        label=gettext_lazy("A line of my own"),
        max_length=ready.LONGEST_LINE,
        error_messages={"required": gettext_lazy("Write the line first.")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@preparing
def prepare(request: HttpRequest, session: Prepared) -> HttpResponse:
    """Shows what must be ready; takes ticks, and lines of the facilitator's own."""
    if request.method != "POST":
        return _page(request, session)
    kind = request.POST.get("kind", "")
    if kind not in ready.THINGS:
        kind = where(session.meeting).kind
    if "add" in request.POST:
        return _added(request, session, kind)
    _keep(request, session, kind)
    done, of = ready.progress(session.meeting)
    return JsonResponse({"done": done, "of": of}) if wants_json(request) else _back(session)


def _keep(request: HttpRequest, session: Prepared, kind: str) -> None:
    if gone := request.POST.get("remove"):
        ready.remove(session.meeting, kind, gone)
    now, before = set(request.POST.getlist("ready")), set(request.POST.getlist("was"))
    ready.tick(session.meeting, kind, now - before, before - now)


def _added(request: HttpRequest, session: Prepared, kind: str) -> HttpResponse:
    form = OwnLine(request.POST)
    if form.is_valid():
        try:
            ready.add(session.meeting, kind, form.cleaned_data["text"])
            return _back(session)
        except ready.TooMany:
            form.add_error("text", _("The list is full: take a line of your own away first."))
    return _page(request, session, form, kind, status=422)


def _back(session: Prepared) -> HttpResponse:
    return redirect("prepare", group_id=session.who.group.id, number=session.planned.number)


def _page(
    request: HttpRequest, session: Prepared, form: OwnLine | None = None, kind: str = "", status: int = 200
) -> HttpResponse:
    held = where(session.meeting)
    other = ready.REMOTE if held.kind == ready.ROOM else ready.ROOM
    come = ready.expected(session.meeting)
    context = {
        "session": session,
        "where": held,
        "lists": [_list(session, one, come, form if kind == one else None) for one in (held.kind, other)],
        **_people(session, come),
    }
    return render(request, "preparing/prepare.html", context, status=status)


def _list(session: Prepared, kind: str, come: Collection[Member], form: OwnLine | None) -> Mapping[str, Any]:
    points = [point(line, kind, ready.readers(come)) for line in ready.lines(session.meeting, kind)]
    blank = OwnLine(auto_id=f"{kind}_%s") if form is None else form
    return {"kind": kind, "name": HEADS[Group.Place(kind)], "points": points, "form": blank, "adding": form is not None}


def _people(session: Prepared, come: Collection[Member]) -> Mapping[str, Any]:
    said = ready.answers(session.meeting)
    names = names_of(participants(session.who.group))
    return {
        "come": [name for one, name in names.items() if said.get(one)],
        "cannot": [name for one, name in names.items() if said.get(one) is False],
        "silent": [name for one, name in names.items() if one not in said],
        "opens": _previous_client(session),
        "to_print": len(come) or session.who.group.seats,
    }


def _previous_client(session: Prepared) -> str:
    """Who begins, with the plan of last time (R2); nobody in the first session."""
    held = [one for one in session.turning.sessions if one.fate is Fate.HELD and one != session.planned]
    last = max(held, key=lambda one: (one.when is not None, one.when and one.when.begins, one.number), default=None)
    member = Member.objects.select_related("person").filter(pk=last.client, left_at=None).first() if last else None
    return member.person.name if member else ""
