"""The short way of an act: what a page's own script posts, past what only pages need.

Every check of the long way that can refuse it is made here too, by the same functions. Whatever is not plainly in
order is left to the long way before anything is done, which refuses it in its own words.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import ResolverMatch

from besace import policy
from besace.live import clock, cookies
from besace.live.http import is_ours
from besace.live.sites import is_foreign
from besace.policy import Gate
from besace.web import room
from besace.web.errors import UNREADABLE
from besace.web.gate import wants_json
from besace.web.pace import ACT, ACTS, whose

FORM = "application/x-www-form-urlencoded"


class _Token(CsrfViewMiddleware):
    """Django's own check of a form's token and origin, whose refusal is put in words on the long way."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:  # noqa: ARG002 - Django's signature
        return HttpResponse(status=403)


_TOKEN = _Token(lambda _: HttpResponse())


def shortly(request: HttpRequest, room_id: str) -> HttpResponse | None:
    """Does an act in this room and gives its answer, without the headers of the house; None where it takes the long
    way. The body is no longer than the limit.

    As `room.act` behind the settings' MIDDLEWARE: what is missing of these here is for pages, accounts and programs.
    """
    if not _is_plain(request):
        return None
    request.COOKIES = cookies.believed(request.COOKIES, secure=request.is_secure())
    request.resolver_match = ResolverMatch(room.act, (), {"room_id": room_id}, ACT)
    try:
        in_order = _is_vouched_for(request) and not ACTS.wait(whose(request), clock.real())
    except UNREADABLE:
        return None
    return _done(request, room_id) if in_order else None


def _done(request: HttpRequest, room_id: str) -> HttpResponse | None:
    try:
        return room.act(request, room_id)
    except Http404:  # there is no such room, or no seat in it: nothing was done
        return None


def _is_plain(request: HttpRequest) -> bool:
    told = request.META
    ours = is_ours(told.get("HTTP_HOST", "")) and not is_foreign(request.method or "", request.path, told)
    return ours and request.method == "POST" and request.content_type == FORM and wants_json(request)


def _is_vouched_for(request: HttpRequest) -> bool:
    if not policy.page_opens(ACT, Gate.SEATED):
        return False
    _TOKEN.process_request(request)
    return _TOKEN.process_view(request, room.act, (), {}) is None
