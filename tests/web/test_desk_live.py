"""The desk in a real browser: what the facilitator alone, with one laptop, does for a whole table (F6)."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from besace.live.act import act
from besace.live.models import Room
from besace.live.rooms import forget_memory
from besace.method.acts import Act
from tests.web import stage
from tests.web.conftest import Visitor
from tests.web.stage import ANA, BEA, FAY, House

pytestmark = pytest.mark.e2e

WIDE = {"viewport": {"width": 1280, "height": 800}}

type Did = tuple[str, str, dict[str, str]]


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    forget_memory()
    with stage.house() as running:
        monkeypatch.setattr(settings, "BESACE_ADDRESS", running.url)
        yield running


def room_at(*story: Did) -> Room:
    room = stage.opened()
    for number, (who, word, fields) in enumerate(story):
        done = act(room, FAY, Act(word, fields, behalf=who if who != FAY else None), f"story-{number:04}")
        assert done.refusal is None, (word, done.refusal)
    return room


TO_VOTE: tuple[Did, ...] = (
    (FAY, "open", {}),
    (FAY, "advance", {}),
    (ANA, "propose_subject", {"key": "a", "title": "How to begin to be free?"}),
    (BEA, "propose_subject", {"key": "b", "title": "How to end to be free?"}),
    (FAY, "advance", {}),
)
TO_CLARIFICATION: tuple[Did, ...] = (
    *TO_VOTE,
    (FAY, "choose", {"subject": "a", "because": "urgency"}),
    (ANA, "accept", {}),
    (BEA, "consent", {}),
    (FAY, "advance", {}),
    (ANA, "done", {}),
    (FAY, "advance", {}),
)


def lay_sticks(page: Page, name: str, first: str, second: str) -> None:
    ballot = page.locator("#i-desk_ballot")
    ballot.locator("select").select_option(label=name)
    for rank, subject in (("first", first), ("second", second)):
        ballot.locator(f"input[name={rank}][value={subject}]").check(force=True)
    ballot.get_by_role("button", name="Lay these sticks").click()


@pytest.mark.method("R5", "F6")
def test_a_whole_vote_by_hand(visitor: Callable[..., Visitor]) -> None:
    fay = visitor(**WIDE)
    page = fay.sits(room_at(*TO_VOTE), FAY)
    page.get_by_role("button", name="Open the vote, 2 subjects").click()
    page.locator("#i-desk_ballot summary").click()

    lay_sticks(page, "Ana", "a", "b")
    expect(page.locator("#i-gate")).to_contain_text("Bea not yet")
    expect(page.locator("#i-desk_ballot input:checked")).to_have_count(0)
    lay_sticks(page, "Bea", "a", "b")
    page.get_by_role("button", name="Close the vote and count").click()

    expect(page.locator("#i-desk_vote")).to_contain_text("6 sticks")
    page.get_by_role("button", name="Choose the subject given by Ana").click()
    expect(page.locator("#i-gate")).to_contain_text("Before step 1, the presentation")
    assert fay.complaints == []


@pytest.mark.method("S0.1")
def test_a_shut_gate_says_who_is_missing_and_opens_with_a_reason(visitor: Callable[..., Visitor]) -> None:
    page = visitor(**WIDE).sits(room_at(*TO_CLARIFICATION, (BEA, "ask", {})), FAY)
    gate = page.locator("#i-gate")

    gate.get_by_role("button", name="Not yet: one thing first").click(force=True)
    expect(gate.locator(".refusal").first).to_contain_text("The subject is clear to each: Bea not yet.")
    gate.locator("summary").click()
    gate.locator("textarea").fill("Bea prefers to hear the others first")
    gate.get_by_role("button", name="Let it go, with this reason").click()
    expect(gate).to_contain_text("waived: “Bea prefers to hear the others first”")

    gate.get_by_role("button", name="Go on to step 3, the contract").click()
    expect(gate).to_contain_text("Before step 4, the reactions")
