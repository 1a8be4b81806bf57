"""What lies on a phone that had no link: sealed, and gone once it has left, or once it must not lie there any more."""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, expect

from besace.live import rooms, seats, serving
from besace.live.models import Room
from tests.conftest import CHROMIUM, FLAGS
from tests.edge.conftest import Comes
from tests.edge.people import (
    BEA,
    CLEO,
    FAY,
    IN_TIME,
    LAPTOP,
    LIVE,
    Someone,
    advance,
    brought_to_clarification,
    does,
    set_table,
)
from tests.edge.test_shell import stands_by
from tests.edge.weather import weather
from tests.people import cast

pytestmark = pytest.mark.e2e
CANARY = "Zq7-heard-in-confidence-41x"
SOON = 5 * IN_TIME
ONE = "1 thing will leave when the link is back."
DUMP = """async () => {
  const names = (await indexedDB.databases()).map((one) => one.name);
  const opened = (name) => new Promise((done) => { indexedDB.open(name).onsuccess = (e) => done(e.target.result); });
  const came = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const plain = (_, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? text(value.buffer ?? value)
    : value instanceof CryptoKey ? `key ${value.extractable} ${value.algorithm.name} ${value.algorithm.length}` : value;
  const found = {};
  for (const name of names) {
    const db = await opened(name);
    for (const store of db.objectStoreNames) {
      found[`${name} ${store}`] = await came(db.transaction(store).objectStore(store).getAll());
    }
    db.close();
  }
  return JSON.stringify({ found, session: { ...sessionStorage }, local: { ...localStorage } }, plain);
}"""


def lies(page: Page) -> dict[str, list[dict[str, object]]]:
    """Everything that scripts have laid down in this browser for the house."""
    told = json.loads(page.evaluate(DUMP))
    assert (told["session"], told["local"]) == ({}, {})
    found: dict[str, list[dict[str, object]]] = told["found"]
    return found


def nothing_lies(page: Page) -> None:
    for _ in range(40):
        if not any(lies(page).values()):
            break
        page.wait_for_timeout(250)
    assert not any(lies(page).values())


def keeps(page: Page, text: str) -> None:
    page.locator("#ask-text").fill(text)
    page.get_by_role("button", name="Keep it for step 4").click()


@contextmanager
def unheard(page: Page) -> Iterator[None]:
    """The link is there, and yet no act leaves."""

    def aborted(route: Route) -> None:
        route.abort()

    page.route("**/act", aborted)
    yield
    page.unroute("**/act", aborted)


@pytest.fixture
def waiting(comes: Comes) -> Iterator[tuple[Room, Someone]]:
    """Bea in step 2, with something on her phone that has not left."""
    room = set_table()
    brought_to_clarification(room)
    bea = comes()
    bea.sits(room, BEA)
    with unheard(bea.page):
        keeps(bea.page, CANARY)
        expect(bea.page.locator("#waits")).to_have_text(ONE, timeout=SOON)
        yield room, bea


def test_what_waits_lies_sealed_under_a_key_that_no_script_reads_and_goes_once_it_has_left(waiting):
    room, bea = waiting
    found = lies(bea.page)
    (row,) = found["besace waiting"]
    (key,) = found["besace keys"]
    sealed = row["sealed"]

    assert key["key"] == "key false AES-GCM 256"
    assert CANARY not in json.dumps(found)
    assert CANARY.encode() not in base64.b64decode(sealed["bytes"])
    assert len(base64.b64decode(sealed["iv"])) == 12
    bea.page.unroute("**/act")
    does(room, CLEO, "ask", text="Since when?")  # her screen hears of it: the link is there
    expect(bea.page.locator("#waits")).to_be_empty(timeout=3 * SOON)
    assert [one.text for one in rooms.refreshed(room).session.kept[BEA]] == [CANARY]
    nothing_lies(bea.page)


def test_no_file_of_the_browser_holds_a_word_of_it(house, browser: Browser, tmp_path: Path):
    room = set_table()
    brought_to_clarification(room)
    plain = "Laid-open-on-purpose-93k"
    profile = browser.browser_type.launch_persistent_context(str(tmp_path), executable_path=CHROMIUM, args=FLAGS)
    try:
        bea = Someone(profile, house.url)
        bea.sits(room, BEA)
        with unheard(bea.page):
            keeps(bea.page, CANARY)
            expect(bea.page.locator("#waits")).to_have_text(ONE, timeout=SOON)
            laid = "(word) => new Promise((done) => { const a = indexedDB.open('control'); "
            laid += "a.onupgradeneeded = () => a.result.createObjectStore('s').add({ word }, 1); a.onsuccess = done; })"
            bea.page.evaluate(laid.replace("= done", "= () => done()"), plain)
            bea.page.wait_for_timeout(1_000)
    finally:
        profile.close()
    files = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file() and "IndexedDB" in str(one)]

    assert any(plain.encode() in one for one in files)  # control: what is not sealed is found there
    assert not any(CANARY.encode() in one or CANARY.encode("utf-16-le") in one for one in files)


