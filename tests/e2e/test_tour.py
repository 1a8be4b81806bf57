"""The first look around the console: offered once, done by doing, gone for good at a touch, and in nobody's way."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from besace.languages import LANGUAGES
from besace.live import rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.method.acts import Act
from tests.web.stage import ANA, FAY

pytestmark = pytest.mark.e2e
KEY = "a-key-of-fay-who-comes-for-the-first-time"
TITLES = (
    "Someone sits down",
    "What is missing",
    "Give the floor",
    "The clock informs",
    "No phone? By hand",
    "What you do not see",
)
COVERS = """() => {
  const ring = document.querySelector(".tour__ring");
  const of = ring.getBoundingClientRect();
  const { left, right, top, bottom } = document.querySelector(".tour").getBoundingClientRect();
  const beside = right <= of.left + 4 || left >= of.right - 4 || bottom <= of.top + 4 || top >= of.bottom - 4;
  return [ring.hidden, beside, left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight];
}"""
"""Whether there is nothing to mark, whether the card stands beside what is marked, and whether it is whole in sight."""


@pytest.fixture
def room() -> Room:
    people = [{"id": ANA, "name": "Ana"}, {"id": "bea", "name": "Bea"}]
    made = rooms.open_room({"facilitator_name": "Fay", "language": "en", "people": people, "minutes": "180"}, FAY)
    seats.take(made, FAY, KEY, Seat.Role.FACILITATOR)
    return made


def does(room: Room, word: str, **fields: object) -> None:
    answer = act(room, FAY, Act(word, fields), f"tour-{word}-{len(fields)}-{rooms.folded(room).seq}")
    assert answer.refusal is None, answer.refusal


def is_at(page: Page, number: int) -> None:
    expect(page.locator(".tour h2:visible")).to_have_text(TITLES[number])


def test_each_card_is_done_when_it_is_really_done_and_it_covers_nothing_it_speaks_of(room, sit, complaints):
    page = sit(f"/s/{room.id}/", KEY, 1280, 800)
    page.get_by_role("button", name="Show me around").click()
    expect(page.locator(".tour")).to_be_focused()
    is_at(page, 0)
    assert page.evaluate(COVERS) == [False, True, True]

    does(room, "admit", person=ANA)
    expect(page.get_by_text("Done.")).to_be_visible()
    is_at(page, 1)
    assert page.evaluate(COVERS) == [False, True, True]
    does(room, "open")
    is_at(page, 2)
    assert page.evaluate(COVERS) == [False, True, True]
    does(room, "give_floor", person=ANA)
    is_at(page, 3)
    assert page.evaluate(COVERS) == [False, True, True]
    does(room, "pause")
    is_at(page, 4)
    does(room, "resume")
    page.locator("#by-hand > summary").click()
    is_at(page, 5)
    page.get_by_role("button", name="That is all").click()
    expect(page.locator(".tour, .tour__ring")).to_have_count(0)
    assert complaints == []


def test_it_goes_on_by_its_own_button_and_by_the_keyboard_and_never_takes_the_focus_again(room, sit, complaints):
    page = sit(f"/s/{room.id}/", KEY, 1280, 800)
    page.get_by_role("button", name="Show me around").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tour")).to_be_focused()
    page.keyboard.press("Tab")
    for number in range(5):
        is_at(page, number)
        page.keyboard.press("Enter")
    is_at(page, 5)
    field = page.get_by_label("First name")
    field.focus()
    page.keyboard.type("Cl")
    does(room, "admit", person=ANA)
    expect(page.locator(".gathered")).to_contain_text("Ana")
    expect(field).to_be_focused()
    expect(field).to_have_value("Cl")
    page.locator(".tour").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".tour")).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()
    assert complaints == []


@pytest.mark.parametrize("answer", ["Show me around", "No, thank you"])
def test_whatever_is_answered_it_is_offered_once_on_this_device(room, sit, answer):
    page = sit(f"/s/{room.id}/", KEY, 390, 844)
    page.get_by_role("button", name=answer).click()
    expect(page.locator("[data-around]")).to_be_hidden()
    page.reload()
    page.wait_for_function("() => performance.getEntriesByName('besace:live').length > 0")
    expect(page.locator("[data-around]")).to_be_hidden()
    assert page.evaluate("Object.entries(localStorage).filter(([name]) => name.includes('around'))") == [
        ["besace-shown-around", "1"]
    ]


@pytest.mark.parametrize("width", [320, 390, 1920])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_card_is_in_sight_beside_its_control_and_nothing_moves(room, browser, house, width, language):
    context = browser.new_context(
        viewport={"width": width, "height": 700}, locale=language, color_scheme="dark", reduced_motion="reduce"
    )
    context.add_cookies(
        [
            {"name": seats.COOKIE, "value": KEY, "url": house.url},
            {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": house.url},
        ]
    )
    page = context.new_page()
    page.goto(f"{house.url}/s/{room.id}/")
    page.locator("[data-show-around]").click()
    for number in range(6):
        expect(page.locator(".tour h2:visible")).to_be_visible()
        hidden, apart, in_sight = page.evaluate(COVERS)
        assert in_sight, (number, width)
        assert hidden or apart or page.evaluate(TALL), (number, width)
        assert page.evaluate(MOVES) == []
        page.locator(".tour [data-next]:visible, .tour [data-finish]:visible").click()
    expect(page.locator(".tour")).to_have_count(0)
    context.close()


MOVES = "() => document.getAnimations().map((one) => one.effect.getTiming().duration).filter((one) => one > 1)"
TALL = "() => document.querySelector('.tour__ring').getBoundingClientRect().height + 260 > innerHeight"
"""What fills the screen of a phone leaves no place beside it."""
