"""What moves in a room: once for what has just changed, never for what is there, not at all where it is not wanted."""

from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from besace.live import clock
from besace.rehearse.doors import page_of
from besace.rehearse.play import EVENING, Stage, inside
from besace.rehearse.scenario import Does, read

pytestmark = pytest.mark.e2e
SERENITY = Path(str(resources.files("besace.rehearse") / "scenarios" / "serenity.en.toml"))
PARTS = ".seat__cushion, .paper, .bag__flap, .pick, .tally"
WATCH = """
window.seen = new Set();
(function look() {
  for (const one of document.getAnimations()) window.seen.add(one);
  requestAnimationFrame(look);
})();
"""
"""Remembers every animation that runs: one that is played again is another."""
PLAYED = f"""() => [...window.seen].filter((one) => !(one instanceof CSSTransition))
  .map((one) => one.effect.target.closest("{PARTS}").classList[0])"""
ALL = "() => [...window.seen].map((one) => one.effect.target.className)"
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
BACK = """() => new Promise((done) => {
  document.addEventListener("besace:live", done, { once: true });
  window.dispatchEvent(new Event("online"));
})"""
"""The line was away, and what comes is the whole view."""


class Evening:
    """The evening of the written session, played as far as a test needs it."""

    def __init__(self) -> None:
        self.scenario = read(SERENITY)
        with clock.at(EVENING):
            self.stage: Stage = inside(self.scenario)
        self.lines = [line for line in self.scenario.script if isinstance(line, Does)]

    def until(self, by: str, word: str) -> None:
        """Plays all that comes before someone's next act of this kind that is taken."""
        while (self.lines[0].by, self.lines[0].word) != (by, word) or self.lines[0].refused:
            self.goes_on()

    def goes_on(self) -> None:
        line = self.lines.pop(0)
        clock.put(EVENING + line.at)
        outcome = self.stage.play(line)
        assert not outcome.wrong, outcome


@pytest.fixture
def evening(house) -> Evening:
    return Evening()


@pytest.fixture
def look(sit, evening):
    """Opens somebody's page, alive, with all that moves on it remembered."""

    def opened(who: str, width: int, motion: str) -> Page:
        table = evening.stage.table
        page: Page = sit(page_of(table.room, who), table.devices[who], width, 844, reduced_motion=motion)
        page.add_init_script(WATCH)
        page.reload()
        page.wait_for_function("() => performance.getEntriesByName('besace:live').length > 0")
        page.evaluate(FRAMES)
        return page

    return opened


def played(page: Page) -> list[str]:
    page.evaluate(FRAMES)
    return sorted(page.evaluate(PLAYED))


def floor(page: Page, evening: Evening) -> None:
    evening.goes_on()
    expect(page.locator(".seat[data-state~=floor] .seat__name")).to_have_text("Ana")


def vote(page: Page, evening: Evening) -> None:
    subjects = page.locator(".ballot__subject")
    for place, choice in enumerate(("first", "second", "third")):
        subjects.nth(place).locator(f"[name={choice}]").check()
    page.get_by_role("button", name="Lay my sticks").click()
    expect(page.get_by_role("button", name="Lay my sticks anew")).to_be_visible()


def note(page: Page, evening: Evening) -> None:
    page.locator("#note").fill("Two mornings for the papers?")
    page.get_by_role("button", name="Into the bag").click()
    expect(page.locator(".bag .paper")).to_have_count(1)


CHANGES = {
    "floor": (floor, "fay", "give_floor", 1280, ["seat__cushion"]),
    "vote": (vote, "ana", "vote", 390, ["pick"] * 6),
    "note": (note, "ana", "note", 390, ["bag__flap", "paper"]),
}
"""Who looks, before which act of hers, how wide, what moves: each stick as it is chosen, once more as all are laid."""


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_moves_once_and_what_is_there_does_not(name, look, evening, complaints):
    change, who, word, width, moves = CHANGES[name]
    evening.until(who, word)
    page = look(who, width, "no-preference")
    assert played(page) == []
    change(page, evening)
    assert played(page) == moves

    page.evaluate(BACK)
    page.evaluate("document.dispatchEvent(new CustomEvent('besace:laid'))")
    assert played(page) == moves
    page.reload()
    page.wait_for_function("() => performance.getEntriesByName('besace:live').length > 0")
    assert played(page) == []
    assert complaints == []


def test_an_update_that_changes_something_else_plays_nothing_again(look, evening, complaints):
    evening.until("fay", "give_floor")
    page = look("fay", 1280, "no-preference")
    floor(page, evening)
    page.get_by_role("button", name="Pause").first.click()
    expect(page.locator(".dial[data-state=paused]")).to_be_visible()
    assert played(page) == ["seat__cushion"]
    assert complaints == []


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_at_all_runs_where_motion_is_reduced(name, look, evening):
    change, who, word, width, _ = CHANGES[name]
    evening.until(who, word)
    page = look(who, width, "reduce")
    change(page, evening)
    page.evaluate(FRAMES)
    assert page.evaluate(ALL) == []


def test_nothing_moves_on_paper(look, evening):
    evening.until("fay", "give_floor")
    page = look("fay", 1280, "no-preference")
    page.emulate_media(media="print")
    floor(page, evening)
    assert played(page) == []
