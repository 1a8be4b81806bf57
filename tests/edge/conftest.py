"""The real application over real databases, real browsers, and whatever their consoles complain of."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from besace.live import clock
from besace.live.limits import LIMITS
from tests.e2e.house import House, open_house
from tests.edge.people import Someone


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """One server for the tests of a file; each test opens rooms of its own."""
    with open_house() as running, pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "BESACE_ADDRESS", running.url)
        yield running


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Nobody has tried a code yet, and the clock runs."""
    LIMITS.forget()
    yield
    clock.put(None)


type Comes = Callable[..., Someone]


@pytest.fixture
def comes(browser: Browser, house: House) -> Iterator[Comes]:
    """Brings someone with a browser of her own: a phone, unless its size says otherwise."""
    people: list[Someone] = []

    def came(width: int = 390, height: int = 844, url: str = "", **options: object) -> Someone:
        made = {"locale": "en-GB", "viewport": {"width": width, "height": height}, **options}
        context = browser.new_context(**made)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        people.append(Someone(context, url or house.url))
        return people[-1]

    yield came
    for one in people:
        one.context.close()
