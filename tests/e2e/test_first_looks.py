"""What one sees first: the first page, a session that plays by itself, the look around; on each kind of paper."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from besace.live import rooms, seats
from besace.live.models import Room, Seat
from besace.rehearse import watched
from tests.e2e.house import House
from tests.e2e.looks import looks_wrong, violations
from tests.e2e.sights import NAMES
from tests.web.stage import FAY

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
KEY = "a-key-of-fay-who-looks-at-everything-first"
PAPERS: tuple[dict[str, Any], ...] = (
    {"locale": "en", "color_scheme": "light"},
    {"locale": "fr", "color_scheme": "dark"},
    {"locale": "es", "contrast": "more"},
    {"locale": "fr", "forced_colors": "active"},
)

type Open = Callable[[str], Page]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is watched stands still where it begins."""
    monkeypatch.setattr(watched, "_rouse", lambda: None)
    monkeypatch.setattr("besace.web.demo.running", lambda: None)
    yield
    watched._playing.clear()


@pytest.fixture(params=PAPERS, ids=lambda paper: "-".join(paper.values()))
def come(request, browser: Browser, house: House, complaints: list[str]) -> Iterator[Open]:
    """Opens a path as a browser of this language and paper does, in which Fay has her seat."""
    context = browser.new_context(**request.param)
    context.add_cookies([{"name": seats.COOKIE, "value": KEY, "url": house.url}])
    context.set_default_timeout(20_000)

    def opened(path: str) -> Page:
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(house.url + path)
        return page

    yield opened
    context.close()


def wrong(page: Page) -> list[str]:
    return [*looks_wrong(page), *violations(page)]


def test_the_first_page_and_what_is_watched_hold_to_the_looks_of_the_house(come, complaints):
    page = come("/")
    assert wrong(page) == []
    page.locator("form[action='/watch/'] button").click()
    page.wait_for_url("**/s/**")
    found = wrong(page)
    page.locator("#cues > summary").click()
    found += wrong(page)
    found += wrong(come(page.locator("a[href$='board/']").first.get_attribute("href") or ""))
    assert found == []
    assert complaints == []


@pytest.mark.parametrize("names", [NAMES, NAMES[1:2]], ids=["nine", "one"])
def test_each_card_of_the_look_around_does_beside_short_names_and_long(names, come, complaints):
    room = table(names)
    page = come(f"/s/{room.id}/")
    page.locator("[data-show-around]").click()
    found = []
    while page.locator(".tour [data-next]:visible").count():
        found += wrong(page)
        page.locator(".tour [data-next]").click()
    assert found + wrong(page) == []
    assert complaints == []


def table(names: tuple[str, ...]) -> Room:
    """A room that waits for people of these names."""
    people = [{"id": f"one-{n}", "name": name} for n, name in enumerate(names)]
    made = rooms.open_room({"facilitator_name": "Fay", "language": "fr", "people": people, "minutes": "180"}, FAY)
    seats.take(made, FAY, KEY, Seat.Role.FACILITATOR)
    return made
