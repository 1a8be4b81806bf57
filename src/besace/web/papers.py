"""Paper, equal to screens: the six-step sheet for whoever asks, the kit of a session for its facilitator (B4, B5)."""

from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from besace import policy
from besace.languages import LANGUAGES
from besace.method.session import Session
from besace.method.variants import VARIANTS
from besace.method.words import MOST_PARTICIPANTS
from besace.papers.kit import PAPERS, kit_of, paper_of
from besace.papers.occasion import Occasion
from besace.papers.press import SIZES
from besace.policy import Gate
from besace.web.by_table import asks
from besace.web.gate import Chair, hosting, seated

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KIT = "kit"
USUAL = 6
"""How many are printed for where nobody is named yet."""
NAMES: dict[str, "_StrPromise"] = {
    "checklist": _("What makes the place ready"),
    "running-order": _("My running order"),
    "six-steps": _("The six steps"),
    "ballots": _("Ballots"),
    "contract": _("Reformulations, and the contract"),
    "action-plan": _("Action plan"),
    "cards": _("Learned, enjoyed, will apply"),
}


class PrintForm(forms.Form):
    """How to print: what the session does not say by itself."""

    start = forms.TimeField(
        label=_("When does the session start?"),
        required=False,
        input_formats=["%H:%M"],
        widget=forms.TimeInput(attrs={"class": "input", "type": "time", "autocomplete": "off"}),
        help_text=_("For the times of the running order. Without it, minutes are counted from the opening."),
    )
    people = forms.IntegerField(
        label=_("How many participants?"),
        min_value=1,
        max_value=MOST_PARTICIPANTS,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
    )
    language = forms.ChoiceField(label=_("Which language?"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    size = forms.ChoiceField(
        label=_("Which paper?"), choices=(("a4", "A4"), ("letter", "Letter")), widget=forms.RadioSelect
    )


@require_safe
@hosting
def kit(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shows the facilitator the papers of the session, and asks how to print them."""
    usual = {"people": len(chair.session.people) or USUAL, "language": chair.language, "size": "a4"}
    return _asking(request, chair, PrintForm(initial=usual))


@require_safe
@hosting
def kit_paper(request: HttpRequest, chair: Chair, name: str) -> HttpResponse:
    """Gives the facilitator one paper, or all of them as one file; to anyone else there is no such page."""
    if (name != KIT and name not in PAPERS) or not policy.prints(name, chair.party, chair.phase):
        raise Http404
    form = PrintForm(request.GET)
    if not form.is_valid():
        return _asking(request, chair, form, status=422)
    chosen = form.cleaned_data
    occasion, language, size = occasion_of(chair.session, chosen), chosen["language"], chosen["size"]
    content = kit_of(occasion, language, size) if name == KIT else paper_of(name, occasion, language, size)
    return pdf(name, content)


@require_safe
@asks(Gate.OPEN)
def sheet(_request: HttpRequest, language: str, size: str) -> HttpResponse:
    """Gives the six-step sheet as a PDF, with the usual minutes."""
    _refuse_unknown(language, size)
    return pdf("six-steps", usual_sheet(language, size))


@require_safe
@seated
def own_sheet(_request: HttpRequest, chair: Chair, language: str, size: str) -> HttpResponse:
    """Gives the six-step sheet with the minutes of this session to those who hold a seat there (B5)."""
    if not policy.prints("six-steps", chair.party, chair.phase):
        raise Http404
    _refuse_unknown(language, size)
    return pdf("six-steps", paper_of("six-steps", Occasion(chair.session.minutes), language, size))


def occasion_of(session: Session, chosen: dict[str, Any]) -> Occasion:
    """Gives what the papers of this session depend on, in the order and with the names of its table."""
    names = tuple(person.name for person in session.people)[: chosen["people"]]
    return Occasion(
        session.minutes,
        chosen["people"],
        chosen["start"],
        session.place,
        session.title,
        session.number,
        names,
        session.format,
        session.format_name,
        frozenset(name for name in VARIANTS if session.has(name)),
    )


@cache
def usual_sheet(language: str, size: str) -> bytes:
    """Four files at most, and nothing of a session in them: typeset once, for whoever comes."""
    return paper_of("six-steps", Occasion(), language, size)


def _refuse_unknown(language: str, size: str) -> None:
    if language not in LANGUAGES or size not in SIZES:
        raise Http404


def _asking(request: HttpRequest, chair: Chair, form: PrintForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "base": chair.base, "papers": NAMES, "title": chair.session.title}
    return render(request, "pages/kit.html", context, status=status)


def pdf(name: str, content: bytes) -> HttpResponse:
    """Answers with a paper, to be looked at in the browser and printed from there."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="besace-{name}.pdf"'
    return answer
