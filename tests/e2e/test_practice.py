"""Practising in a real browser: a facilitator meets what goes wrong through real touches, and reads her debrief."""

import os
import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import ElementHandle, Page, expect

from besace.live import rooms, seats
from besace.live.models import Room
from besace.method.session import Session
from besace.rehearse.practice import company, opening, pace, stagehand
from besace.rehearse.practice.moves import Move
from besace.rehearse.practice.story import Difficulty
from tests.e2e.hands import do, find
from tests.e2e.looks import LOOK, WIDTHS, violations

pytestmark = pytest.mark.e2e
FAST = 20.0
SOON = 80.0
"""How fast the others are while nothing happens: each move of theirs calms them until she has looked again."""
PATIENCE = 20.0
AGAIN = 4.0
"""Seconds after which what a touch did has long come in, and the card that stands there is the next one."""
KEY = "a-browser-that-looks-at-each-page"


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The others play many times sooner, and are looked after as often; she touches as fast as a browser can."""
    monkeypatch.setitem(pace.PACES, "calm", FAST)
    monkeypatch.setattr(stagehand, "EVERY", stagehand.EVERY / FAST)
    plays_on = stagehand.do

    def calmly(now: stagehand.Playing, move: Move) -> bool:
        now.pace = 1.0
        return plays_on(now, move)

    monkeypatch.setattr(stagehand, "do", calmly)
    yield
    for room_id in list(stagehand._playing):
        stagehand.let_go(room_id)


def begin(page: Page, title: str, part: str = "Facilitator") -> Room:
    page.locator(".scene", has_text=title).click()
    page.locator(".scene.part", has_text=part).click()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(r"/s/"))
    found = rooms.find(page.url.partition("/s/")[2].partition("/")[0])
    assert found
    return found


def session(room: Room) -> Session:
    return rooms.refreshed(room).session


def playing(room: Room) -> stagehand.Playing:
    found = stagehand.look_in(room)
    assert found
    return found


WITHOUT_CARD = {"advice-in-reaction"}
"""What the console has no card for: it is seen on the sheet alone."""


def plays(page: Page, room: Room, most: float = 150) -> list[str]:
    """Has the facilitator do through her page, by hand, what is awaited; the kinds of difficulty she met by a card."""
    met: list[str] = []
    end = time.monotonic() + most
    while session(room).stage != "closed":
        assert time.monotonic() < end, told(room)
        hard = [one.difficulty for one in playing(room).scene().open_kinds()]
        hard = [one for one in hard if one.kind not in WITHOUT_CARD]
        if not hard:
            goes_on(page, room)
        elif meets(page, room, hard[0]):
            met.append(hard[0].kind)
    return met


def meets(page: Page, room: Room, told_: Difficulty) -> bool:
    """Touches the card of a difficulty; false while there is none. Meanwhile the others go at their calm pace.

    Where several have not been heard, the card names one after the other: it is touched again until hers has come. The
    room's clock stays fast meanwhile, so that a card nobody planted may come to lie above it: that one is put away.
    """
    now = playing(room)
    now.pace = 1.0
    found = card(page, told_.kind)
    if found is None:
        page.wait_for_timeout(60)
        return False
    found.click()
    touched, end = time.monotonic(), time.monotonic() + PATIENCE
    while not now.scene().fares[told_.name].sign:
        assert time.monotonic() < end, f"{told_.kind}: not met"
        page.wait_for_timeout(60)
        if time.monotonic() - touched > AGAIN and (found := card(page, told_.kind) or unplanted(page, now)):
            found.click()
            touched = time.monotonic()
    return True


def goes_on(page: Page, room: Room) -> None:
    """Does what is awaited of her, once its time has come and the page offers it. Meanwhile the clock of the room is
    calm: on a busy machine one touch takes seconds, in which a fast clock would run past a whole difficulty.
    """
    now = playing(room)
    now.pace = SOON
    scene = now.scene()
    wanted = company.awaited(scene)
    if wanted is None or wanted.after > scene.idle:
        page.wait_for_timeout(60)
        return
    now.pace = 1.0
    if company.awaited(now.scene()) != wanted or not find(page, wanted.act.word, wanted.act.fields):
        page.wait_for_timeout(60)
        return
    before = now.seq
    do(page, wanted.act.word, wanted.act.fields)
    wait_until(lambda: len(now.scene().entries) > before, wanted.act.word)


TOUCH = """(kind) => document.querySelector(`[data-prompt="${kind}"] .slip__do button`)"""
"""Asked of the browser itself: a form with a field called `matches` has Playwright's own selectors stumble."""


