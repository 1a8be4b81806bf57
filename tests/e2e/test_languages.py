"""Three languages in a browser: the way from one to another by hand and by keys, and a page of a session in Spanish."""

from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from besace.languages import LANGUAGES
from besace.live import clock
from besace.rehearse.doors import page_of
from besace.rehearse.play import EVENING, inside
from besace.rehearse.scenario import read
from tests.e2e.looks import looks_wrong, pale

SERENITY = Path(str(resources.files("besace.rehearse") / "scenarios" / "serenity.es.toml"))
SMALL, PHONE, LAPTOP = 320, 390, 1280
CLARIFICATION = 48 * 60
"""Two questions in, on the clock of the story."""


def change(page: Page, language: str) -> None:
    page.locator(".tongues > summary").click()
    page.get_by_role("button", name=language, exact=True).click()


@pytest.mark.e2e
@pytest.mark.parametrize("width", [SMALL, PHONE, LAPTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_languages_lie_under_the_one_spoken(width, scheme, sit, complaints):
    page = sit("/", width=width, color_scheme=scheme)
    summary = page.locator(".tongues > summary")
    before = page.locator("h1").bounding_box()

    expect(page.get_by_role("button", name="Español")).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Español")).to_be_visible()
    assert page.locator(".tongues__others button").count() == len(LANGUAGES) - 1
    assert page.locator("h1").bounding_box() == before
    assert [*looks_wrong(page), *pale(page)] == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", level=1)).to_have_text("Poner la mesa")
    assert complaints == []


@pytest.mark.e2e
def test_a_browser_that_asks_for_spanish_is_answered_in_spanish_until_it_chooses(browser, house):
    context = browser.new_context(locale="es-MX")
    page = context.new_page()
    page.goto(house.url)

    expect(page.locator("html")).to_have_attribute("lang", "es")
    change(page, "Français")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.goto(house.url + "/sheet/")
    expect(page.get_by_role("link", name="Español, A4")).to_have_attribute("href", "es-a4.pdf")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    context.close()


@pytest.mark.e2e
@pytest.mark.method("S2")
@pytest.mark.parametrize(("who", "width", "height"), [("cleo", PHONE, 844), ("fay", PHONE, 844), ("fay", LAPTOP, 800)])
def test_step_two_in_spanish_is_fit_for_the_eye_and_the_coach_hears(who, width, height, sit, complaints):
    scenario = read(SERENITY)
    with clock.at(EVENING):
        stage = inside(scenario)
        for line in scenario.script:
            if line.at >= CLARIFICATION:
                break
            clock.put(EVENING + line.at)
            stage.play(line)
        page = sit(page_of(stage.table.room.id, who), stage.table.devices[who], width, height)

        expect(page.locator("html")).to_have_attribute("lang", "es")
        if who == "cleo":
            page.locator("#ask-text").fill("¿No has pensado en contratar a un contable?")
            expect(page.locator("#hint-ask-text")).to_contain_text("se ha colado una respuesta")
        assert looks_wrong(page) == []
    assert complaints == []
