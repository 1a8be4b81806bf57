"""The tour of the console: cards that stand beside its controls, asked for the first time one is needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from besace.web.gate import Chair, hosting


@require_safe
@hosting
def tour(request: HttpRequest, chair: Chair) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Gives the cards, for the script that lays them; nothing of the session is in them."""
    return render(request, "room/tour.html")