def test_a_session_that_is_over_leaves_nothing_on_the_phone_and_shows_the_words_this_once(waiting):
    room, bea = waiting
    while rooms.refreshed(room).session.stage != "conclusion":
        advance(room)
    for condition in ("each-evaluated",):
        does(room, FAY, "waive", condition=condition, reason="for the test")
    does(room, FAY, "close")
    slip = bea.page.locator("#kept [data-slip]")
    expect(slip.locator("textarea")).to_have_value(CANARY, timeout=SOON)

    expect(slip).to_contain_text("The session is over")
    expect(bea.page.locator("#waits")).to_be_empty()
    nothing_lies(bea.page)
    slip.get_by_role("button", name="Let it go").click()
    expect(slip).to_have_count(0)


def test_a_seat_that_is_lost_takes_along_what_waited_for_it(waiting):
    room, bea = waiting
    (held,) = [place for place in seats.holders(room) if place.person == BEA]
    seats.shut_out(room, held.id)
    expect(bea.page.locator("h1")).to_have_text("No such seat", timeout=SOON)

    nothing_lies(bea.page)


def test_signing_out_takes_along_what_waits(waiting):
    _, bea = waiting
    key = cast.browser(cast.person("Bea")).cookies[settings.SESSION_COOKIE_NAME].value
    bea.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": bea.url}])
    other = bea.context.new_page()
    other.goto(f"{bea.url}/me/settings/")
    other.get_by_role("button", name="Sign out", exact=True).click()
    other.wait_for_url(f"{bea.url}/")

    nothing_lies(other)


def test_without_https_it_waits_in_this_tab_alone_a_reload_included(comes: Comes, house, monkeypatch):
    address = serving.lan_address()
    with weather(house.port, at=address or "127.0.0.1") as wifi:
        url = f"http://{address}:{wifi.port}" if address else f"http://besace.local:{wifi.port}"
        monkeypatch.setattr(settings, "BESACE_ADDRESS", url)
        room, bea = set_table(), comes(url=url)
        brought_to_clarification(room)
        page = bea.sits(room, BEA)
        assert page.evaluate("isSecureContext") is False
        with unheard(page):
            keeps(page, CANARY)
            expect(page.locator("#waits")).to_have_text(ONE, timeout=SOON)
            page.reload()
            expect(page.locator("#waits")).to_have_text(ONE, timeout=SOON)
        expect(page.locator("#waits")).to_be_empty(timeout=3 * SOON)

        assert [one.text for one in rooms.refreshed(room).session.kept[BEA]] == [CANARY]
        assert page.evaluate("sessionStorage.length") == 0


def test_the_console_says_at_once_that_the_clock_did_not_move_and_does_not_move_it_later(comes: Comes, house):
    room = set_table()
    brought_to_clarification(room)
    before = rooms.folded(room).seq
    with weather(house.port) as wifi:
        fay = comes(*LAPTOP, url=wifi.url)
        page = fay.sits(room, FAY)
        wifi.cut()
        page.get_by_role("button", name="Pause", exact=True).click()
        expect(page.get_by_text("This did not leave").first).to_be_visible(timeout=SOON)
        expect(page.locator("#waits")).to_be_empty()
        wifi.back()
        expect(page.locator("#link")).to_be_empty(timeout=SOON)
        page.wait_for_timeout(2_000)
        assert rooms.refreshed(room).seq == before


def test_a_room_whose_id_begins_with_a_dash_sends_as_any_other(comes: Comes, house, monkeypatch):
    """A browser gives no lock a name that begins with one: rooms of earlier releases may."""
    monkeypatch.setattr(Room._meta.get_field("id"), "_get_default", lambda: f"-{seats.new_person()}")
    room = set_table()
    brought_to_clarification(room)
    bea = comes()
    page = bea.sits(room, BEA)
    before = rooms.folded(room).seq
    keeps(page, CANARY)
    expect(page.locator("#ask-text")).to_have_value("")
    expect(page.locator("#waits")).to_be_empty()
    assert (room.id[0], rooms.refreshed(room).seq, bea.complaints) == ("-", before + 1, [])


def test_words_come_back_from_a_reload_without_a_link(comes: Comes, house):
    room = set_table()
    brought_to_clarification(room)
    with weather(house.port) as wifi:
        bea = comes(url=wifi.url)
        page = bea.sits(room, BEA)
        stands_by(page)
        wifi.cut()
        keeps(page, CANARY)
        expect(page.locator("#waits")).to_have_text(ONE, timeout=SOON)
        page.reload()
        expect(page.locator("h1")).to_have_text("No link just now")
        expect(page.locator("#waits")).to_have_text(ONE, timeout=SOON)
        assert CANARY not in page.content()
        wifi.back()
        page.wait_for_function(LIVE, timeout=3 * SOON)
        expect(page.locator("#waits")).to_be_empty(timeout=SOON)
        assert re.search(r"/s/[^/]+/$", page.url)

    assert [one.text for one in rooms.refreshed(room).session.kept[BEA]] == [CANARY]
