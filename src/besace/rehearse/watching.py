"""The page that begins a made-up session and leads to it: one touch from the first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from besace.languages import spoken
from besace.live import seats
from besace.policy import Gate
from besace.rehearse import watched
from besace.web.by_table import asks
from besace.web.gate import key_of
from besace.web.joining import page_of
from besace.web.pages import first_page


@require_POST
@asks(Gate.OPEN)
def watch(request: HttpRequest) -> HttpResponse:
    """Leads to a session in motion, in the language of the page; says so where no more can play."""
    key = key_of(request) or seats.new_key()
    place = watched.watch(spoken(get_language() or ""), key)
    if place is None:
        return first_page(request, full=True)
    answer = redirect(page_of(place))
    seats.remember(answer, key, secure=request.is_secure())
    return answer
