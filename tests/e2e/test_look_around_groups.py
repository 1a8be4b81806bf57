"""Each page around accounts, groups and letters in each of its states, looked at narrow and wide, in daylight and in
the evening, in both languages: what is measured of looks, and all that axe finds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Browser, Page

from besace.live import clock, seats
from besace.post import smtp
from besace.web.account import code
from tests.e2e import sights_of_accounts as accounts
from tests.e2e import sights_of_groups as groups
from tests.e2e import sights_of_keeping as keeping
from tests.e2e.house import House, open_house
from tests.e2e.looks import LOOK, WIDTHS, pale, violations
from tests.e2e.sights import Sight
from tests.people import cast

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ACCOUNTS = (
    *(accounts.of_signing_in, accounts.of_an_address, accounts.of_keys),
    *(accounts.of_claims, accounts.of_reading, accounts.of_links),
)
GROUPS = (groups.of_founding, groups.of_tables, groups.of_a_full_table, groups.of_invitations, groups.of_joining)
KEEPING = (keeping.of_keeping, keeping.of_data)
LETTERS = (groups.of_letters, groups.of_letters_sent)
NOT_OURS = ("Failed to load", "Failed to execute 'postMessage' on 'DOMWindow'")
"""Answers that are no page; and axe, which speaks to a letter in its sandbox: that has no origin, and no scripts."""


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """One house for all of this file, on a day in February; no code leaves it."""
    with pytest.MonkeyPatch.context() as patch, clock.at(cast.AT), open_house() as running:
        patch.setattr(code, "deliver", lambda *_told, **_more: None)
        yield running


@dataclass
class Eyes:
    """A window in which everyone is shown her pages, one after the other, by daylight at first."""

    page: Page
    house: House
    patch: pytest.MonkeyPatch
    heard: list[str]

    def look_at(self, sight: Sight) -> list[str]:
        """What is wrong with a sight."""
        self._prepare(sight)
        self.page.context.clear_cookies()
        for name, value in cookies(sight):
            self.page.context.add_cookies([{"name": name, "value": value, "url": self.base}])
        self.page.set_viewport_size({"width": 390, "height": WIDTHS[390]})
        self.page.emulate_media(color_scheme="light")
        self.page.goto(self.base + sight.path)
        if sight.do:
            sight.do(self.page)
            self.page.wait_for_load_state()
        wrong = found(self.page)
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")  # the next who looks has not been here
        self.page.goto("about:blank")
        heard = [one for one in self.heard if not one.startswith(NOT_OURS)]
        self.heard.clear()
        return [f"{sight.name}: {one}" for one in (*wrong, *heard)]

    def _prepare(self, sight: Sight) -> None:
        cache.clear()  # so many codes at once would be too many
        server = "smtp://127.0.0.1:9" if sight.mail else ""
        self.base = self.house.url.replace("127.0.0.1", "localhost" if sight.host == "localhost" else "127.0.0.1")
        told = {"SMTP": server, "SMTP_SERVER": smtp.read(server), "ADDRESS": f"http://{sight.host}:{self.house.port}"}
        for name, value in told.items():
            self.patch.setattr(settings, f"BESACE_{name}", value)


def cookies(sight: Sight) -> Iterator[tuple[str, str]]:
    if sight.who:
        yield settings.SESSION_COOKIE_NAME, cast.browser(sight.who).cookies[settings.SESSION_COOKIE_NAME].value
    if sight.device:
        yield seats.COOKIE, sight.device


def found(page: Page) -> list[str]:
    """What is measured narrow and wide; what axe finds by day; what is too pale in the evening."""
    wrong: list[str] = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        wrong += [f"{width}: {one}" for one in page.evaluate(LOOK)]
    wrong += violations(page)
    page.emulate_media(color_scheme="dark")
    return wrong + pale(page)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sights", [*ACCOUNTS, *GROUPS, *KEEPING, *LETTERS], ids=lambda sights: sights.__name__)
def test_pages_around_a_group_hold_to_the_looks_of_the_house(
    sights: Callable[[str], Iterator[Sight]],
    language: str,
    browser: Browser,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "BESACE_ADDRESS", house.url)
    context = browser.new_context(locale=language)
    context.set_default_timeout(20_000)
    page, heard = context.new_page(), []
    page.on("console", lambda said: heard.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    eyes = Eyes(page, house, monkeypatch, heard)
    assert [wrong for sight in sights(language) for wrong in eyes.look_at(sight)] == []
    context.close()
