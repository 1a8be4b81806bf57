"""The live page in a real browser: what is written stays, what is lost comes back, what is sent twice is done once."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from besace.live import rooms, seats
from besace.live.models import Room
from tests.web.conftest import Visitor
from tests.web.stage import ANA, propose

pytestmark = pytest.mark.e2e

SOON = 2_000
STREAM = re.compile(r"/s/[^/]+/stream\?")
CARET = "() => [document.activeElement.id, document.activeElement.selectionStart, document.activeElement.value]"


def live(page: Page) -> None:
    """Waits until the stream has spoken."""
    page.wait_for_function("() => window.performance.getEntriesByName('besace:live').length > 0")


def titles(room: Room) -> list[str]:
    return [subject.title for subject in rooms.refreshed(room).session.subjects]


@pytest.fixture
def ana(visitor: Callable[..., Visitor], room: Room) -> tuple[Visitor, Page]:
    someone = visitor()
    page = someone.sits(room, ANA)
    live(page)
    return someone, page


def test_what_happens_is_shown_without_asking(ana, room):
    propose(room, "How to grow?")

    expect(ana[1].locator("#heard")).to_contain_text("How to grow?", timeout=SOON)
    assert ana[0].complaints == []


def test_typing_goes_on_through_updates(ana, room):
    _, page = ana
    page.get_by_label("A project").check()
    page.locator("#more summary").click()
    page.locator("#title").press_sequentially("How to be")
    page.evaluate("() => document.activeElement.setSelectionRange(4, 6)")
    for n in range(12):
        propose(room, f"Subject {n}")
    expect(page.locator("#count")).to_have_text(str(rooms.folded(room).session.revision), timeout=SOON)

    assert page.evaluate(CARET) == ["title", 4, "How to be"]
    assert page.get_by_label("A project").is_checked()
    assert page.locator("#more").get_attribute("open") is not None


def test_what_was_typed_is_kept_after_leaving_the_field(ana, room):
    _, page = ana
    page.locator("#title").fill("How to be calm?")
    page.locator("#title").blur()
    propose(room, "Another")

    expect(page.locator("#heard")).to_contain_text("Another", timeout=SOON)
    assert page.locator("#title").input_value() == "How to be calm?"


def test_words_whose_place_goes_away_are_handed_back(ana, room):
    _, page = ana
    page.locator("#title").fill("Half a thought")
    propose(room, "shut")

    slip = page.locator("#kept textarea")
    expect(slip).to_have_value("Half a thought", timeout=SOON)
    page.get_by_role("button", name="Let it go").click()
    expect(slip).to_have_count(0)


def test_words_that_were_sent_are_not_handed_back(ana, room):
    _, page = ana

    def answer_late(route):
        answer = route.fetch()
        expect(page.locator("#composer")).to_have_count(0, timeout=SOON)
        route.fulfill(response=answer)

    page.route("**/act", answer_late)
    page.locator("#title").fill("How to be calm?")
    page.get_by_role("button", name="Propose").click()

    expect(page.locator("#heard li")).to_have_count(1, timeout=SOON)
    page.wait_for_timeout(500)
    expect(page.locator("#kept textarea")).to_have_count(0)
    assert titles(room) == ["How to be calm?"]


def test_words_refused_because_the_step_is_over_are_handed_back_with_the_reason(ana, room):
    _, page = ana

    def late(route):
        propose(room, "shut")
        expect(page.locator("#composer")).to_have_count(0, timeout=SOON)
        route.fulfill(status=409, json={"seq": 1, "refused": {"code": "not-now", "sentence": "Too late.", "open": []}})

    page.route("**/act", late)
    page.locator("#title").fill("Half a thought")
    page.get_by_role("button", name="Propose").click()

    expect(page.locator("#kept textarea")).to_have_value("Half a thought", timeout=SOON)
    expect(page.locator("#kept")).to_contain_text("Too late.")


def test_a_double_tap_is_done_once(ana, room):
    _, page = ana
    page.locator("#title").fill("How to be calm?")
    page.get_by_label("A project").check()
    page.evaluate("() => { const f = document.getElementById('composer'); f.requestSubmit(); f.requestSubmit(); }")

    expect(page.locator("#heard li")).to_have_count(1, timeout=SOON)
    assert titles(room) == ["How to be calm?"]


def test_an_act_whose_answer_was_lost_is_done_once(ana, room, house):
    _, page = ana
    lost: list[int] = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/act", lose)
    page.locator("#title").fill("How to be calm?")
    page.get_by_role("button", name="Propose").click()

    expect(page.locator("#heard li")).to_have_count(1, timeout=6_000)
    page.wait_for_timeout(2_500)
    expect(page.locator("#kept textarea")).to_have_count(0)
    assert (lost, titles(room)) == ([200], ["How to be calm?"])


def test_a_refusal_is_said_beside_the_button_and_the_text_is_kept(ana, room):
    _, page = ana
    page.locator("#title").fill("x" * 5_000)
    page.get_by_role("button", name="Propose").click()

    expect(page.locator("#composer .refusal")).to_contain_text("too long", timeout=SOON)
    assert page.locator("#title").input_value() == "x" * 5_000


def test_it_comes_back_by_itself_after_the_server_was_away(ana, room, house):
    _, page = ana
    house.down()
    time.sleep(3)
    expect(page.locator("#link")).to_contain_text("The link is down")
    page.locator("#title").fill("Written meanwhile")
    page.get_by_role("button", name="Propose").click()
    expect(page.locator("#composer .refusal")).to_contain_text("Not sent yet")
    house.up()
    back = time.monotonic()

    expect(page.locator("#link")).to_be_empty(timeout=5_000)
    assert time.monotonic() - back < 2
    expect(page.locator("#heard")).to_contain_text("Written meanwhile", timeout=4_000)
    assert titles(room) == ["Written meanwhile"]


def test_a_first_connection_that_is_refused_is_tried_again(visitor: Callable[..., Visitor], room: Room):
    someone = visitor()
    refused: list[int] = []

    def refuse(route):
        if len(refused) < 2:
            refused.append(1)
            return route.fulfill(status=503)
        return route.continue_()

    someone.context.route(STREAM, refuse)
    page = someone.sits(room, ANA)
    propose(room, "How to grow?")

    expect(page.locator("#heard")).to_contain_text("How to grow?", timeout=SOON)


def test_where_no_stream_is_to_be_had_it_asks(visitor: Callable[..., Visitor], room: Room):
    someone = visitor()
    someone.context.route(STREAM, lambda route: route.fulfill(status=204))
    page = someone.sits(room, ANA)
    page.wait_for_timeout(500)
    propose(room, "How to grow?")

    expect(page.locator("#heard")).to_contain_text("How to grow?", timeout=3_000)
    expect(page.locator("#link")).to_be_empty()


def test_a_page_brought_back_from_the_dark_is_right(ana, room):
    _, page = ana
    page.evaluate("() => { window.dispatchEvent(new Event('pagehide')); }")
    propose(room, "While away")
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator("#heard")).to_contain_text("While away", timeout=SOON)


def test_a_seat_that_is_shut_out_shows_nothing_more(ana, room):
    _, page = ana
    held = [place for place in seats.holders(room) if place.person == ANA]
    seats.shut_out(room, held[0].id)

    expect(page.locator("h1")).to_have_text("No such seat", timeout=SOON)


def test_the_clock_ticks_and_all_screens_show_the_same_second(ana, room, visitor):
    _, page = ana
    other = visitor().sits(room, "bea-000000")
    live(other)
    other.wait_for_timeout(300)
    read = "() => document.getElementById('left').textContent"
    seen = []
    for _ in range(4):  # apart from each other: two reads may fall on both sides of a tick, not four in a second
        seen.append((page.evaluate(read), other.evaluate(read)))
        page.wait_for_timeout(240)

    assert sum(one == two for one, two in seen) >= 3
    page.wait_for_timeout(1_200)
    assert page.evaluate(read) != seen[0][0]


def test_nothing_of_a_session_is_kept_by_the_browser(ana, room):
    _, page = ana
    page.locator("#title").fill("How to be calm?")

    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    assert "Thursday" not in page.title()
