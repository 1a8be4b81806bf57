"""A whole session by the keyboard alone: led on the console, lived on the client's phone, and no mouse is near."""

from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from besace.live import clock, nudges
from besace.rehearse.doors import page_of
from besace.rehearse.play import EVENING, inside
from besace.rehearse.scenario import Does, Scenario, read
from besace.rehearse.table import set_table
from tests.e2e.fingers import Fingers
from tests.e2e.test_serenity import Room

pytestmark = pytest.mark.e2e
SEEN = {"fay": (1280, 800), "ana": (390, 844)}


@pytest.mark.slow
@pytest.mark.method("F6", "F7", "S0", "S0.3")
def test_a_whole_session_is_led_and_lived_by_keyboard_alone(house, sit, complaints):
    scenario = read(Path(str(resources.files("besace.rehearse") / "scenarios" / "serenity.en.toml")))
    with clock.at(EVENING):
        stage = inside(scenario)
        room_id = stage.table.room.id
        screens = {who: sit(page_of(room_id, who), stage.table.devices[who], *SEEN[who]) for who in SEEN}
        hers = {page: Fingers(page) for page in screens.values()}
        room = Room(house.url, stage, screens, complaints, lambda page, *told: hers[page].do(*told))
        lost = []
        for line in scenario.script:
            clock.put(EVENING + line.at)
            nudges.nudge(room_id)
            if isinstance(line, Does):
                room.does(line)
                lost += [f"{line.where}, {line.word}: {who}" for who, page in screens.items() if is_lost(hers[page])]

    assert [wrong for one in hers.values() for wrong in one.wrong] == []
    assert lost == []
    assert complaints == []


def is_lost(fingers: Fingers) -> bool:
    """Whether nothing has the focus any more, once somebody has begun to tab."""
    return fingers.stops > 0 and fingers.page.evaluate("document.activeElement === document.body")


@pytest.mark.method("F7")
def test_what_opens_closes_by_escape_and_the_whole_page_is_walked_both_ways(sit, complaints):
    table = set_table(Scenario("Keys", "en", "room", "fay", ("ana", "bea"), {"fay": "Fay", "ana": "Ana", "bea": "Bea"}))
    fay = Fingers(sit(page_of(table.room.id, "fay"), table.devices["fay"], *SEEN["fay"]))
    ana = Fingers(sit(page_of(table.room.id, "ana"), table.devices["ana"], *SEEN["ana"]))
    fay.do("open", {})
    expect(ana.page.get_by_role("button", name="I have spoken")).to_be_visible()
    for one in (fay, ana):
        one.walk()
        opens_and_closes(one, "a[data-explains]:visible", "dialog.over")
    fay.reach(fay.page.locator("#by-hand > summary").element_handle(timeout=5_000))
    fay.page.keyboard.press("Enter")
    fay.walk()
    opens_and_closes(fay, "#minutes-button", "#minutes-menu")
    opens_and_closes(fay, ".seat__place[popovertarget]", ".menu:popover-open")

    assert fay.wrong + ana.wrong == []
    assert complaints == []


def opens_and_closes(fingers: Fingers, way: str, what: str) -> None:
    """Enter opens it, Tab leads into it, Escape closes it and leads back to where one was."""
    page: Page = fingers.page
    fingers.reach(page.locator(way).first.element_handle())
    page.keyboard.press("Enter")
    expect(page.locator(what)).to_be_visible()
    fingers.tab()
    assert page.evaluate("(what) => document.activeElement.closest(what) !== null", what), what
    page.keyboard.press("Escape")
    expect(page.locator(way).first).to_be_focused()
