"""How a screen without a link looks, at each width, by day and in the evening, and in the longer language."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looks import WIDTHS, looks_wrong, pale
from tests.edge.conftest import Comes
from tests.edge.people import BEA, FAY, LAPTOP, LIVE, advance, brought_to_clarification, set_table
from tests.edge.test_shell import stands_by
from tests.edge.weather import weather

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
SOON = 20_000
PICTURES = os.environ.get("BESACE_PICTURES", "")


def holds(page: Page, state: str) -> None:
    """Looks at an open page at each width, and takes its picture where somebody asks for one."""
    assert looks_wrong(page) == [], state
    assert pale(page) == [], state
    for width in (320, 390, 1280) if PICTURES else ():
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        page.screenshot(path=Path(PICTURES) / f"{state}-{width}.png")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark")])
def test_a_screen_without_a_link_holds_to_the_looks_of_the_house(comes: Comes, house, language, scheme):
    room = set_table(language)
    brought_to_clarification(room)
    told = {"locale": language, "color_scheme": scheme}
    with weather(house.port) as wifi:
        bea, fay = comes(url=wifi.url, **told), comes(*LAPTOP, url=wifi.url, **told)
        phone, console = bea.sits(room, BEA), fay.sits(room, FAY)
        stands_by(phone)
        wifi.cut()
        for number in range(2):
            phone.locator("#ask-text").fill(f"Longuement gardé dans le noir, {number} ?")
            phone.locator("#ask-form button.btn--main").click()
        phone.locator("#i-hand .btn").click()
        expect(phone.locator("#waits")).to_contain_text("2", timeout=SOON)
        expect(phone.locator("#i-hand .refusal")).not_to_be_empty(timeout=SOON)
        holds(phone, f"waits-{language}-{scheme}")
        console.locator("#i-tools .btn").first.click()
        expect(console.locator("#i-tools .refusal").first).not_to_be_empty(timeout=SOON)
        holds(console, f"unsent-{language}-{scheme}")
        phone.reload()
        expect(phone.locator("[data-again]")).to_be_visible()
        expect(phone.locator("#waits")).to_contain_text("2", timeout=SOON)
        holds(phone, f"no-link-{language}-{scheme}")
        advance(room)
        wifi.back()
        phone.wait_for_function(LIVE, timeout=SOON)
        expect(phone.locator("#kept [data-slip]")).to_have_count(2, timeout=SOON)
        holds(phone, f"late-{language}-{scheme}")
