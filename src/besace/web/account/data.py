"""All that is one's own: taken along in one go, or let go of by closing one's account (GDPR 15, 17, 20)."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from besace.method.words import TIMED
from besace.papers.markdown import markdown_of
from besace.papers.press import SIZES, pdf_of
from besace.people import closing, everything, readable, trail
from besace.people.editions import Outdated
from besace.people.models import Member, Person
from besace.web.account.proof import is_fresh
from besace.web.account.way_back import leading_to
from besace.web.names import stage_name
from besace.web.own.taking import paper_of
from besace.web.own.words import tick
from besace.web.who import Own, signed_in

REFUSED, OVERTAKEN = 422, 409


class CloseForm(forms.Form):
    """Closing asks for one tick."""

    sure = tick(
        gettext_lazy("I have taken what I want to keep, and close my account"),
        error=gettext_lazy("Tick this first: nobody can bring it back."),
    )


def shown_herself(view: Own) -> Callable[..., HttpResponse]:
    """Opens a view to whoever has shown within a quarter of an hour that it is she (`proof.is_fresh`)."""

    @signed_in
    def opened(request: HttpRequest, person: Person) -> HttpResponse:
        if not is_fresh(request, person):
            return HttpResponseRedirect(leading_to("account_again", leading_to("my-data")))
        return view(request, person)

    return opened


@require_safe
@signed_in
def data(request: HttpRequest, person: Person) -> HttpResponse:
    """Shows what can be taken along, and what closing the account means."""
    return _shown(request, person, CloseForm())


@require_safe
@shown_herself
def as_json(_request: HttpRequest, person: Person) -> HttpResponse:
    """Gives all of it for another tool."""
    answer = JsonResponse(everything.data_of(person), json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _handed(answer, person, "json")


@require_safe
@shown_herself
def as_markdown(_request: HttpRequest, person: Person) -> HttpResponse:
    """Gives all of it as text."""
    text = "\n".join(markdown_of(sheet) for sheet in readable.sheets_of(person, _steps()))
    return _handed(HttpResponse(text, content_type="text/markdown; charset=utf-8"), person, "md")


@require_safe
@shown_herself
def as_pdf(request: HttpRequest, person: Person) -> HttpResponse:
    """Gives all of it to read or print."""
    asked = request.GET.get("size", "")
    size = asked if asked in SIZES else paper_of(request)
    sheets = [{**sheet, "paper": "notebook", "copies": 1} for sheet in readable.sheets_of(person, _steps())]
    content = pdf_of(_("All that is mine"), sheets, get_language() or "en", size)
    return _handed(HttpResponse(content, content_type="application/pdf"), person, "pdf")


@require_POST
@shown_herself
def close(request: HttpRequest, person: Person) -> HttpResponse:
    """Closes the account, unless something is hers alone to answer for."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _shown(request, person, form, REFUSED)
    try:
        closing.close(person)
    except closing.StillNeeded:
        form.add_error(None, _("Not yet: hand on what is named below, then close it."))
        return _shown(request, person, form, REFUSED)
    except Outdated:
        form.add_error(None, _("The dates were changed at the same moment. Look at them, then do it again."))
        return _shown(request, person, form, OVERTAKEN)
    get_adapter().logout(request)
    answer = render(request, "account/closed.html")
    answer["Clear-Site-Data"] = '"storage"'
    return answer


def _steps() -> dict[str, str]:
    return {str(stage): str(stage_name(stage)) for stage in TIMED}


def _handed(answer: HttpResponse, person: Person, ending: str) -> HttpResponse:
    trail.note(trail.HOUSE, person, trail.Act.EXPORTED, ending)
    answer["Content-Disposition"] = f'attachment; filename="besace.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(request: HttpRequest, person: Person, form: CloseForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "held": closing.held_by(person),
        "groups": Member.objects.filter(person=person).select_related("group").order_by("joined"),
        "size": paper_of(request),
        "fresh": is_fresh(request, person),
    }
    return render(request, "account/data.html", context, status=status)