def card(page: Page, kind: str) -> ElementHandle | None:
    """The one touch by which the card of this kind helps; None while it is not there."""
    return page.evaluate_handle(TOUCH, kind).as_element()


AWAY = """(planted) => {
  const open = document.querySelector("[data-prompt]");
  return open && !planted.includes(open.dataset.prompt) ? open.querySelector("button[value=never]") : null;
}"""


def unplanted(page: Page, now: stagehand.Playing) -> ElementHandle | None:
    """What puts away for good the card that lies open, where its scenario plants none of its kind."""
    planted = [fares.difficulty.kind for fares in now.scene().fares.values()]
    return page.evaluate_handle(AWAY, planted).as_element()


def wait_until(holds: Callable[[], object], said: str) -> None:
    end = time.monotonic() + 8
    while not holds():
        assert time.monotonic() < end, said
        time.sleep(0.05)


def told(room: Room) -> object:
    scene = playing(room).scene()
    return scene.session.moment or scene.session.stage, company.awaited(scene), company.next_move(scene), scene.fares


@pytest.mark.slow
@pytest.mark.method("F1", "F2")
@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("The launch that eats the nights", {"advice-in-question", "discomfort", "not-heard"}),
        ("The colleague who no longer speaks", {"tie", "much-floor", "reformulations-apart"}),
        ("To be able to say “not today”", {"discomfort", "client-defends", "plan-vague"}),
        ("The review nobody wants to open", {"subject-technical", "time-short"}),
    ],
)
def test_a_facilitator_meets_each_difficulty_by_its_card_and_looks_back(sit, complaints, title, kinds):
    page = sit("/practice/", width=1280, height=800)
    room = begin(page, title)

    assert set(plays(page, room)) == kinds
    page.get_by_role("link", name="Look back on it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("difficult moments")
    for told_ in playing_of(room):
        expect(page.locator(".moment[data-met=yes]", has_text=told_)).to_be_visible()
    assert complaints == []


def playing_of(room: Room) -> list[str]:
    """What was seen of each difficulty that came up, in the words of its scenario."""
    found = opening.company_of(room)
    assert found
    return [fares.difficulty.seen for fares in found.scene(0).fares.values()]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark")])
def test_its_pages_hold_to_the_looks_of_the_house(browser, house, complaints, language, scheme):
    place = opening.begin(
        opening.Mark(f"{'boulangers' if language == 'fr' else 'founders'}.{language}", "client", "calm"), KEY
    )
    room = rooms.find(place.room)
    assert room
    now = playing(room)
    while session(room).stage != "clarification" or not session(room).questions:
        if wanted := company.next_move(now.scene()) or company.awaited(now.scene()):
            stagehand.do(now, wanted)
    for path in ("/practice/", f"/practice/{room.id}/", f"/s/{room.id}/"):
        for width in (320, 1280):
            viewport = {"width": width, "height": WIDTHS[width]}
            context = browser.new_context(viewport=viewport, locale=language, color_scheme=scheme)
            context.add_cookies([{"name": seats.COOKIE, "value": KEY, "url": house.url}])
            page = context.new_page()
            page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
            page.goto(house.url + path)
            page.wait_for_timeout(600)
            if shots := os.environ.get("SHOTS"):
                name = path.strip("/").split("/")[0] + ("-back" if path.count("/") > 2 and "practice" in path else "")
                page.screenshot(path=f"{shots}/{name}-{width}-{language}-{scheme}.png", full_page=True)
            assert page.evaluate(LOOK) == [], (path, width)
            assert violations(page) == [], (path, width)
            context.close()
    assert complaints == []


def test_a_practice_begins_and_is_left_by_the_keyboard_alone(sit, complaints):
    page = sit("/practice/", width=1280, height=800)
    page.locator("input[name=scenario]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.tagName") == "SUMMARY":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/s/"))
    room = rooms.find(page.url.partition("/s/")[2].partition("/")[0])
    assert room
    assert room.practice.split(" ")[1] == "client"
    page.get_by_role("link", name="Stop here and look back").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Throw it away now").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/practice/$"))
    assert session(room).people == ()
    assert complaints == []
