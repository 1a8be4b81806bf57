"""The whole set of headers of every kind of answer, over plain http and over https: nothing missing, nothing more."""

import http.client
import socket
from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from django.test import override_settings

from besace.live import headers, seats
from besace.live.line import LONGEST_HEAD
from besace.live.models import Seat
from besace.web.account.settings import feed_of
from tests.live.cast import FAY, a_room
from tests.live.running import served
from tests.people import cast

CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types besace"
)
NOTHING = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), captured-surface-control=(), clipboard-read=(), "
    "compute-pressure=(), cross-origin-isolated=(), display-capture=(), encrypted-media=(), gamepad=(), "
    "geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), keyboard-map=(), "
    "local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), picture-in-picture=(), "
    "serial=(), storage-access=(), sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=(), "
    "clipboard-write=(self), fullscreen=(self), screen-wake-lock=(self), publickey-credentials-create=(self), "
    "publickey-credentials-get=(self)"
)
PLAIN = {
    "content-security-policy": CONTENT,
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": NOTHING,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}
SECURE = PLAIN | {
    "content-security-policy": CONTENT + "; report-to csp",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "reporting-endpoints": 'csp="/reports"',
}
HTML, TEXT = {"content-type": "text/html; charset=utf-8"}, {"content-type": "text/plain; charset=utf-8"}
LEADS = {"location": "/account/?next=%2Fme%2Fsettings%2F", "vary": "Cookie, Accept-Language"}
JSON = {"content-type": "application/json"}
SAID = {"content-language": "en"}
VARIES = {"vary": "Cookie, Accept-Language, Accept-Encoding"}
READ = {"vary": "Accept-Language, Accept-Encoding"}
PDF = {"content-type": "application/pdf", "content-disposition": 'inline; filename="besace-six-steps.pdf"'}
CALENDAR = SAID | {
    "content-type": "text/calendar; charset=utf-8",
    "content-disposition": 'inline; filename="sessions.ics"',
    "cache-control": "private, no-cache",
    "vary": "Cookie, Accept-Language",
}
FILE = {"content-type": 'text/css; charset="utf-8"', "cache-control": "max-age=315360000, public, immutable"}
SCRIPT = {"content-type": "text/javascript; charset=utf-8"}
MANIFEST = {"content-type": "application/manifest+json"}
STREAM = {"content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no"}
MORE = SAID | VARIES
"""What Django says of a page whose language it chose, and which has a token in it."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with override_settings(ROOT_URLCONF="tests.live.urls", BESACE_PROXY="127.0.0.1"), served() as found:
        yield found


@pytest.fixture(scope="module")
def known() -> Mapping[str, str]:
    """A room, the key of a seat in it, and somebody's calendar."""
    room, key = a_room(), seats.new_key()
    seats.take(room, FAY, key, Seat.Role.FACILITATOR)
    return {"room": room.id, "key": key, "feed": feed_of(cast.person()).removeprefix(settings.BESACE_ADDRESS)}


KINDS: Mapping[str, tuple[str, str, int, Mapping[str, str], set[str]]] = {
    "page": ("GET", "/more/", 200, HTML | MORE, {"set-cookie"}),
    "packed page": ("GET", "/more/", 200, HTML | MORE | {"content-encoding": "gzip"}, {"set-cookie"}),
    "redirect": ("GET", "/me/settings/", 302, HTML | SAID | LEADS, set()),
    "not found": ("GET", "/nowhere/", 404, HTML | MORE, {"set-cookie"}),
    "not so": ("GET", "/account/logout/", 405, HTML | SAID | READ | {"allow": "POST"}, set()),
    "too long": ("POST", "/join/", 413, HTML | MORE, {"set-cookie"}),
    "no token": ("POST", "/join/", 403, HTML | MORE, {"set-cookie"}),
    "from elsewhere": ("GET", "/more/", 403, HTML | MORE, {"set-cookie"}),
    "broken": ("GET", "/fail", 500, HTML | MORE, set()),
    "json": ("GET", "/s/{room}/view", 200, JSON | SAID | READ, set()),
    "pdf": ("GET", "/sheet/en-a4.pdf", 200, PDF | MORE, set()),
    "calendar": ("GET", "{feed}", 200, CALENDAR, set()),
    "file": ("GET", "{static}", 200, FILE, {"etag", "last-modified"}),
    "worker": ("GET", "/worker.js", 200, SCRIPT | MORE, set()),
    "manifest": ("GET", "/manifest/en.webmanifest", 200, MANIFEST | MORE, set()),
    "no link": ("GET", "/offline/en/", 200, HTML | MORE | {"cache-control": "no-cache"}, set()),
    "stream": ("GET", "/s/{room}/stream", 200, STREAM, set()),
    "no stream": ("GET", "/s/nobody/stream", 404, {}, set()),
    "other host": ("GET", "/more/", 400, TEXT, set()),
}
"""Method, path, status, what the kind itself says, and what it says that changes each time."""


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_carries_exactly_what_it_should(kind, secure, port, known):
    method, path, status, says, changing = KINDS[kind]
    static = f"{settings.STATIC_URL}besace/css/tokens.css"
    answer = ask(port, kind, method, path.format(**known, static=static), known["key"], secure=secure)
    found = {name.lower(): value for name, value in answer.getheaders()}

    assert answer.status == status
    assert ("content-length" in found) != (found.pop("transfer-encoding", "") == "chunked")
    found.pop("content-length", None)
    assert all(found.pop(name, None) for name in {"date", *changing})
    assert found == {**(SECURE if secure else PLAIN), **says}


def ask(port: int, kind: str, method: str, path: str, key: str, *, secure: bool) -> http.client.HTTPResponse:
    """Asks for an answer of a kind, as a proxy of ours passes it on."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    sent = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https" if secure else "http"}
    sent["Cookie"] = f"{seats.SECURE_COOKIE if secure else seats.COOKIE}={key}"
    sent |= {"Accept-Encoding": "gzip"} if kind == "packed page" else {}
    sent |= {"Host": "elsewhere.example"} if kind == "other host" else {}
    sent |= {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"} if kind == "from elsewhere" else {}
    body = b"x" * (64 * 1024 + 1) if kind == "too long" else b"code=x" if kind == "no token" else None
    line.request(method, path, body, sent)
    return line.getresponse()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nothing of the kind\r\n\r\n", b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * LONGEST_HEAD + b"\r\n\r\n", b"431 Request Header"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 2 * LONGEST_HEAD, b"431 Request Header"),
    ],
)
def test_what_the_line_itself_refuses_carries_the_same(sent, status, port):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(sent)
        told = b"".join(iter(lambda: line.recv(65_536), b""))
    head = told.partition(b"\r\n\r\n")[0].decode().splitlines()
    found = dict(one.split(": ", 1) for one in head[1:])

    assert head[0].encode().startswith(b"HTTP/1.1 " + status)
    assert found.pop("content-length").isdecimal()
    assert found == {**PLAIN, **TEXT, "connection": "close"}


def test_what_our_pages_use_of_a_browser_is_theirs_and_nothing_else_is():
    assert not set(headers.OURS_TO_USE) & set(headers.NOBODYS)
