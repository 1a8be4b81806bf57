"""Whose word counts on who asks: forged headers change nothing, every proxy of ours is counted (ASVS 5.0, 15.3.4)."""

import http.client
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.test import override_settings

from besace import cli
from besace.live import proxy, seats
from besace.live.limits import LIMITS
from besace.live.models import Seat
from besace.web.account.adapter import AccountAdapter
from tests.live.cast import FAY, a_room
from tests.live.running import served

FORGED = {
    "X-Forwarded-For": "203.0.113.5",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "elsewhere.example",
    "X-Real-IP": "203.0.113.5",
    "Forwarded": 'for=203.0.113.5;proto=https;host="elsewhere.example"',
}


def told(whose: str, count: str, peer: str | None, *lines: tuple[str, str]) -> tuple[str, str]:
    """Who asks and by which scheme, of a request from `peer` with these headers."""
    scope: dict[str, Any] = {"client": (peer, 9) if peer is not None else None, "scheme": "http"}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in lines]
    proxy.read(whose, count).tell(scope)
    return (scope["client"] or ("",))[0], scope["scheme"]


FOR, PROTO = "x-forwarded-for", "x-forwarded-proto"


@pytest.mark.parametrize(
    ("whose", "count", "peer", "lines", "who"),
    [
        ("", "1", "127.0.0.1", [(FOR, "1.1.1.1"), (PROTO, "https")], ("127.0.0.1", "http")),
        ("10.0.0.0/8", "1", "192.0.2.1", [(FOR, "1.1.1.1"), (PROTO, "https")], ("192.0.2.1", "http")),
        ("10.0.0.0/8", "1", "10.1.2.3", [(FOR, "1.1.1.1"), (PROTO, "https")], ("1.1.1.1", "https")),
        ("127.0.0.1,::1", "1", "::1", [(FOR, "1.1.1.1"), (PROTO, "https")], ("1.1.1.1", "https")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "6.6.6.6, 1.1.1.1"), (PROTO, "https")], ("1.1.1.1", "https")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "6.6.6.6"), (FOR, "1.1.1.1")], ("1.1.1.1", "http")),
        ("127.0.0.1", "2", "127.0.0.1", [(FOR, "6.6.6.6, 1.1.1.1, 10.0.0.7")], ("1.1.1.1", "http")),
        ("127.0.0.1", "2", "127.0.0.1", [(FOR, "6.6.6.6"), (PROTO, "https")], ("127.0.0.1", "http")),
        ("127.0.0.1", "1", "127.0.0.1", [(PROTO, "https")], ("127.0.0.1", "http")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "1.1.1.1"), (PROTO, "http, https")], ("1.1.1.1", "https")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "1.1.1.1"), (PROTO, "https, http")], ("1.1.1.1", "http")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "1.1.1.1"), (PROTO, "javascript")], ("1.1.1.1", "http")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "no address"), (PROTO, "https")], ("127.0.0.1", "https")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "1.1.1.1:4711")], ("1.1.1.1", "http")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "[2001:db8::7]:4711")], ("2001:db8::7", "http")),
        ("127.0.0.1", "1", "127.0.0.1", [(FOR, "2001:DB8::7")], ("2001:db8::7", "http")),
        ("*", "1", None, [(FOR, "6.6.6.6, 1.1.1.1"), (PROTO, "https")], ("1.1.1.1", "https")),
        ("127.0.0.1", "1", None, [(FOR, "1.1.1.1")], ("", "http")),
    ],
)
def test_of_what_proxies_say_as_much_is_believed_as_there_are_of_ours(whose, count, peer, lines, who):
    assert told(whose, count, peer, *lines) == who


@pytest.mark.parametrize(("whose", "count"), [("localhost", "1"), ("10.0.0.1/8", "1"), ("127.0.0.1", "0"), ("", "x")])
def test_what_says_nothing_stops_the_house_with_a_sentence(whose, count, monkeypatch):
    monkeypatch.setenv("BESACE_PROXY", whose)
    monkeypatch.setenv("BESACE_PROXY_COUNT", count)
    ran = CliRunner().invoke(cli.main, ["serve"])

    assert ran.exit_code == 2
    assert "BESACE_PROXY" in ran.output


@pytest.fixture
def direct() -> Iterator[int]:
    """A house without a proxy, asked by anybody directly."""
    LIMITS.forget()
    cache.clear()
    with served() as port:
        yield port
    LIMITS.forget()
    cache.clear()


def ask(port: int, method: str, path: str, body: str | None = None, **more: str) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded", **FORGED, **more})
    return line.getresponse()


def test_forged_headers_change_nothing_for_pages_and_streams(direct):
    room, key = a_room(), seats.new_key()
    seats.take(room, FAY, key, Seat.Role.FACILITATOR)
    page = ask(direct, "GET", "/join/")
    stream = ask(direct, "GET", f"/s/{room.id}/stream", Cookie=f"{seats.COOKIE}={key}")
    strict = ask(direct, "GET", f"/s/{room.id}/stream", Cookie=f"{seats.SECURE_COOKIE}={key}")

    assert (page.status, stream.status, strict.status) == (200, 200, 404)
    assert {"strict-transport-security", "reporting-endpoints"}.isdisjoint(name.lower() for name in page.headers)
    assert "elsewhere.example" not in page.read().decode() + str(page.headers)


def test_whoever_forges_another_sender_each_time_is_stopped_like_anybody(direct):
    told = []
    for n in range(31):
        token = "t" * 32
        body = f"csrfmiddlewaretoken={token}&code=WRONG{n:03d}"
        forged = {"X-Forwarded-For": f"203.0.113.{n}", "Cookie": f"besace_csrf={token}"}
        told.append(ask(direct, "POST", "/join/", body, **forged).read().decode())

    assert all("No room has this code now" in one for one in told[:30])
    assert "then try again" in told[30]


def test_the_library_of_accounts_believes_no_header_either(rf):
    asked = rf.get("/", headers=FORGED | {"X-Forwarded-For": "203.0.113.5, 203.0.113.6"})
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert AccountAdapter().get_client_ip(asked) == "127.0.0.1"
