"""Practising in a real browser: a facilitator meets what goes wrong through real touches, and reads her debrief."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from besace import journal
from besace.live import rooms
from besace.live.models import Room
from besace.method.session import Session
from besace.rehearse.practice import company, pace, stagehand
from besace.rehearse.practice.moves import Move
from besace.rehearse.practice.scene import Scene
from tests.e2e.hands import do, find

pytestmark = pytest.mark.e2e
FAST = 12.0


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The others play many times sooner; she touches as fast as a browser can."""
    monkeypatch.setitem(pace.PACES, "calm", FAST)
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


CARDS: dict[str, str] = {}
"""The card by which the console tells of a kind of difficulty, where it is called otherwise."""


def plays(page: Page, room: Room, until: str = "closed", most: float = 90) -> list[str]:
    """Has the facilitator do through her page, by hand, what is awaited; the kinds of difficulty that she met."""
    met: list[str] = []
    end = time.monotonic() + most
    while session(room).stage != until:
        assert time.monotonic() < end, (session(room).stage, session(room).moment, stagehand_says(room))
        scene = playing(room).scene()
        wanted = company.awaited(scene)
        if wanted is None or wanted.after > scene.idle:
            page.wait_for_timeout(80)
            continue
        if (kind := met_by(scene, wanted)) and kind not in met:
            # expect(page.locator(f"[data-prompt='{CARDS.get(kind, kind)}']").first).to_be_visible()
            met.append(kind)
        if find(page, wanted.act.word, wanted.act.fields) is None:
            page.wait_for_timeout(80)  # the page has not been told yet
            continue
        do(page, wanted.act.word, wanted.act.fields)
        wait_for_entry(room, wanted.act.word)
    return met


def stagehand_says(room: Room) -> object:
    scene = playing(room).scene()
    return company.awaited(scene), company.next_move(scene), scene.idle, scene.fares


def met_by(scene: Scene, wanted: Move) -> str:
    """Which difficulty this move would meet."""
    acts = {"give_floor", "pause", "return", "open_vote", "extend"}
    open_ = [one.difficulty.kind for one in scene.open_kinds()]
    return open_[0] if open_ and wanted.act.word in acts else ""


def wait_for_entry(room: Room, word: str) -> None:
    end = time.monotonic() + 5
    while not any(entry.kind == word for entry in journal.read(room.journal)[-4:]):
        assert time.monotonic() < end, word
        time.sleep(0.05)


def test_a_facilitator_meets_what_goes_wrong_and_looks_back(sit, complaints):
    page = sit("/practice/", width=1280, height=800)
    room = begin(page, "The launch that eats the nights")
    met = plays(page, room)
    print(met)
    page.screenshot(path="/tmp/p1.png")
    page.get_by_role("link", name="Look back on it").click()
    page.screenshot(path="/tmp/p2.png", full_page=True)
    expect(page.locator(".moment[data-met=yes]")).to_have_count(3)
    assert complaints == []
