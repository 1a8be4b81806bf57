"""What every answer carries, and which hosts we answer for."""

import ipaddress
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.utils.csp import CSP, build_policy

type Handler = Callable[[HttpRequest], HttpResponseBase]

NO_FEATURE = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment")
)


def guard_host(answer: Handler) -> Handler:
    """Answers only to names and addresses that can be this machine's.

    A private address cannot be rebound to by a foreign page, a foreign name can: names must be ours or be listed.
    """

    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not is_ours(request.META.get("HTTP_HOST", "")):
            return HttpResponseBadRequest(b"This address is not served here.\n", content_type="text/plain")
        return answer(request)

    return guarded


def house_headers(answer: Handler) -> Handler:
    """Adds what every answer carries beside Django's own: what a page may load (written once, not for each answer, as
    Django's middleware does), nothing kept by caches, nothing embedded elsewhere; and has cookies fit the link.
    """
    policy = build_policy(cast("dict[str, list[str]]", settings.SECURE_CSP))

    def headed(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault(str(CSP.HEADER_ENFORCE), policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", NO_FEATURE)
        response.headers.setdefault("Cache-Control", "no-store")
        if not request.is_secure():  # browsers ignore it there, and complain
            response.headers.pop("Cross-Origin-Opener-Policy", None)
        else:
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response

    return headed


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
