"""The papers of a session of a cycle: with its names and times, each sheet in the language of who reads it (B4, B5)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from besace import policy
from besace.cycles.session import Fate
from besace.languages import LANGUAGES
from besace.papers.kit import PAPERS, TO_EACH, copies, kit_in, paper_in
from besace.papers.occasion import Occasion
from besace.papers.press import SIZES
from besace.people import lengths
from besace.people.places import where
from besace.people.preparing import expected, readers
from besace.policy import Party
from besace.web.cycle.matrix import names_of
from besace.web.papers import KIT, NAMES, pdf
from besace.web.preparing.occasion import Prepared, preparing
from besace.web.preparing.wording import in_languages

WHY: Mapping[str, str | Promise] = {
    "checklist": gettext_lazy("the list of this place, to tick by hand"),
    "running-order": gettext_lazy("with the times of this session, and room for the real ones"),
    "six-steps": gettext_lazy("one for each"),
    "ballots": gettext_lazy("six on a sheet, to cut"),
    "contract": gettext_lazy("for the facilitator, or for the flipchart"),
    "action-plan": gettext_lazy("one for the client, one for you"),
    "cards": gettext_lazy("four on a sheet, to cut"),
}


class SizeForm(forms.Form):
    """What the session does not say by itself: which paper lies in the printer."""

    size = forms.ChoiceField(
        label=gettext_lazy("Which paper?"), choices=(("a4", "A4"), ("letter", "Letter")), widget=forms.RadioSelect
    )


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper as it is listed: its name, what it is for, and how many sheets of it are needed."""

    code: str
    name: str | Promise
    why: str | Promise
    sheets: int


@require_safe
@preparing
def kit(request: HttpRequest, session: Prepared) -> HttpResponse:
    """Lists the papers of the session, and how many of each."""
    read_by = readers_of(session)
    papers = list(_lines(read_by, occasion_of(session)))
    context = {
        "session": session,
        "papers": papers,
        "form": SizeForm(initial={"size": "a4"}),
        "sheets": sum(paper.sheets for paper in papers),
        "over": session.planned.fate is Fate.HELD,
    }
    return render(request, "preparing/kit.html", context)


@require_safe
@preparing
def paper(request: HttpRequest, session: Prepared, name: str) -> HttpResponse:
    """Gives one paper of the session as often as it is needed, or all of them as one file."""
    size = request.GET.get("size", "a4")
    if size not in SIZES or (name != KIT and name not in PAPERS):
        raise Http404
    occasion, read_by, language = occasion_of(session), readers_of(session), get_language() or "en"
    if not policy.prints(name, Party.FACILITATOR):
        raise Http404
    if name == KIT:
        return pdf(name, kit_in(occasion, read_by, language, size))
    return pdf(name, paper_in(name, occasion, read_by, language, size))


def occasion_of(session: Prepared) -> Occasion:
    """Gives what the papers depend on: the length and start of this session, its place, and who comes."""
    group, when = session.who.group, session.planned.when
    names = tuple(names_of(expected(session.meeting)).values())
    length = lengths.for_a_date(group, when.minutes if when else group.minutes)
    return Occasion(
        length.minutes,
        len(names) or group.seats,
        when.start if when else None,
        where(session.meeting).kind,
        group.name,
        session.rank,
        names,
        length.format,
        length.name,
        frozenset(group.variants),
    )


def readers_of(session: Prepared) -> Counter[str]:
    """Gives how many who come read which language; all of the group's seats in its language where nobody is named."""
    found: Counter[str] = Counter()
    for language, many in readers(expected(session.meeting)).items():
        found[language if language in LANGUAGES else session.who.group.language] += many
    return found or Counter({session.who.group.language: session.who.group.seats})


def _lines(read_by: Counter[str], occasion: Occasion) -> Iterator[PaperLine]:
    for code in PAPERS:
        why = [str(WHY[code])]
        if code in TO_EACH and len(read_by) > 1:
            why += [in_languages(read_by)] if code == "six-steps" else []
        yield PaperLine(code, NAMES[code], ", ".join(why), copies(code, read_by, occasion))
