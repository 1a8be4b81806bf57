"""The facilitator's table in a real browser: all at once, one at a time, from the keyboard, and while others act."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from besace.live import rooms, seats
from besace.live.act import act
from besace.live.models import Room
from besace.method.acts import Act
from tests.web import stage
from tests.web.conftest import Visitor
from tests.web.stage import ANA, BEA, FAY, House

pytestmark = pytest.mark.e2e

LAPTOP = {"width": 1280, "height": 800}


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The real server with the real screens."""
    rooms.forget_memory()
    with stage.house() as running:
        monkeypatch.setattr(settings, "BESACE_ADDRESS", running.url)
        yield running


@pytest.fixture
def room() -> Room:
    people = [{"id": ANA, "name": "Ana"}, {"id": BEA, "name": "Bea"}]
    return rooms.open_room({"facilitator_name": "Fay", "people": people, "language": "en", "title": "Thursday"}, FAY)


@pytest.fixture
def fay(visitor: Callable[..., Visitor], room: Room) -> Iterator[Page]:
    sitting = visitor(viewport=LAPTOP)
    page = sitting.sits(room, FAY)
    page.wait_for_function("() => window.performance.getEntriesByName('besace:live').length > 0")
    yield page
    assert sitting.complaints == [], sitting.complaints


def now(room: Room):
    return rooms.refreshed(room).session


@pytest.mark.method("F6")
def test_everyone_is_here_at_one_touch(fay: Page, room: Room):
    fay.get_by_role("button", name="Everyone is here").click()

    expect(fay.locator(f"#hand-admit-{BEA}")).to_have_count(0)
    expect(fay.get_by_text("Here: Ana, Bea")).to_be_visible()
    assert now(room).present == (ANA, BEA)


@pytest.mark.method("F6")
def test_someone_nobody_expected_gets_a_seat(fay: Page, room: Room):
    fay.get_by_role("textbox", name="First name").fill("Eve")
    fay.get_by_role("button", name="Add someone").click()

    expect(fay.locator(".seat__name", has_text="Eve")).to_be_visible()
    assert [one.name for one in now(room).people] == ["Ana", "Bea", "Eve"]


@pytest.mark.method("F6", "F7")
def test_a_seat_is_worked_from_the_keyboard(fay: Page, room: Room):
    fay.locator(f"#seat-{BEA}").focus()
    fay.keyboard.press("Enter")
    expect(fay.locator(f"#menu-{BEA}")).to_be_visible()
    fay.get_by_role("button", name="Bea is here", exact=True).and_(fay.locator(".way")).focus()
    fay.keyboard.press("Enter")

    expect(fay.locator(f"#menu-{BEA}")).to_be_hidden()
    expect(fay.locator(f"#seat-{BEA}")).to_contain_text("at the table")
    assert now(room).is_here(BEA)


@pytest.mark.method("F6")
def test_a_menu_stays_open_while_others_act(fay: Page, room: Room):
    act(room, FAY, Act("admit", {"person": ANA}), seats.new_key())
    act(room, FAY, Act("admit", {"person": BEA}), seats.new_key())
    fay.locator(f"#seat-{BEA}").click()
    act(room, BEA, Act("raise_hand"), seats.new_key())
    act(room, ANA, Act("raise_hand"), seats.new_key())

    expect(fay.locator("#i-hands li")).to_have_count(2)
    expect(fay.locator(f"#menu-{BEA}")).to_be_visible()
    expect(fay.get_by_role("button", name="Bea lowers the hand")).to_be_visible()


@pytest.mark.method("F6", "F7")
def test_who_works_by_hand_goes_on_by_hand(fay: Page, room: Room):
    fay.locator("#by-hand > summary").click()
    expect(fay.locator(f"#hand-admit-{ANA}")).to_be_hidden()
    fay.locator("#by-hand > summary").click()
    fay.get_by_role("button", name="Everyone is here").click()
    fay.get_by_role("button", name="Open the session").click()

    fay.get_by_role("button", name="Ana has spoken").click()
    expect(fay.locator(f"#hand-check_in-{ANA}")).to_have_count(0)
    expect(fay.locator(f"#hand-check_in-{BEA}")).to_be_visible()
    assert set(now(room).check_ins) == {ANA}
