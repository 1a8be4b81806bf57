"""Erasing a session, in a real browser: what it looks like, by keyboard, and that every other screen of it ends."""

import time

import pytest
from playwright.sync_api import expect

from besace.journal.keys import VAULT_KEYS
from besace.live import clock, seats
from besace.live.models import Seat
from tests.e2e.looks import looks_wrong, pale
from tests.e2e.test_own import Open, open_as
from tests.live import cast as strangers
from tests.people import sessions
from tests.people.held import BEGINS, kept, table
from tests.people.test_afterwards import ACTIONS

__all__ = ("open_as",)
pytestmark = [pytest.mark.e2e, pytest.mark.method("F4")]
LOOKS = [("en", "light"), ("en", "dark"), ("fr", "light"), ("fr", "dark")]


@pytest.fixture
def at():
    with clock.at(BEGINS + 3 * 3600):
        yield kept(table())


@pytest.fixture
def room():
    made = strangers.a_room()
    sessions.whole(made, "fay-1", ["ana-1", "bea-1", "cleo-1"], ACTIONS)
    return made


@pytest.fixture
def sits(browser, house, complaints):
    contexts = []

    def sat(room, person: str, role: str = Seat.Role.PARTICIPANT, **options: object):
        key = seats.new_key()
        seats.take(room, person, key, role)
        context = browser.new_context(viewport={"width": 390, "height": 844}, **options)
        contexts.append(context)
        context.add_cookies([{"name": seats.COOKIE, "value": key, "url": house.url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(f"{house.url}/s/{room.id}/")
        return page

    yield sat
    for context in contexts:
        context.close()


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_pages_look_right_at_every_width(at, open_as: Open, complaints, language, scheme):
    at.ana.person.language = language
    at.ana.person.save()
    path = f"/g/{at.group.id}/notebook/{at.meeting(1).id}/session/"
    page = open_as(at.ana, path, locale=language, color_scheme=scheme)
    assert looks_wrong(page) + pale(page) == []
    page.locator("main form[method=post] button").click()
    expect(page.locator(".refusal")).to_be_visible()
    assert looks_wrong(page) + pale(page) == []
    page.locator("input[name=sure]").check()
    page.locator("main form[method=post] button").click()
    expect(page.locator("a[href$='.json']")).to_be_visible()
    assert looks_wrong(page) + pale(page) == []
    assert not [said for said in complaints if "422" not in said]
    complaints.clear()


def test_on_a_phone_by_keyboard_and_every_other_screen_ends_within_two_seconds(room, sits):
    hers, other, desk = sits(room, "ana-1"), sits(room, "bea-1"), sits(room, "fay-1", Seat.Role.FACILITATOR)
    for page in (other, desk):
        expect(page.get_by_text("Bea").first).to_be_visible()
    hers.get_by_text("What happens to this").click()
    hers.get_by_role("link", name="Erase this session").click()
    assert looks_wrong(hers) + pale(hers) == []
    hers.locator("input[name=sure]").focus()
    hers.keyboard.press("Space")
    hers.keyboard.press("Tab")
    expect(hers.locator("main form[method=post] button")).to_be_focused()
    hers.keyboard.press("Enter")
    expect(hers.get_by_role("heading", name="The session is erased")).to_be_visible()
    begun = time.monotonic()
    for page in (other, desk):
        expect(page.get_by_role("heading", name="No such seat")).to_be_visible(timeout=2_000)
    assert time.monotonic() - begun < 2
    assert VAULT_KEYS.living(room.journal) == frozenset()
    with hers.expect_download() as taken:
        hers.get_by_role("link", name="Download the receipt").click()
    assert taken.value.suggested_filename == "besace-receipt.json"
