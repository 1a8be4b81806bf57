"""The keyboard alone: from the opening to the first question, on the console and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from besace.live import rooms
from besace.method.words import Stage
from besace.rehearse.scenario import Scenario
from besace.rehearse.table import Table, set_table

pytestmark = pytest.mark.e2e

MOST_TABS = 80
NAMED = """() => {
  const e = document.activeElement;
  if (!e.matches("a, button, input, select, textarea, summary")) return "";
  const words = [e.innerText, e.getAttribute("aria-label"), ...[...(e.labels ?? [])].map((l) => l.innerText)];
  const field = e.getAttribute("aria-describedby");
  return [e.name ?? "", e.value ?? "", ...words].filter(Boolean).join(" ").replace(/\\s+/g, " ");
}"""


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until what has the focus is called so, and shows that it has it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if words in page.evaluate(NAMED):
            assert page.evaluate("document.activeElement.matches(':focus-visible')"), words
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def press(page: Page, words: str) -> None:
    tab_to(page, words)
    page.keyboard.press("Enter")


@pytest.fixture
def table() -> Table:
    names = {"fay": "Fay", "ana": "Ana", "bea": "Bea"}
    return set_table(Scenario("Keys", "en", "room", "fay", ("ana", "bea"), names))


@pytest.mark.method("F6", "F7", "S0.3")
def test_a_session_is_led_and_followed_by_keyboard_alone(table, sit, complaints):  # noqa: PLR0915 - one told story
    session = lambda: rooms.folded(table.room).session  # noqa: E731 - read afresh each time
    fay = sit(f"/s/{table.room.id}/", table.devices["fay"], 1280, 800)
    ana = sit(f"/s/{table.room.id}/", table.devices["ana"])
    bea = sit(f"/s/{table.room.id}/", table.devices["bea"])

    press(fay, "Open the session")
    expect(ana.get_by_role("heading", name="Reception")).to_be_visible()
    press(ana, "I have spoken")
    press(fay, "Go on to")
    expect(ana.get_by_label("Your subject")).to_be_visible()
    tab_to(ana, "Your subject")
    ana.keyboard.type("How to rest to be well?")
    press(ana, "Put it on the paperboard")
    expect(bea.get_by_text("How to rest to be well?")).to_be_visible()
    press(fay, "Go on to the vote")
    press(fay, "Open the vote")
    expect(bea.get_by_role("radio").first).to_be_attached()
    tab_to(bea, "first")
    bea.keyboard.press("Space")
    press(bea, "Lay my sticks")
    expect(fay.get_by_text("Ana not yet")).to_be_visible()
    tab_to(ana, "first")
    ana.keyboard.press("Space")
    press(ana, "Lay my sticks")
    expect(fay.get_by_role("button", name="Close the vote and count")).to_be_visible()
    press(fay, "Close the vote")
    press(fay, "Choose the subject")
    press(ana, "Yes")
    press(bea, "agree")
    press(fay, "Go on to step 1")
    expect(ana.get_by_role("button", name="I have said it all")).to_be_visible()
    press(ana, "I have said it all")
    press(fay, "Go on to step 2")
    expect(bea.get_by_label("Your question")).to_be_visible()
    tab_to(bea, "Your question")
    bea.keyboard.type("Since when?")
    press(bea, "Ask it")
    expect(fay.get_by_text("Since when?")).to_be_visible()

    assert session().stage is Stage.CLARIFICATION
    assert session().questions[0].text == "Since when?"
    assert complaints == []
