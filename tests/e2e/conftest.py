"""A real server, real browsers, and everything their consoles complain of."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from besace.live import clock, seats
from tests.e2e.house import House, open_house


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    with open_house() as running:
        monkeypatch.setattr(settings, "BESACE_ADDRESS", running.url, raising=False)
        yield running
    clock.put(None)


type Sit = Callable[..., Page]


@pytest.fixture
def complaints() -> list[str]:
    """What browsers complained of: errors of scripts, refusals of the content security policy, failed requests."""
    return []


@pytest.fixture
def sit(browser: Browser, house: House, complaints: list[str]) -> Iterator[Sit]:
    """Opens a path in a browser of its own, which holds a device's key."""
    contexts: list[BrowserContext] = []

    def opened(path: str, device: str = "", width: int = 390, height: int = 844, **options: object) -> Page:
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, locale="en-GB", **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(20_000)
        if device:
            context.add_cookies([{"name": seats.COOKIE, "value": device, "url": house.url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(house.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
