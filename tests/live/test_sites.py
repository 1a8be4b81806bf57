"""Who begins a request: our own page, a person, or another site. Every combination of what a browser tells of it."""

import http.client
from collections.abc import Iterator
from itertools import product

import pytest
from django.test import override_settings

from besace.live import rooms, seats
from besace.live.models import Room, Seat
from besace.live.sites import is_foreign
from tests.live.cast import FAY, a_room
from tests.live.running import served

SITES = (None, "same-origin", "none", "same-site", "cross-site", "of-a-kind-to-come")
OURS = {None, "same-origin", "none"}
MODES = (None, "navigate", "cors", "no-cors", "same-origin", "websocket")
DESTS = (None, "document", "iframe", "frame", "embed", "object", "empty", "image", "script")
TOKEN = "t" * 32


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with override_settings(BESACE_PROXY="127.0.0.1"), served() as found:
        yield found


@pytest.fixture(scope="module")
def seat() -> tuple[Room, str]:
    room, key = a_room(), seats.new_key()
    seats.take(room, FAY, key, Seat.Role.FACILITATOR)
    return room, key


def ask(port: int, method: str, path: str, body: str | None = None, **told: str | None) -> int:
    """The status of an answer; what is told are headers, those that are None left out."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    sent = {name.replace("_", "-"): value for name, value in told.items() if value is not None}
    line.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded", **sent})
    status = line.getresponse().status
    line.close()
    return status


@pytest.mark.parametrize("path", ["/s/{room}/view", "/s/{room}/time", "/s/{room}/stream"])
@pytest.mark.parametrize("site", SITES)
def test_what_scripts_read_is_read_by_ours_alone(path, site, port, seat):
    room, key = seat
    for mode, dest in product((None, "navigate", "cors"), (None, "document", "empty")):
        told = {"sec_fetch_site": site, "sec_fetch_mode": mode, "sec_fetch_dest": dest}
        status = ask(port, "GET", path.format(room=room.id), cookie=f"{seats.COOKIE}={key}", **told)
        assert status == (200 if site in OURS else 403), (mode, dest)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_another_site_leads_to_a_page_by_a_link_and_by_nothing_else(method, site, port, seat):
    room, key = seat
    for mode, dest in product(MODES, DESTS):
        told = {"sec_fetch_site": site, "sec_fetch_mode": mode, "sec_fetch_dest": dest}
        opens = site in OURS or (mode, dest) == ("navigate", "document")
        assert is_foreign(method, f"/s/{room.id}/", meta(told)) is not opens, (mode, dest)
    told = {"sec_fetch_site": site, "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert ask(port, method, f"/s/{room.id}/", cookie=f"{seats.COOKIE}={key}", **told) == 200
    told |= {"sec_fetch_dest": "iframe"}
    framed = ask(port, method, f"/s/{room.id}/", cookie=f"{seats.COOKIE}={key}", **told)
    assert framed == (200 if site in OURS else 403)


def meta(told: dict[str, str | None]) -> dict[str, str]:
    return {f"HTTP_{name.upper()}": value for name, value in told.items() if value is not None}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_that_may_change_something_is_begun_elsewhere_however_it_is_told(method):
    for site, mode, dest in product(SITES, MODES, DESTS):
        told = meta({"sec_fetch_site": site, "sec_fetch_mode": mode, "sec_fetch_dest": dest})
        assert is_foreign(method, "/join/", told) is (site not in OURS)


ORIGINS = {"http": (None, "ours", "null", "http://elsewhere.example", "https://ours"), "https": ("ours", "http://ours")}


@pytest.mark.parametrize(("scheme", "origin"), [(scheme, one) for scheme in ORIGINS for one in ORIGINS[scheme]])
@pytest.mark.parametrize("token", ["right", "wrong", "none"])
@pytest.mark.parametrize("site", SITES)
def test_an_act_needs_the_token_the_origin_and_the_site_together(scheme, origin, token, site, port, seat):
    room, key = seat
    before = rooms.folded(room).seq
    here = f"127.0.0.1:{port}"
    strict = "__Host-" if scheme == "https" else ""
    cookies = f"{strict}{seats.COOKIE}={key}; {strict}besace_csrf={TOKEN}"
    body = {"right": f"csrfmiddlewaretoken={TOKEN}&", "wrong": f"csrfmiddlewaretoken={'w' * 32}&", "none": ""}[token]
    told = {
        "sec_fetch_site": site,
        "origin": origin and origin.replace("ours", here if "//" in origin else f"{scheme}://{here}"),
    }
    passed = {"x_forwarded_for": "198.51.100.9", "x_forwarded_proto": scheme}
    status = ask(port, "POST", f"/s/{room.id}/act", f"{body}act=no-such-act", cookie=cookies, **told, **passed)

    taken = site in OURS and token == "right" and origin in {None, "ours"}
    assert status == (409 if taken else 403)
    assert rooms.refreshed(room).seq == before
