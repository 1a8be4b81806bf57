"""The cards of the console in a real browser: seen, said, done by one touch, set aside for good, and brought back."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, ViewportSize, expect

from besace.live import cards, rooms
from besace.live.act import act
from besace.live.models import Room
from besace.method.acts import Act
from tests.e2e.looks import looks_wrong, violations
from tests.web import stage
from tests.web.conftest import Visitor
from tests.web.stage import BEA, FAY, House
from tests.web.test_desk_live import TO_CLARIFICATION, room_at

pytestmark = pytest.mark.e2e

SIZE: ViewportSize = {"width": 1280, "height": 800}
WIDE = {"viewport": SIZE}
LEADING = "Didn't you think about going to an accountant?"


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    rooms.forget_memory()
    cards.forget_memory()
    with stage.house() as running:
        monkeypatch.setattr(settings, "BESACE_ADDRESS", running.url)
        yield running


def asks(room: Room, words: str) -> None:
    done = act(room, BEA, Act("ask", {"text": words}), f"ask-{rooms.folded(room).seq:06}")
    assert done.refusal is None


def card(page: Page, code: str) -> Locator:
    return page.locator(f'[data-prompt="{code}"]')


def presses(page: Page, name: str) -> None:
    """By the keyboard alone."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.method("S2", "F2")
def test_a_card_is_seen_said_and_done_by_one_touch_and_nobody_else_has_it(visitor: Callable[..., Visitor]) -> None:
    room = room_at(*TO_CLARIFICATION)
    fay, bea = visitor(**WIDE), visitor()
    console, phone = fay.sits(room, FAY), bea.sits(room, BEA)

    asks(room, LEADING)
    seen = card(console, "advice-in-question")
    expect(seen).to_contain_text("In the question asked by Bea there is already an answer")
    expect(seen).to_contain_text("“Bea, there is an idea in there already.")
    expect(seen).not_to_contain_text("accountant")
    assert violations(console) == []
    assert looks_wrong(console) == []
    expect(phone.locator("[data-prompt]")).to_have_count(0)

    console.set_viewport_size(SIZE)
    presses(console, "Keep it for step 4")
    expect(seen).to_have_count(0)
    expect(phone.get_by_text("kept for step 4")).to_have_count(1)
    assert fay.complaints == bea.complaints == []


def test_a_card_set_aside_for_once_returns_with_the_next_reason_and_for_good_only_when_brought_back(
    visitor: Callable[..., Visitor], forget_memory: Callable[[], None]
) -> None:
    room = room_at(*TO_CLARIFICATION)
    fay = visitor(**WIDE)
    page = fay.sits(room, FAY)
    found = card(page, "advice-in-question")

    asks(room, LEADING)
    page.get_by_role("button", name="Not now").click()
    expect(found).to_have_count(0)
    asks(room, LEADING)
    expect(found).to_have_count(1)
    presses(page, "Never again a card of this kind")
    expect(found).to_have_count(0)
    asks(room, LEADING)
    forget_memory()
    page.reload()
    expect(page.locator("#i-desk_questions .line")).to_have_count(3)
    expect(found).to_have_count(0)

    presses(page, "Cards…")
    page.get_by_role("button", name="An answer hidden in a question").press("Enter")
    expect(found).to_have_count(1)
    expect(page.get_by_role("button", name="Cards…")).to_have_count(0)
    assert fay.complaints == []


@pytest.mark.method("S2", "F2")
def test_one_voice_at_a_time_and_without_the_card_the_sheet_says_and_does_the_same(
    visitor: Callable[..., Visitor],
) -> None:
    room = room_at(*TO_CLARIFICATION)
    fay = visitor(**WIDE)
    page = fay.sits(room, FAY)
    line = page.locator("#i-desk_questions .line").first
    aloud, back = page.get_by_text("To say aloud:"), page.get_by_role("button", name="In other words")

    asks(room, LEADING)
    expect(card(page, "advice-in-question")).to_have_count(1)
    expect(line).to_contain_text("to reword, or keep for step 4")
    expect(aloud).to_have_count(1)
    expect(back).to_have_count(1)

    presses(page, "Never again a card of this kind")
    expect(card(page, "advice-in-question")).to_have_count(0)
    expect(line.get_by_text("To say aloud:")).to_have_count(1)
    assert looks_wrong(page) == []
    page.set_viewport_size(SIZE)
    line.get_by_role("button", name="In other words").press("Enter")
    expect(line).to_contain_text("to be asked in other words")
    expect(back).to_have_count(0)
    assert rooms.refreshed(room).session.questions[0].state == "reword"
    assert fay.complaints == []


@pytest.mark.method("F1")
def test_an_invitation_reaches_one_phone_and_can_be_let_pass(visitor: Callable[..., Visitor]) -> None:
    room = room_at(*TO_CLARIFICATION)
    fay, bea, ana = visitor(**WIDE), visitor(), visitor()
    console, phone, other = fay.sits(room, FAY), bea.sits(room, BEA), ana.sits(room, stage.ANA)

    console.get_by_role("button", name="Bea").first.click()
    console.get_by_role("button", name="Invite Bea quietly").click()
    expect(phone.locator("#i-invited")).to_contain_text("Fay invites you to speak, if you wish.")
    expect(console.locator("#i-seat2")).to_contain_text("quietly invited to speak")
    assert violations(phone) == []
    assert looks_wrong(phone) == []
    expect(other.locator("#i-invited section")).to_have_count(0)

    presses(phone, "Let it pass")
    expect(phone.locator("#i-invited section")).to_have_count(0)
    expect(console.locator("#i-seat2")).to_contain_text("quietly invited to speak")
    assert fay.complaints == bea.complaints == ana.complaints == []
