"""What a screen reader is given, by Chromium's own accessibility tree: at every moment of a session, in two tongues."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from besace.live import clock
from besace.live.act import act
from besace.method.acts import Act
from besace.method.words import SCREEN
from besace.rehearse.doors import page_of
from besace.rehearse.play import EVENING, inside
from besace.rehearse.scenario import Scenario, read
from besace.rehearse.table import Table, set_table
from tests.e2e.test_looks import moments

pytestmark = pytest.mark.e2e

HELD = frozenset({"button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox"}) | {
    *("spinbutton", "slider", "DisclosureTriangle"),
}
WATCH = """() => {
  window.heard = [];
  window.ticked = 0;
  const live = "[role=status], [role=alert], [aria-live], output";
  new MutationObserver((records) => {
    for (const { target } of records) {
      const e = target.nodeType === 1 ? target : target.parentElement;
      if (e?.closest("[role=timer]")) window.ticked += 1;
      const region = e?.closest(live);
      const said = region?.textContent.trim();
      if (said && region.getAttribute("aria-live") !== "off" && region.checkVisibility()) window.heard.push(said);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
IN_LIVE = """() => [...document.querySelectorAll("[role=timer]")]
  .filter((e) => e.closest("[role=status], [role=alert], output, [aria-live=polite], [aria-live=assertive]")).length"""
PATIENCE = 60_000
FASTER = 30
"""A minute of the session passes in two seconds."""


@dataclass(frozen=True)
class Heard:
    """A node of the tree as it is read out."""

    role: str
    name: str
    told: str
    level: int
    live: str
    invalid: str


def tree(page: Page) -> list[Heard]:
    """What stands in Chromium's accessibility tree, in its order."""
    line = page.context.new_cdp_session(page)
    nodes = line.send("Accessibility.getFullAXTree")["nodes"]
    line.detach()
    return [_heard(node) for node in nodes if not node["ignored"]]


def _heard(node: dict[str, Any]) -> Heard:
    more = {one["name"]: one["value"].get("value", "") for one in node.get("properties", ())}
    role, name, told = (node.get(part, {}).get("value", "") for part in ("role", "name", "description"))
    return Heard(role, name.strip(), told, more.get("level", 0), more.get("live", "off"), more.get("invalid", "false"))


def wrong(page: Page) -> Iterator[str]:
    """What somebody who listens would stumble over."""
    found = tree(page)
    roles = [one.role for one in found]
    if roles.count("main") != 1:
        yield f"{roles.count('main')} main landmarks"
    levels = [one.level for one in found if one.role == "heading"]
    if levels.count(1) != 1:
        yield f"headings: {levels}"
    if any(below - above > 1 for above, below in pairwise(levels)):
        yield f"a heading without the one above it: {levels}"
    yield from (f"a {one.role} without a name" for one in found if one.role in HELD and not one.name)
    yield from (
        f"a {one.role} without a name" for one in found if one.role in {"region", "dialog", "timer"} and not one.name
    )
    yield from (f"a clock that speaks: {one.name}" for one in found if one.role == "timer" and one.live != "off")
    if page.evaluate(IN_LIVE):
        yield "a clock in a region that is read out"
    if page.locator("#announce[role=status]").count() != 1:
        yield "no place where marks of time are said"


@pytest.mark.slow
@pytest.mark.method("F7")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_moment_can_be_listened_to(language, house, sit, complaints):
    scenario = read(Path(str(resources.files("besace.rehearse") / "scenarios" / f"serenity.{language}.toml")))
    with clock.at(EVENING):
        stage = inside(scenario)
        devices, room = stage.table.devices, stage.table.room.id
        tongue = {"extra_http_headers": {"Accept-Language": language}}
        screens = {who: sit(page_of(room, who), devices[who], **tongue) for who in ("fay", "ana", "bea", SCREEN)}
        found, clocks = [], set()
        for moment in moments(stage, scenario):
            if not moment.startswith("end"):
                for who, page in screens.items():
                    page.reload()
                    found += [f"{moment}, {who}: {one}" for one in wrong(page)]
                    clocks |= {one.name for one in tree(page) if one.role == "timer"}
    with override(language):
        assert gettext("Time left in this step") in clocks
    assert found == []
    assert complaints == []


@dataclass
class Sat:
    """A table of three where time runs fast, in reception; the screens of two, whose announcements are kept."""

    table: Table
    ana: Page
    bea: Page
    acts: int = 0

    def does(self, word: str, **fields: object) -> None:
        """The facilitator does something, on a screen that is not looked at here."""
        self.acts += 1
        done = act(self.table.room, self.table.people["fay"], Act(word, fields), f"of-fay-{self.acts}")
        assert done.refusal is None, done

    def minutes_left(self) -> int:
        """Whole minutes of the step to come."""
        zero = self.bea.locator("[data-clock-source]").get_attribute("data-zero-at")
        return (int(zero or 0) - clock.now(self.table.room)) // 60


@pytest.fixture
def at_table(sit) -> Callable[[str], Sat]:
    """Lays such a table in a language."""

    def sat(language: str) -> Sat:
        names = {"fay": "Fay", "ana": "Ana", "bea": "Bea"}
        table = set_table(Scenario("Ears", language, "room", "fay", ("ana", "bea"), names), rate=FASTER)
        tongue = {"extra_http_headers": {"Accept-Language": language}}
        laid = Sat(table, *(sit(page_of(table.room.id, who), table.devices[who], **tongue) for who in ("ana", "bea")))
        laid.does("open")
        for page in (laid.ana, laid.bea):
            expect(page.locator("body[data-stage=reception]")).to_be_attached(timeout=PATIENCE)
            page.evaluate(WATCH)
        return laid

    return sat


@pytest.mark.method("S0.3", "F7")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_clock_is_heard_at_three_marks_and_is_silent_between(language, at_table):
    laid = at_table(language)
    laid.does("extend", minutes=8 - laid.minutes_left())
    with override(language):
        marks = [gettext(said) for said in ("Five minutes left.", "One minute left.", "The planned time is over.")]
    expect(laid.bea.locator("#announce")).to_have_text(marks[2], timeout=PATIENCE)
    ticked = laid.bea.evaluate("window.ticked")
    while laid.bea.evaluate("window.ticked") < ticked + 10:
        laid.bea.wait_for_timeout(50)

    assert laid.bea.evaluate("window.heard") == marks
    assert ticked > 10 * len(marks)


@pytest.mark.method("F7")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_floor_is_told_to_whom_it_comes_each_time_it_does(language, at_table):
    laid = at_table(language)
    with override(language):
        yours = gettext("You have the floor")
    for whose, other in ((laid.bea, laid.ana), (laid.ana, laid.bea), (laid.bea, laid.ana)):
        laid.does("give_floor", person=laid.table.people["bea" if whose is laid.bea else "ana"])
        expect(whose.locator("#announce")).to_have_text(yours)
        expect(other.locator("[data-yours]")).to_have_count(0)

    assert laid.bea.evaluate("window.heard") == [yours, yours]
    assert laid.ana.evaluate("window.heard") == [yours]


@pytest.mark.method("F7")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_refusal_is_heard_at_once_and_again_at_its_field(language, at_table):
    laid = at_table(language)
    laid.does("advance")
    with override(language):
        label, button = gettext("Your subject"), gettext("Put it on the paperboard")
    laid.bea.get_by_label(label).first.fill("   ")
    laid.bea.get_by_role("button", name=re.compile(re.escape(button))).click()
    laid.bea.locator("[data-refusal]:visible").wait_for()
    [field] = [one for one in tree(laid.bea) if one.invalid == "true"]

    assert field.name == label
    assert field.told
    assert field.told in laid.bea.evaluate("window.heard")
    laid.bea.get_by_label(label).first.fill("To rest")
    laid.bea.get_by_role("button", name=re.compile(re.escape(button))).click()
    expect(laid.bea.locator("[aria-invalid]")).to_have_count(0)
