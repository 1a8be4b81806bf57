"""The coach while one types: a hint, its ways out, and never a lock (S2, S4.1, B3)."""

import pytest
from playwright.sync_api import expect

from besace.live import rooms
from besace.live.act import act
from besace.live.seats import new_key
from besace.method.acts import Act
from besace.rehearse.scenario import Scenario
from besace.rehearse.table import Table, set_table

pytestmark = pytest.mark.e2e

BY_HAND = (
    *(("fay", word, {}) for word in ("open", "advance")),
    ("ana", "propose_subject", {"key": "a", "title": "How to rest to be well?"}),
    ("fay", "choose", {"subject": "a", "because": "urgency"}),
    ("ana", "accept", {}),
    ("bea", "consent", {}),
    ("fay", "advance", {}),
    ("ana", "done", {}),
    ("fay", "advance", {}),
)


@pytest.fixture
def table() -> Table:
    """Ana, the client, and Bea at step 2."""
    names = {"fay": "Fay", "ana": "Ana", "bea": "Bea"}
    set_up = set_table(Scenario("Coach", "en", "room", "fay", ("ana", "bea"), names))
    for who, word, fields in BY_HAND:
        answer = act(set_up.room, set_up.people[who], Act(word, fields), new_key())
        assert answer.refusal is None, (word, answer.refusal)
    return set_up


@pytest.fixture
def bea(table, sit):
    return sit(f"/s/{table.room.id}/", table.devices["bea"])


LOADED = "Didn't you think about going to an accountant?"


@pytest.mark.method("S2")
def test_an_answer_inside_is_heard_as_one_types_and_may_be_kept_for_step_four(bea, table, complaints):
    bea.get_by_label("Your question").press_sequentially(LOADED, delay=2)
    hint = bea.locator(".hint")
    expect(hint).to_be_visible()
    expect(hint.locator("mark")).to_contain_text("think about")

    hint.get_by_role("button", name="Keep it for step 4").click()

    expect(bea.get_by_label("Your question")).to_have_value("")
    (kept,) = rooms.folded(table.room).session.kept[table.people["bea"]]
    assert kept.text == LOADED
    assert complaints == []


@pytest.mark.method("S2")
def test_the_rewording_is_taken_at_one_touch_and_carries_no_hint(bea):
    question = bea.get_by_label("Your question")
    question.fill(LOADED)
    bea.get_by_role("button", name="Reword it").click()

    expect(question).not_to_have_value(LOADED)
    expect(bea.locator(".hint")).to_have_count(0)


@pytest.mark.method("S2")
def test_where_no_rewording_is_found_the_advice_has_the_whole_width_and_so_have_the_ways_out(bea):
    bea.get_by_label("Your question").fill("You signed the lease without reading a line of it and you are surprised?")
    advice, keep = bea.locator(".hint .ways > p"), bea.locator(".hint").get_by_role("button", name="Keep it")
    expect(advice).to_be_visible()

    ways = bea.locator(".hint .ways").bounding_box()
    for box in (advice.bounding_box(), keep.bounding_box()):
        assert (box["x"], box["width"]) == pytest.approx((ways["x"], ways["width"]), abs=1)


@pytest.mark.method("S2")
def test_a_hint_never_holds_a_question_back(bea, table):
    bea.get_by_label("Your question").fill(LOADED)
    expect(bea.locator(".hint")).to_be_visible()

    bea.get_by_role("button", name="Ask it", exact=True).click()

    expect(bea.get_by_label("Another question")).to_be_visible()
    (question,) = rooms.folded(table.room).session.questions
    assert (question.text, question.hints) == (LOADED, ("answer-inside",))


@pytest.mark.method("S2")
def test_a_rewording_taken_can_be_taken_back(bea):
    question = bea.get_by_label("Your question")
    question.fill(LOADED)
    bea.get_by_role("button", name="Reword it").click()
    expect(question).to_have_value("Did you go to an accountant at some point, and how was it?")

    bea.get_by_role("button", name="Back to my own words").click()

    expect(question).to_have_value(LOADED)
    expect(question).to_be_focused()


@pytest.mark.method("S2")
def test_hints_are_switched_off_beside_one_and_on_again_by_keyboard(bea, table, complaints):
    question = bea.get_by_label("Your question")
    question.fill(LOADED)
    hint = bea.locator(".hint")
    expect(hint).to_be_visible()
    bea.locator("[data-hint]").get_by_role("button", name="No hints on my wording").press("Enter")

    expect(hint).to_have_count(0)
    expect(bea.get_by_text("No more hints on your wording.")).to_be_visible()
    expect(question).to_have_value(LOADED)
    bea.reload()
    question.fill(LOADED + "!")
    bea.wait_for_timeout(800)  # longer than the pause after which a hint is asked for
    expect(hint).to_have_count(0)

    bea.get_by_role("button", name="Show hints on my wording").press("Enter")
    question.fill(LOADED)
    expect(hint).to_be_visible()
    assert rooms.folded(table.room).session.questions == ()
    assert complaints == []
