"""The pages of help, for anyone: all leaves, one leaf, and what one step is (F8)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from besace.policy import Gate
from besace.web.by_table import asks
from besace.web.help import shelf
from besace.web.help.shelf import LEAVES, METHOD


@require_safe
@asks(Gate.OPEN)
def home(request: HttpRequest) -> HttpResponse:
    """Names every leaf, and the other pages one reads."""
    return render(request, "help/home.html", {"leaves": shelf.leaves(_language())})


@require_safe
@asks(Gate.OPEN)
def one(request: HttpRequest, leaf: str) -> HttpResponse:
    """Shows one leaf whole, with the ways to the one before and the one after."""
    if leaf not in LEAVES:
        raise Http404
    told, at = shelf.leaves(_language()), LEAVES.index(leaf)
    context = {"leaf": told[at][1], "before": told[:at][-1:], "after": told[at + 1 :][:1]}
    context["staged"] = leaf == METHOD
    return render(request, "help/leaf.html", context)


@require_safe
@asks(Gate.OPEN)
def step(request: HttpRequest, stage: str) -> HttpResponse:
    """Says what one stage is: what it is for, what one does in it, what waits. The room lays it over itself."""
    part = shelf.leaf(METHOD, _language()).part(stage)
    if part is None:
        raise Http404
    return render(request, "help/step.html", {"part": part})


def _language() -> str:
    return get_language() or ""
