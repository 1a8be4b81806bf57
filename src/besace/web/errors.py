"""What is answered when nothing else can be: calm pages that give nothing away."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from functools import wraps
from typing import Concatenate

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import page_not_found, server_error

from besace.journal.writer import is_away, is_full
from besace.people import trail
from besace.web.forms import typed
from besace.web.gate import ROOM, spoken_in, wants_json

type Handler = Callable[[HttpRequest], HttpResponseBase]

NOT_ALLOWED = 405
AWAY = 503
FULL = 507
UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation)
"""What Django raises of a body that it cannot, or will not, take in."""


def with_token[**P](answer: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that may hold a form, whatever was asked: to give a token Django reads the body, and a body that cannot
    be read would break the very page that says so. It is read here first; Django gives an empty one from then on.
    """
    drawn = requires_csrf_token(answer)

    @wraps(answer)
    def said(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with suppress(*UNREADABLE):
            _ = request.POST
        return drawn(request, *args, **kwargs)

    return said


@with_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers what could not be read: 413 for a body over the limit, 400 for the rest."""
    large = isinstance(exception, RequestDataTooBig)
    status = 413 if large else 400
    with their_language(request):
        if wants_json(request):
            sentence = _("That is too long to take in.") if large else _("This could not be read.")
            return JsonResponse({"sentence": sentence}, status=status)
        return render(request, "400.html", {"large": large}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers for what is not there, or not theirs. A body that cannot be read is answered as at any other address:
    Django's own page would read it for the form's token, and break.
    """
    try:
        _ = request.POST
    except UNREADABLE as wrong:
        return bad_request(request, wrong)
    return page_not_found(request, exception)


@with_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answers a form that this browser does not vouch for."""
    trail.note_once(trail.HOUSE, "", trail.Act.FOREIGN, "form")
    with their_language(request):
        if wants_json(request):
            sentence = _("This page has grown old. Look again, then send it once more.")
            return JsonResponse({"sentence": sentence}, status=403)
        return render(request, "403.html", status=403)


def not_from_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's
    """Answers what another site began, as a form that this browser does not vouch for; a body that cannot be read as at
    any other address.
    """
    try:
        _ = request.POST
    except UNREADABLE as wrong:
        trail.note_once(trail.HOUSE, "", trail.Act.FOREIGN, "form")
        return bad_request(request, wrong)
    return csrf_failure(request)


@with_token
def gave_way(request: HttpRequest) -> HttpResponse:
    """Answers what broke: with the words back where the disk is full (507) or a database server does not answer (503),
    so that she can act on it; else 500.
    """
    broken = sys.exception()
    if is_full(broken):
        return _given_back(request, FULL, _full)
    if is_away(broken):
        return _given_back(request, AWAY, _away)
    return server_error(request)


def _full() -> str:
    return _(
        "The disk of this Besace is full: nothing was done, and your words stay here. Tell the person who "
        "looks after it to make room, then send this again."
    )


def _away() -> str:
    return _(
        "The database of this Besace does not answer just now, and your words stay here. Send this again in a moment."
    )


def _given_back(request: HttpRequest, status: int, sentence: Callable[[], str]) -> HttpResponse:
    with their_language(request):
        if wants_json(request):
            return JsonResponse({"sentence": sentence()}, status=status)
        room = ROOM.match(request.path)
        context = {"room": room[0] if room else "", "typed": typed(request.POST)}
        return render(request, f"{status}.html", context, status=status)


def say_methods(answer: Handler) -> Handler:
    """Gives words to Django's bare answer to an address asked in a way it does not take: typed in, or gone back to."""

    def said(request: HttpRequest) -> HttpResponseBase:
        found = answer(request)
        if found.status_code != NOT_ALLOWED or wants_json(request):
            return found
        with their_language(request):
            page = render(request, "405.html", status=NOT_ALLOWED)
        page["Allow"] = found["Allow"]
        return page

    return said


def their_language(request: HttpRequest) -> AbstractContextManager[None]:
    return override(spoken_in(request) or get_language())
