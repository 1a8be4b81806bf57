"""The coach's page: advice on a wording while it is being written, to the one who writes it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from besace.coach import Hint, hints
from besace.live import clock
from besace.web.forms import clean
from besace.web.gate import Chair, seated


@dataclass(frozen=True, slots=True)
class Advice:
    """One hint as it is shown: the words around the span, the span marked, why, and the ways out."""

    quote: SafeString
    hint: Hint


@require_POST
@seated
def coach(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Answers with the hints on the posted wording, as HTML; nothing is kept of it."""
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    today = clock.day(chair.at, chair.session.zone)
    found = hints(chair.session.language, kind, text, clean(request.POST.get("when", "")), today)
    advice = [Advice(quoted(text, hint), hint) for hint in found]
    context = {"advice": advice, "keeps": kind == "question", "text": text}
    return render(request, "room/hint.html", context)


def quoted(text: str, hint: Hint) -> SafeString:
    """Marks in a wording the words that a hint speaks of."""
    if hint.start < 0:
        return format_html("{}", text)
    end = hint.start + len(hint.span)
    return format_html("{}<mark>{}</mark>{}", text[: hint.start], text[hint.start : end], text[end:])
