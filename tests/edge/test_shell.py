"""The house on a phone's first screen: what installs it, and a worker that keeps its shell and never content."""

import json
from importlib import resources
from pathlib import Path
from struct import unpack

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from besace.languages import LANGUAGES
from besace.live import rooms
from besace.web import shell
from tests.edge.conftest import Comes
from tests.edge.people import BEA, CLEO, LIVE, advance, brought_to_clarification, does, set_table
from tests.edge.weather import weather

SOON = 15_000
CANARY = "Zq7-heard-in-confidence-41x"
GROUND = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const [page, under] = [document.body, document.documentElement].map((one) => getComputedStyle(one).backgroundColor);
  pen.fillStyle = under === "rgba(0, 0, 0, 0)" ? page : under;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""
NEVER_AT_REST = "window.requestIdleCallback = (act, { timeout } = {}) => timeout && setTimeout(act, timeout);"
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request, { ignoreVary: true });
      found[request.url] = [name, answer.headers.get("cache-control"), await answer.text()];
    }
  }
  return found;
}"""


def stands_by(page: Page) -> None:
    """Waits until the worker has this page in hand, and knows its language."""
    until(page, "Boolean(navigator.serviceWorker.controller)")
    until(page, "caches.match('/offline/').then(Boolean)")


def until(page: Page, holds: str) -> None:
    for _ in range(160):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(250)
    raise AssertionError(holds)


def got(path: str) -> object:
    return Client(headers={"host": "localhost"}).get(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_has_what_a_phone_needs_and_its_icons_are_what_they_say(language):
    answer = got(f"/manifest/{language}.webmanifest")
    told = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["lang"], told["start_url"], told["scope"]) == ("Besace", language, "/", "/")
    assert told["display"] == "standalone"
    assert {(one["sizes"], one["purpose"]) for one in told["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    folder = Path(str(resources.files("besace.web"))) / "static" / "besace" / "icons"
    for one in told["icons"]:
        drawn = (folder / one["src"].rpartition("/")[2]).read_bytes()
        assert drawn.startswith(b"\x89PNG")
        assert "{}x{}".format(*unpack(">II", drawn[16:24])) == one["sizes"]


def test_no_other_language_has_a_manifest_or_a_page_of_no_link():
    assert got("/manifest/xx.webmanifest").status_code == 404
    assert got("/offline/xx/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_no_link_knows_nobody(language):
    answer = got(f"/offline/{language}/")
    page = answer.content.decode()

    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies
    assert f'lang="{language}"' in page
    assert "csrf" not in page


def test_the_worker_is_another_one_with_each_release(settings):
    before = got("/worker.js")
    settings.STATIC_URL = "/static/another-release/"
    after = got("/worker.js")

    assert before["Content-Type"] == "text/javascript; charset=utf-8"
    assert before.content != after.content


@pytest.mark.e2e
def test_a_browser_finds_nothing_missing_to_install_the_house(comes: Comes):
    bea = comes()
    page = bea.goes("/")
    stands_by(page)
    asked = bea.context.new_cdp_session(page)

    assert asked.send("Page.getAppManifest")["errors"] == []
    errors = asked.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in errors if one["errorId"] != "in-incognito"] == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        told = bytes.fromhex(shell.GROUND[scheme][1:])
        drawn = page.evaluate(GROUND)
        assert all(abs(a - b) <= 2 for a, b in zip(drawn, told, strict=True)), (scheme, drawn)
    assert bea.complaints == []


@pytest.mark.e2e
def test_the_worker_stands_by_in_a_browser_that_is_never_at_rest(comes: Comes):
    bea = comes()
    bea.context.add_init_script(NEVER_AT_REST)

    stands_by(bea.goes("/"))

    assert bea.complaints == []


@pytest.mark.e2e
def test_the_cache_holds_the_shell_and_no_content_and_never_gives_a_room(comes: Comes, house):
    room = set_table()
    brought_to_clarification(room)
    with weather(house.port) as wifi:
        bea = comes(url=wifi.url)
        page = bea.sits(room, BEA)
        stands_by(page)
        does(room, CLEO, "ask", text=CANARY)
        page.reload()
        page.wait_for_function(LIVE)
        page.locator("#i-more summary").first.click()
        assert CANARY in page.content()
        found = page.evaluate(KEPT)
        advance(room)
        page.reload()
        expect(page.locator("h1")).to_contain_text("Contract", timeout=SOON)
        wifi.cut()
        page.reload()
        expect(page.locator("h1")).to_have_text("No link just now")

    assert rooms.folded(room).session.questions
    held = {url.removeprefix(wifi.url): kept for url, kept in found.items()}
    assert all(path.startswith(("/static/", "/offline/")) for path in held)
    assert {f"/offline/{language}/" for language in LANGUAGES} <= set(held)
    assert len({name for name, _, _ in held.values()}) == 1
    for path, (_, control, text) in held.items():
        assert "no-store" not in (control or ""), path
        assert CANARY not in text
        assert room.id not in text


@pytest.mark.e2e
def test_a_new_release_takes_over_at_once_and_what_the_old_one_kept_is_gone(comes: Comes, monkeypatch):
    bea = comes()
    page = bea.goes("/")
    stands_by(page)
    page.evaluate("caches.open('besace /static/of-old/').then((one) => one.put('/offline/en/', new Response('old')))")
    monkeypatch.setattr(shell, "SCRIPTS", shell.SCRIPTS[:-1])
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    until(page, "caches.keys().then((names) => names.length === 1)")

    (name,) = page.evaluate("caches.keys()")
    assert "of-old" not in name
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))") is False


@pytest.mark.e2e
def test_a_link_from_another_site_still_leads_to_a_page_where_the_worker_stands_by(comes: Comes, house):
    bea = comes()
    page = bea.goes("/")
    stands_by(page)
    page.goto(f"http://localhost:{house.port}/more/")  # another site, to a browser
    page.evaluate(
        "(to) => { const a = document.body.appendChild(document.createElement('a')); a.href = to; a.click(); }",
        f"{house.url}/terms/",
    )
    page.wait_for_url(f"{house.url}/terms/")

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("h1")).not_to_have_text("No link just now")
