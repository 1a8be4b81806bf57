"""Practising in a real browser: a facilitator meets what goes wrong through real touches, and reads her debrief."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from besace.live import rooms
from besace.live.models import Room
from besace.method.session import Session
from besace.rehearse.practice import pace, stagehand
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


def test_begin(sit, complaints):
    page = sit("/practice/", width=1280, height=800)
    room = begin(page, "The launch that eats the nights")
    do(page, "open", {})
    page.wait_for_timeout(4000)
    print(session(room).stage, session(room).moment, session(room).check_ins)
    page.screenshot(path="/tmp/p1.png")
    assert complaints == []
