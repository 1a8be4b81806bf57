"""Our own small room for the frame's tests, a real server and a real browser."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.template import Engine
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from besace.live import screens, seats
from besace.live.models import Room
from besace.live.rooms import forget_memory
from tests.web import stage
from tests.web.stage import House


@pytest.fixture
def stage_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has screens made of the islands of `stage`."""
    monkeypatch.setattr(screens, "view_for", stage.view_of)
    monkeypatch.setattr(Engine.get_default(), "dirs", [stage.TEMPLATES])
    forget_memory()


@pytest.fixture
def room(stage_set: None) -> Room:
    return stage.opened()


@pytest.fixture
def house(stage_set: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    with stage.house() as running:
        monkeypatch.setattr(settings, "BESACE_ADDRESS", running.url)
        yield running


class Visitor:
    """One browser: its pages, and everything its console complained of."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.complaints: list[str] = []

    def sits(self, room: Room, person: str) -> Page:
        """Opens the room from a seat."""
        self.context.add_cookies([{"name": seats.COOKIE, "value": stage.seat(room, person), "url": self.url}])
        return self.goes(f"/s/{room.id}/")

    def goes(self, path: str) -> Page:
        page = self.context.new_page()
        page.on("console", self._hears)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.url + path)
        return page

    def _hears(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@pytest.fixture
def visitor(browser: Browser, house: House) -> Iterator[Callable[..., Visitor]]:
    """Makes browsers, each with cookies of its own."""
    contexts: list[BrowserContext] = []

    def made(**options: object) -> Visitor:
        chosen = {"viewport": {"width": 390, "height": 844}, "locale": "en", **options}
        contexts.append(browser.new_context(**chosen))  # type: ignore[arg-type]
        contexts[-1].set_default_timeout(20_000)
        return Visitor(contexts[-1], house.url)

    yield made
    for context in contexts:
        context.close()
