"""Taking one's own words along: to read or print, as text, or for another tool; file names say nothing (F4)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from besace.method.words import TIMED
from besace.papers.markdown import markdown_of
from besace.papers.occasion import Sheet
from besace.papers.press import SIZES, pdf_of
from besace.papers.sheets.notebook import notebook
from besace.people import takeaway, trail
from besace.web.names import stage_name
from besace.web.who import Belonging, owning

LETTER_LANDS = frozenset({"us", "ca", "mx", "cl", "co", "cr", "gt", "pa", "ph", "pr", "sv", "ve", "do", "ni"})
"""Where paper is Letter (CLDR, measurement data: paperSize US)."""


@require_safe
@owning
def pdf(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Gives her notebook of a group as a PDF, in the language of the page, on the paper she chose or her land uses."""
    asked = request.GET.get("size", "")
    size = asked if asked in SIZES else paper_of(request)
    sheet = {**_sheet(who), "paper": "notebook", "copies": 1}
    content = pdf_of(_("My notebook"), [sheet], get_language() or "en", size)
    return _handed(HttpResponse(content, content_type="application/pdf"), who, "pdf")


@require_safe
@owning
def markdown(_request: HttpRequest, who: Belonging) -> HttpResponse:
    """Gives her notebook of a group as Markdown."""
    return _handed(HttpResponse(markdown_of(_sheet(who)), content_type="text/markdown; charset=utf-8"), who, "md")


@require_safe
@owning
def data(_request: HttpRequest, who: Belonging) -> HttpResponse:
    """Gives her notebook of a group as JSON."""
    answer = JsonResponse(takeaway.data_of(who.member), json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _handed(answer, who, "json")


def paper_of(request: HttpRequest) -> str:
    """Gives the size of paper usual where this browser says it is."""
    first = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0]
    land = first.replace("_", "-").rpartition("-")[2].strip().lower()
    return "letter" if "-" in first and land in LETTER_LANDS else "a4"


def _sheet(who: Belonging) -> Sheet:
    steps = {str(stage): str(stage_name(stage)) for stage in TIMED}
    return notebook(who.group.name, takeaway.parts_of(who.member, steps))


def _handed(answer: HttpResponse, who: Belonging, ending: str) -> HttpResponse:
    trail.note(who.group.id, who.person, trail.Act.EXPORTED, ending)
    answer["Content-Disposition"] = f'attachment; filename="besace-notebook.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
