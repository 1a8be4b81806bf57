"""R7: a phone that is dark for twenty minutes, in which fifty things are written on it and the step moves on."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from besace.live import clock, rooms
from besace.live.models import Room
from besace.web import room as room_page
from tests.edge.conftest import Comes
from tests.edge.people import BEA, LIVE, Someone, advance, brought_to_clarification, set_table
from tests.edge.weather import Weather, weather

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.fault("R7")]
EVENING = 1_800_000_000
DARK = 20 * 60
IN_TIME = 20_000


@contextmanager
def dark(comes: Comes, house) -> Iterator[tuple[Room, Someone, Weather]]:
    """Bea's phone in step 2 behind a line that has just gone, its clock and ours to be moved on."""
    clock.put(EVENING)
    room = set_table()
    brought_to_clarification(room)
    with weather(house.port) as wifi:
        bea = comes(url=wifi.url)
        bea.sits(room, BEA)
        bea.page.clock.install()
        wifi.cut()
        yield room, bea, wifi


def keeps(page: Page, text: str) -> None:
    page.locator("#ask-text").fill(text)
    page.get_by_role("button", name="Keep it for step 4").click()


def asks(page: Page, text: str) -> None:
    page.locator("#ask-text").fill(text)
    page.get_by_role("button", name="Ask it").click()


def waits(page: Page, number: int) -> None:
    things = f"{number} things" if number != 1 else "1 thing"
    expect(page.locator("#waits")).to_have_text(f"{things} will leave when the link is back.", timeout=IN_TIME)


def kept(room: Room, person: str) -> list[str]:
    return [one.text for one in rooms.refreshed(room).session.kept.get(person, ())]


def losing(page: Page, number: int) -> list[int]:
    """Has the first answers to acts lost on their way back: what is done, is done, and the phone does not know."""
    lost: list[int] = []

    def lose(route: Route) -> None:
        if len(lost) == number:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/act", lose)
    return lost


def comes_back(page: Page, wifi: Weather) -> None:
    """Twenty minutes later the line is there again, and all has left that could."""
    clock.put(EVENING + DARK)
    page.clock.fast_forward(DARK * 1_000)
    wifi.back()
    for _ in range(40):
        if not page.locator("#waits").inner_text():
            break
        page.clock.fast_forward(2_000)
        page.wait_for_timeout(500)
    expect(page.locator("#waits")).to_be_empty()


def test_fifty_things_arrive_once_and_in_order_and_what_came_too_late_is_kept_as_drafts(comes: Comes, house):
    with dark(comes, house) as (room, bea, wifi):
        page, words = bea.page, [f"Note {n} of fifty" for n in range(50)]
        for n, text in enumerate(words):
            keeps(page, text)
            if n in {10, 20}:
                asks(page, f"Asked in the dark, {n}?")
        waits(page, 52)
        advance(room)
        lost = losing(page, 3)
        comes_back(page, wifi)

        assert kept(room, BEA) == words
        assert lost == [200] * 3
        assert rooms.refreshed(room).session.questions == ()
        drafts = page.locator("#kept [data-slip]")
        expect(drafts).to_have_count(2)
        assert [one.input_value() for one in drafts.locator("textarea").all()] == [
            "Asked in the dark, 10?",
            "Asked in the dark, 20?",
        ]
        expect(drafts.first).to_contain_text("This step is over")
        drafts.first.get_by_role("button", name="Let it go").click()
        expect(drafts).to_have_count(1)
        page.reload()
        expect(page.locator("#kept [data-slip] textarea")).to_have_value("Asked in the dark, 20?", timeout=IN_TIME)


def test_control_where_the_ids_of_acts_are_ignored_it_is_seen_that_they_are_doubled(comes: Comes, house, monkeypatch):
    monkeypatch.setattr(room_page, "act_id_of", lambda _: secrets.token_urlsafe(16))
    with dark(comes, house) as (room, bea, wifi):
        words = [f"Note {n} of five" for n in range(5)]
        for text in words:
            keeps(bea.page, text)
        waits(bea.page, 5)
        losing(bea.page, 2)
        comes_back(bea.page, wifi)

        assert len(kept(room, BEA)) == 7
        assert set(kept(room, BEA)) == set(words)


def test_two_tabs_of_one_phone_send_each_thing_once_and_in_the_order_it_was_written(comes: Comes, house):
    room = set_table()
    brought_to_clarification(room)
    with weather(house.port) as wifi:
        bea = comes(url=wifi.url)
        one, two = bea.sits(room, BEA), bea.context.new_page()
        two.goto(one.url)
        two.wait_for_function(LIVE)
        wifi.cut()
        words = [f"Tab {n % 2}, {n}" for n in range(8)]
        for n, text in enumerate(words):
            keeps((one, two)[n % 2], text)
        waits(one, 8)
        waits(two, 8)
        wifi.back()
        expect(two.locator("#waits")).to_be_empty(timeout=IN_TIME)
        expect(one.locator("#waits")).to_be_empty(timeout=IN_TIME)

        assert kept(room, BEA) == words


def test_what_moves_the_clock_or_the_step_does_not_wait_and_never_leaves_later(comes: Comes, house):
    room = set_table()
    brought_to_clarification(room)
    before = rooms.folded(room).seq
    with weather(house.port) as wifi:
        page = comes(url=wifi.url).sits(room, BEA)
        wifi.cut()
        page.get_by_role("button", name="Raise my hand").click()
        expect(page.locator("#i-hand .refusal")).to_contain_text("This did not leave", timeout=IN_TIME)
        expect(page.locator("#waits")).to_be_empty()
        wifi.back()
        expect(page.locator("#link")).to_be_empty(timeout=IN_TIME)
        page.wait_for_timeout(2_500)

        assert rooms.refreshed(room).seq == before
