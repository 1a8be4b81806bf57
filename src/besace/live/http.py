"""What every answer carries, and which hosts we answer for."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase

from besace.live import cookies, headers
from besace.live.sites import is_foreign

type Handler = Callable[[HttpRequest], HttpResponseBase]

FOR_PROGRAMS = "/api/"
"""Under this address programs ask, by a secret of their own (`besace.web.api`)."""


def guard_host(answer: Handler) -> Handler:
    """Answers only to names and addresses that can be this machine's.

    A private address cannot be rebound to by a foreign page, a foreign name can: names must be ours or be listed.
    """

    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not is_ours(request.META.get("HTTP_HOST", "")):
            said = b"This address is not served here.\n"
            return HttpResponseBadRequest(said, content_type="text/plain; charset=utf-8")
        return answer(request)

    return guarded


def house_headers(answer: Handler) -> Handler:
    """Adds what every answer carries (`headers`), its own before ours: outermost, so that refusals carry it too."""

    def headed(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        for name, value in headers.carried(secure=request.is_secure()).items():
            response.headers.setdefault(name, value)
        return response

    return headed


def fit_cookies(answer: Handler) -> Handler:
    """Has cookies fit the link: over https only the strictest are believed and given (`cookies`).

    Where programs ask none is believed: nothing a browser sends by itself opens anything there.
    """

    def fitted(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(FOR_PROGRAMS):
            request.COOKIES = {}
        if not request.is_secure():
            return answer(request)
        request.COOKIES = cookies.believed(request.COOKIES, secure=True)
        response = answer(request)
        cookies.tighten(response)
        return response

    return fitted


def guard_site(answer: Handler) -> Handler:
    """Refuses what another site's page began, links to our pages excepted (`sites`).

    Raises:
        PermissionDenied: it was begun elsewhere; nothing was done.
    """

    def guarded(request: HttpRequest) -> HttpResponseBase:
        if is_foreign(request.method or "", request.path, request.META):
            raise PermissionDenied
        return answer(request)

    return guarded


def guard_size(answer: Handler) -> Handler:
    """Refuses a body over the limit whatever its kind, before anything reads it; the handler has said how long it is.

    Raises:
        RequestDataTooBig: it is longer than `DATA_UPLOAD_MAX_MEMORY_SIZE`.
    """

    def guarded(request: HttpRequest) -> HttpResponseBase:
        size = str(request.META.get("CONTENT_LENGTH") or "")
        if size.isdecimal() and int(size) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        return answer(request)

    return guarded


def is_ours(host: str) -> bool:
    """Whether a Host header names this machine: loopback, a private or link-local address, or a known name."""
    name = _without_port(host).lower().rstrip(".")
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name.endswith((".local", ".localhost")) or name in (*settings.BESACE_NAMES, *settings.BESACE_HOSTS)
    known = address.is_private or address.is_loopback or address.is_link_local
    return (known and not address.is_unspecified) or name in settings.BESACE_HOSTS


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
