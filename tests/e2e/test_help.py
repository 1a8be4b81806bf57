"""A step explains itself where its name stands, in a browser: laid over the room, closed by its reader alone."""

import pytest
from playwright.sync_api import expect

from besace.live import rooms
from besace.live.act import act
from besace.method.acts import Act
from besace.method.words import SCREEN
from besace.rehearse.scenario import Scenario
from besace.rehearse.table import Table, set_table
from tests.e2e.looks import WIDTHS, looks_wrong, pale, violations

pytestmark = pytest.mark.e2e
ASK = "What is this step?"


@pytest.fixture
def table() -> Table:
    set_ = set_table(Scenario("Help", "en", "room", "fay", ("ana", "bea"), {"fay": "Fay", "ana": "Ana", "bea": "Bea"}))
    assert act(set_.room, set_.people["fay"], Act("open", {}), "opens").refusal is None
    return set_


@pytest.mark.method("S0")
@pytest.mark.parametrize(("who", "width"), [("fay", 1280), ("ana", 390)])
def test_it_is_laid_over_the_room_and_stays_whatever_the_house_sends(table, sit, complaints, who, width):
    page = sit(f"/s/{table.room.id}/", table.devices[who], width, WIDTHS[width])
    ask, told = page.get_by_role("link", name=ASK), page.get_by_role("dialog", name="Reception")
    ask.click()
    expect(told).to_contain_text("three sticks")
    expect(told.get_by_role("heading", name="Reception")).to_be_focused()
    assert violations(page) == []

    before = rooms.folded(table.room).session.revision
    assert act(table.room, table.people["bea"], Act("check_in", {}), "speaks").refusal is None
    assert rooms.folded(table.room).session.revision > before
    expect(page.locator("body")).to_contain_text("Bea")
    expect(told).to_be_visible()

    told.get_by_role("button", name="Close").click()
    expect(told).to_have_count(0)
    expect(ask).to_be_focused()
    assert page.url.endswith(f"/s/{table.room.id}/")
    assert complaints == []


def test_without_a_line_it_says_so_and_what_is_being_written_stays(table, sit):
    page = sit(f"/s/{table.room.id}/", table.devices["fay"], 1280, 800)
    page.context.set_offline(True)
    page.get_by_role("link", name=ASK).click()
    expect(page.locator("#refusal")).to_have_text("This did not arrive. Nothing is lost: try once more.")
    page.context.set_offline(False)
    page.get_by_role("link", name=ASK).click()
    expect(page.get_by_role("dialog", name="Reception")).to_be_visible()
    expect(page.locator("#refusal")).to_have_text("")


def test_without_scripts_the_link_leads_to_the_same_words_beside_the_room(table, sit):
    page = sit(f"/s/{table.room.id}/", table.devices["ana"], java_script_enabled=False)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=ASK).click()
    expect(opened.value.get_by_role("heading", name="Reception")).to_be_visible()
    expect(opened.value.get_by_role("button", name="Close")).to_be_hidden()


def test_the_board_has_none(table, sit):
    page = sit(f"/s/{table.room.id}/board/", table.devices[SCREEN], 1280, 800)
    expect(page.locator(".board")).to_be_visible()
    expect(page.get_by_text(ASK)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/help/", "/help/method/", "/help/subject/", "/help/step/clarification/"])
def test_the_pages_hold_to_the_looks_of_the_house(sit, complaints, path, scheme):
    page = sit(path, color_scheme=scheme)
    assert looks_wrong(page) == []
    assert pale(page) == []
    assert violations(page) == []
    assert complaints == []
