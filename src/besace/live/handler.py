"""Django for ASGI, each request whole in one thread of a pool.

Django's own ASGI handler makes a thread a request and hops between threads at each middleware; here threads, and
their open databases, stay. An act, which a whole room waits for, may go a shorter way (`web.acting`).
"""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core import signals
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from besace import metrics
from besace.live.headers import as_bytes, carried

type Headers = list[tuple[bytes, bytes]]
type Answered = tuple[int, Headers, bytes]
type Short = Callable[[HttpRequest, str], HttpResponse | None]
"""Answers an act in the room of this id, or leaves it to Django whole."""

ACT = re.compile(r"/s/([^/]+)/act")
THREADS = 8
STATUSES = (200, 204, 302, 304, 400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503, 507)
ANSWERS = metrics.Counter("besace_answers_total", "Answers to pages and acts.", status=list(map(str, STATUSES)))
BODY_WITHIN = 30.0
"""Seconds for a body to arrive: its 64 KiB take ten on a bad line, and who sends a byte a minute holds nothing up."""


class ThreadedDjango(BaseHandler):
    """An ASGI application that hands each request to Django in a thread, acts to `short` first."""

    def __init__(self, short: Short | None = None) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self._short = short
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="besace-web")

    async def __call__(self, scope: dict[str, Any], receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
        """Answers one HTTP request; a body over the limit is not read to its end, nor one that does not come."""
        body = await taken(scope, receive, send)
        if body is not None:
            await tell(send, await self.answered(scope, body))

    async def answered(self, scope: dict[str, Any], body: bytes) -> Answered:
        """What Django answers, in a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, scope, body)

    def _answer(self, scope: dict[str, Any], body: bytes) -> Answered:
        set_script_prefix("/")
        signals.request_started.send(sender=self.__class__, scope=scope)
        response = self._shortly(scope, body) or self._response(scope, body)
        try:
            content = b"".join(response)
            return response.status_code, _headers(response), content
        finally:
            response.close()

    def _shortly(self, scope: dict[str, Any], body: bytes) -> HttpResponse | None:
        found = ACT.fullmatch(scope["path"])
        if self._short is None or found is None or len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return None
        try:
            request = ASGIRequest(scope, BytesIO(body))
        except UnicodeDecodeError:
            return None
        try:
            response = self._short(request, found[1])
        except Exception as failure:  # noqa: BLE001 - told as by Django; asked anew it might be done twice
            response = response_for_exception(request, failure)
        if response is not None:
            for name, value in carried(secure=request.is_secure()).items():
                response.headers.setdefault(name, value)
            response.headers["Content-Length"] = str(len(response.content))
        return response

    def _response(self, scope: dict[str, Any], body: bytes) -> HttpResponseBase:
        try:
            request = ASGIRequest(scope, BytesIO(body))
        except UnicodeDecodeError:
            return HttpResponseBadRequest(headers=carried(secure=scope["scheme"] == "https"))
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:  # also where no header says so beforehand
            request.META["CONTENT_LENGTH"] = str(len(body))
        return self.get_response(request)


async def taken(scope: dict[str, Any], receive: Callable[[], Any], send: Callable[[Any], Any]) -> bytes | None:
    """The request's body; None where it does not come in time, which is said, or its sender went away."""
    try:
        async with asyncio.timeout(BODY_WITHIN):
            return await _body(receive)
    except TimeoutError:
        await say(scope, send, HTTPStatus.REQUEST_TIMEOUT, [(b"connection", b"close")])
        return None


async def tell(send: Callable[[Any], Any], answer: Answered) -> None:
    """Sends what Django answered."""
    status, headers, content = answer
    ANSWERS.add(str(status))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


async def say(scope: dict[str, Any], send: Callable[[Any], Any], status: int, more: Headers | None = None) -> None:
    """Answers without a word and without Django, with what every answer carries."""
    headers = [*as_bytes(secure=scope["scheme"] == "https"), (b"content-length", b"0"), *(more or [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _body(receive: Callable[[], Any]) -> bytes | None:
    """The request's body, or its beginning when it is too long; None when the sender went away."""
    parts, size = [], 0
    while size <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if not message.get("more_body", False):
            break
    return b"".join(parts)


def _headers(response: HttpResponseBase) -> Headers:
    headers = [(name.encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    cookies = [(b"Set-Cookie", cookie.OutputString().encode("ascii")) for cookie in response.cookies.values()]
    return headers + cookies
