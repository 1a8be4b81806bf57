"""The letters of a group, for those who facilitate it: what is to come, what did not arrive, what has gone (B1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from besace.live import clock
from besace.post import outbox, standing
from besace.web.cycle import words
from besace.web.letters import heaps
from besace.web.who import Belonging, facilitating

NEAR = 6


@require_safe
@facilitating
def letters(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows all letters of a group."""
    return listed(request, who)


def listed(request: HttpRequest, who: Belonging, status: int = 200, **more: object) -> HttpResponse:
    """Lays out what is to come, what did not arrive, and what has gone."""
    now, stands = clock.now(), standing.of(who.group)
    coming = heaps.to_come(stands, now)
    failed = heaps.failed(who.group)
    many = _("%(count)s did not arrive") % {"count": words.capital(words.number(len(failed)))}
    context = {
        "group": who.group,
        "near": coming[:NEAR],
        "later": coming[NEAR:],
        "failed": failed,
        "failed_title": _("One did not arrive") if len(failed) == 1 else many,
        "gone": heaps.gone(stands, now),
        "writes": outbox.writes(),
        "done": request.GET.get("done", ""),
        "slips": len(heaps.slips(stands, now)),
        **more,
    }
    return render(request, "letters/letters.html", context, status=status)


@require_safe
@facilitating
def to_copy(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the texts and links to pass on by hand."""
    slips = heaps.slips(standing.of(who.group), clock.now())
    context = {"group": who.group, "slips": slips, "writes": outbox.writes(), "done": request.GET.get("done", "")}
    return render(request, "letters/copy.html", context)
