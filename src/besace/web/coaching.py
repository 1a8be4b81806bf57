"""The coach's page: advice on a wording while it is being written, to the one who writes it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from besace.coach import Hint, hints
from besace.live import clock, seats
from besace.web.account.ways import told
from besace.web.forms import clean
from besace.web.gate import Chair, seated, wants_json
from besace.web.joining import page_of


@dataclass(frozen=True, slots=True)
class Advice:
    """One hint as it is shown: the words around the span, the span marked, why, and the ways out."""

    quote: SafeString
    hint: Hint


@require_POST
@seated
def coach(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Answers with the hints on the posted wording, as HTML; nothing is kept of it. None where she wants none."""
    if not coached(request, chair):
        return HttpResponse("")
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    today = clock.day(chair.at, chair.session.zone)
    found = hints(chair.session.language, kind, text, clean(request.POST.get("when", "")), today)
    context = {"advice": in_order(text, found), "keeps": kind == "question", "switch": True}
    return render(request, "room/hint.html", context)


@require_POST
@seated
def liked(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Keeps whether she wants hints on her wording in this room, whatever device she holds."""
    seats.coach(chair.room, chair.place.person, on=request.POST.get("on") == "true")
    return JsonResponse({}) if wants_json(request) else redirect(page_of(chair.place))


def coached(request: HttpRequest, chair: Chair) -> bool:
    """Says whether hints reach this seat: as she said in the room, else as her account told this browser."""
    return told(request.COOKIES).coached if chair.place.coached is None else chair.place.coached


def in_order(text: str, found: tuple[Hint, ...]) -> list[Advice]:
    """Puts first the hint that comes with a rewording: it is the one thing to do; the others can be opened."""
    return sorted((Advice(quoted(text, hint), hint) for hint in found), key=lambda one: not one.hint.rewordings)


def quoted(text: str, hint: Hint) -> SafeString:
    """Marks in a wording the words that a hint speaks of."""
    if hint.start < 0:
        return format_html("{}", text)
    end = hint.start + len(hint.span)
    return format_html("{}<mark>{}</mark>{}", text[: hint.start], text[hint.start : end], text[end:])
