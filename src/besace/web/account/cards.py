"""The cards of the console that someone no longer wants to see: listed among her settings, to be brought back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from besace.live.cards import CODES
from besace.people import cards
from besace.people.models import Person
from besace.web.account.way_back import leading_to
from besace.web.card_words import kind
from besace.web.who import signed_in


def cards_said(person: Person) -> list[dict[str, str]]:
    """The kinds she put away, as the page lists them."""
    return [{"code": code, "kind": kind(code)} for code in cards.of(person)]


@require_POST
@signed_in
def bring_back(request: HttpRequest, person: Person) -> HttpResponse:
    """Shows her cards of one kind again, in the rooms she facilitates now and in those to come."""
    code = request.POST.get("code", "")
    if code not in CODES:
        raise Http404
    cards.bring_back(person, code)
    return redirect(leading_to("settings", done="card") + "#cards")
