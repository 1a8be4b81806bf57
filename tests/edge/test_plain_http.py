"""Without https no page may lean on what browsers keep for secure ones; behind https all is strict."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from besace.live import rooms, seats, serving
from besace.live.limits import LIMITS
from besace.live.server import Application
from besace.web.acting import shortly
from besace.web.islands import render
from tests.edge.conftest import Comes
from tests.edge.people import ANA, IN_TIME, LAPTOP, seat, set_table
from tests.edge.weather import weather

SECURE_ONLY = (
    r"crypto\.randomUUID|navigator\.(share|mediaDevices|geolocation|storage)"
    r"|\bcaches\b|\bNotification\b|\bPushManager\b|\bcookieStore\b|showOpenFilePicker|\bSharedArrayBuffer\b"
)
GUARDED = {
    "navigator.wakeLock": r"!navigator\.wakeLock",
    "trustedTypes": r"window\.trustedTypes\s*\?",
    "navigator.clipboard": r"if \(navigator\.clipboard\)[^}]*else",
    "crypto.subtle": r"able = Boolean\(window\.isSecureContext &&[^;]*crypto\.subtle\)",
    "navigator.locks": r"window\.isSecureContext \? navigator\.locks : null",
    "navigator.serviceWorker": r"window\.isSecureContext \? navigator\.serviceWorker : null",
    "navigator.credentials": r"able = window\.isSecureContext && window\.PublicKeyCredential",
}
SCRIPTS = sorted(Path(str(resources.files("besace.web") / "static" / "besace")).rglob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_leans_on_a_secure_context(script):
    code = re.sub(r"//.*", "", script.read_text())

    assert re.findall(SECURE_ONLY, code) == []
    for name, guard in GUARDED.items():
        assert name not in code or re.search(guard, code), name


@pytest.mark.e2e
def test_a_room_is_held_on_a_plain_private_address(comes: Comes, house, monkeypatch):
    """No machine has this name but this one; to a browser it is as little secure as an address of a café's Wi-Fi."""
    address = serving.lan_address()
    with weather(house.port, at=address or "127.0.0.1") as door:
        url = f"http://{address}:{door.port}" if address else f"http://besace.local:{door.port}"
        monkeypatch.setattr(settings, "BESACE_ADDRESS", url)
        fay, ana = comes(*LAPTOP, url=url), comes(url=url)
        room = fay.opens_a_room("Ana\nBea")
        board = fay.opens_the_board()
        ana.types_code(board.locator(".boardcode").inner_text())
        ana.knocks("Ana")
        fay.page.get_by_role("button", name="Admit Ana").click()
        ana.is_seated()
        fay.page.get_by_role("button", name="Open the session").click()
        ana.page.get_by_role("button", name="I have spoken").click()
        expect(fay.page.locator("#i-seat1")).to_contain_text("has spoken", timeout=IN_TIME)

        assert [page.evaluate("isSecureContext") for page in (fay.page, ana.page, board)] == [False] * 3
        kept = {one["name"]: (one["secure"], one["httpOnly"]) for one in ana.context.cookies()}
        assert kept[seats.COOKIE] == (False, True)
        assert fay.complaints + ana.complaints == []
        assert len(rooms.refreshed(room).session.present) == 1


async def _asked(path: str, scheme: str, cookie: str = "") -> tuple[int, list[str], dict[str, str]]:
    """Asks the application as a server behind https would."""
    sent: list[dict[str, Any]] = []
    headers = [(b"host", b"localhost"), (b"cookie", cookie.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
    scope |= {"headers": headers, "scheme": scheme, "client": ("127.0.0.1", 9), "server": ("localhost", 443)}
    scope |= {"http_version": "1.1", "root_path": ""}
    waits: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    waits.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await Application(render, shortly)(scope, waits.get, send)
    found = [(name.decode().lower(), value.decode()) for name, value in sent[0]["headers"]]
    return sent[0]["status"], [value for name, value in found if name == "set-cookie"], dict(found)


def asked(path: str, scheme: str, cookie: str = "") -> tuple[int, list[str], dict[str, str]]:
    with ThreadPoolExecutor(1) as aside:  # a browser keeps a loop in this thread
        return aside.submit(asyncio.run, _asked(path, scheme, cookie)).result(10)


def test_behind_https_every_cookie_is_the_strictest_and_a_plain_one_counts_for_nothing():
    room = set_table()
    key = seat(room, ANA)
    path = f"/s/{room.id}/"
    strict, plain = f"{seats.SECURE_COOKIE}={key}", f"{seats.COOKIE}={key}"
    status, cookies, headers = asked(path, "https", strict)

    assert status == 200
    assert cookies
    assert all("Secure" in one and "HttpOnly" in one and "SameSite=Lax" in one for one in cookies)
    assert "Strict-Transport-Security".lower() in headers
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert seats.SECURE_COOKIE.startswith("__Host-")
    assert [asked(path, "https", plain)[0], asked(path, "http", strict)[0], asked(path, "http", plain)[0]] == [
        404,
        404,
        200,
    ]
    status, cookies, headers = asked(path, "http", plain)
    assert not any("Secure" in one for one in cookies)
    assert {"strict-transport-security", "cross-origin-opener-policy"} & headers.keys() == set()


@pytest.mark.parametrize(("secure", "name"), [(True, "__Host-besace_device"), (False, "besace_device")])
def test_a_browsers_key_is_given_in_the_strictest_cookie_the_link_allows(secure, name):
    from django.test import Client  # noqa: PLC0415

    LIMITS.forget()
    answer = Client(headers={"host": "localhost"}).post("/join/", {"code": "x"}, secure=secure)
    cookie = answer.cookies[name]

    assert (bool(cookie["secure"]), cookie["path"], cookie["domain"], cookie["httponly"]) == (secure, "/", "", True)


@pytest.mark.e2e
def test_the_facilitators_browser_tells_where_the_session_is_held(comes):
    room = comes(*LAPTOP, timezone_id="Pacific/Auckland").opens_a_room("Ana\nBea")

    assert rooms.folded(room).session.zone == "Pacific/Auckland"
