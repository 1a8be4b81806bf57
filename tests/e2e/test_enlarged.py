"""Enlarged twice, four times, text alone, with wider spacing: nothing is cut off, nothing lies over another."""

from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, ViewportSize

from besace.live import clock, seats
from besace.people.models import Person
from besace.rehearse.doors import page_of
from besace.rehearse.play import EVENING, inside
from besace.rehearse.scenario import read
from tests.e2e import sights_of_accounts as accounts
from tests.e2e import sights_of_groups as groups
from tests.e2e import sights_of_keeping as keeping
from tests.e2e.enlarged import cut
from tests.e2e.house import House
from tests.e2e.sights import Sight
from tests.e2e.states import asked, proposed, under_way
from tests.e2e.test_looks import moments
from tests.people import cast

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PLAIN = (
    "/",
    "/start/",
    "/join/",
    "/help/",
    "/help/method/",
    "/more/",
    "/privacy/",
    "/terms/",
    "/sheet/",
    "/account/",
    "/practice/",
    "/coming/",
)
SIGHTS = (accounts.of_keys, groups.of_tables, keeping.of_keeping)
SIZE: ViewportSize = {"width": 1280, "height": 720}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window, which one after the other looks at."""
    opened = browser.new_page(locale="fr")
    yield opened
    opened.close()


def test_every_moment_of_a_session_holds_when_it_is_enlarged(sit, complaints):
    scenario = read(Path(str(resources.files("besace.rehearse") / "scenarios" / "serenity.fr.toml")))
    with clock.at(EVENING):
        stage = inside(scenario)
        devices, room = stage.table.devices, stage.table.room.id
        tongue = {"extra_http_headers": {"Accept-Language": "fr"}}
        screens = {who: sit(page_of(room, who), devices[who], **tongue) for who in ("fay", "ana")}
        wrong = []
        for moment in moments(stage, scenario):
            for who, page in screens.items() if not moment.startswith("in") else ():
                page.reload()
                wrong += [f"{moment}, {who}, {one}" for one in cut(page, but="text alone" if who == "fay" else "")]
    assert wrong == []
    assert complaints == []


def test_every_state_of_a_cycle_holds_when_it_is_enlarged(house, page):
    with clock.at(cast.AT):
        states = (*asked(), *proposed(), *under_way())
        wrong = [one for seen in states for one in told(page, house, seen.path, signed(seen.who), seen.press)]
    assert wrong == []


@pytest.mark.parametrize("sights", SIGHTS, ids=lambda sights: sights.__name__)
def test_pages_around_a_group_hold_when_they_are_enlarged(
    sights: Callable[[str], Iterator[Sight]], house: House, page: Page
) -> None:
    with clock.at(cast.AT):
        seen = [one for one in sights("fr") if not one.do and one.mail]
        wrong = [
            one
            for sight in seen
            for one in told(page, house, sight.path, (signed(sight.who) if sight.who else {}) | device(sight))
        ]
    assert wrong == []


def test_pages_that_anyone_opens_hold_when_they_are_enlarged(house, page):
    wrong = [one for path in PLAIN for one in told(page, house, path, {})]
    assert wrong == []


def signed(who: Person) -> dict[str, str]:
    """What says to a browser who is signed in."""
    name = settings.SESSION_COOKIE_NAME
    return {name: cast.browser(who).cookies[name].value}


def device(sight: Sight) -> dict[str, str]:
    """What says to a browser which seats it has."""
    return {seats.COOKIE: sight.device} if sight.device else {}


def told(page: Page, house: House, path: str, cookies: dict[str, str], press: str = "") -> list[str]:
    """What is lost on a page, with its path."""
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": house.url} for name, value in cookies.items()])
    page.set_viewport_size(SIZE)
    answer = page.goto(house.url + path)
    assert answer
    assert answer.status == 200, path
    if press:
        page.locator(f"button[value={press}]").click()
    return [f"{path} {press} {one}" for one in cut(page)]
