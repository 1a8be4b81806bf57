"""A room on a venue's Wi-Fi: lines that fall silent, are cut, lose what they carry, or are too few."""

import http.client
import json
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import reduce
from itertools import chain
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from besace.live import rooms, seats
from besace.live.models import Room
from besace.method.words import SCREEN
from tests.edge.conftest import Comes
from tests.edge.people import (
    BEA,
    BOARD,
    CLEO,
    FAY,
    IN_TIME,
    LAPTOP,
    LIVE,
    Answered,
    Caller,
    brought_to_clarification,
    does,
    seat,
    set_table,
)
from tests.edge.weather import weather


@pytest.mark.e2e
def test_a_line_that_fell_silent_is_taken_for_dead(comes: Comes, house):
    room = set_table()
    brought_to_clarification(room)
    with weather(house.port) as wifi:
        bea = comes(url=wifi.url)
        page = bea.sits(room, BEA)
        page.clock.install()
        does(room, CLEO, "ask", text="For how long?")  # what comes now is watched by the new clock
        expect(page.locator("#i-more")).to_contain_text("1 question", timeout=IN_TIME)
        wifi.stall()
        does(room, CLEO, "ask", text="Since when?")
        page.clock.fast_forward(20_000)
        expect(page.locator("#i-more")).to_contain_text("1 question")
        page.clock.fast_forward(6_000)
        for _ in range(6):  # as many lines as a browser keeps, each as dead as the first
            page.wait_for_timeout(700)
            page.clock.fast_forward(8_000)

        expect(page.locator("#i-more")).to_contain_text("2 questions", timeout=IN_TIME)
        expect(page.locator("#link")).to_be_empty()


@pytest.mark.e2e
def test_a_stream_that_does_not_open_is_asked_for_again(comes: Comes):
    room, bea = set_table(), comes()
    brought_to_clarification(room)
    asked: list[str] = []

    def hang_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()

    bea.context.route(re.compile(r"/stream\?"), hang_once)
    bea.context.add_cookies([{"name": seats.COOKIE, "value": seat(room, BEA), "url": bea.url}])
    bea.page.clock.install()
    with bea.page.expect_request(re.compile(r"/stream\?")):
        page = bea.goes(f"/s/{room.id}/")
    with page.expect_request(re.compile(r"/stream\?")):
        page.clock.fast_forward(8_000)
    does(room, CLEO, "ask", text="Since when?")

    expect(page.locator("#i-more")).to_contain_text("1 question", timeout=IN_TIME)


@pytest.mark.e2e
def test_cut_for_five_seconds_every_screen_is_right_within_two_of_the_return(comes: Comes, house):
    room = set_table()
    brought_to_clarification(room)
    with weather(house.port) as wifi:
        sizes = {FAY: LAPTOP, BEA: (390, 844), SCREEN: BOARD}
        people = {who: comes(*size, url=wifi.url) for who, size in sizes.items()}
        pages = {who: one.sits(room, who) for who, one in people.items()}
        wifi.cut()
        cut = time.monotonic()
        pages[BEA].locator("#ask-text").fill("Written in a tunnel?")
        pages[BEA].get_by_role("button", name="Ask it").click()
        expect(pages[BEA].locator("#ask-form .refusal")).to_contain_text("Not sent yet")
        for page in pages.values():
            expect(page.locator("#link")).to_contain_text("The link is down", timeout=2 * IN_TIME)
        does(room, CLEO, "ask", text="Since when?")
        does(room, FAY, "pause")
        assert pages[FAY].locator("#i-masthead").is_visible()
        pages[FAY].wait_for_timeout(5_000 - 1_000 * (time.monotonic() - cut))
        wifi.back()
        back = time.monotonic()
        expect(pages[FAY].locator("#i-desk_questions")).to_contain_text("Since when?", timeout=IN_TIME)
        expect(pages[SCREEN].locator("#i-head")).to_contain_text("paused", timeout=IN_TIME)
        expect(pages[BEA].locator("#link")).to_be_empty(timeout=IN_TIME)
        assert time.monotonic() - back < 2
        expect(pages[FAY].locator("#i-desk_questions")).to_contain_text("Written in a tunnel?", timeout=IN_TIME)
    assert [one.text for one in rooms.refreshed(room).session.questions] == ["Since when?", "Written in a tunnel?"]


@pytest.mark.e2e
def test_six_tabs_of_one_browser_are_all_right(comes: Comes):
    room, bea = set_table(), comes()
    brought_to_clarification(room)
    tabs = [bea.sits(room, BEA)]
    for _ in range(5):
        tabs.append(bea.context.new_page())
        tabs[-1].goto(tabs[0].url)
        tabs[-1].wait_for_function(LIVE)
    does(room, CLEO, "ask", text="Since when?")
    for tab in tabs:
        expect(tab.locator("#i-more")).to_contain_text("1 question", timeout=2 * IN_TIME)
        expect(tab.locator("#link")).to_be_empty()
    tabs[-1].locator("#ask-text").fill("And now?")
    tabs[-1].get_by_role("button", name="Ask it").click()
    for tab in tabs:
        expect(tab.locator("#i-more")).to_contain_text("2 questions", timeout=2 * IN_TIME)
    assert len(rooms.refreshed(room).session.questions) == 2


class Phone:
    """A screen without a browser, as stubborn as ours: its stream comes back, its acts are sent until answered."""

    def __init__(self, room: Room, port: int, person: str) -> None:
        self.room, self.port, self.person = room, port, person
        self.caller = Caller(port, seat(room, person))
        self.islands: dict[str, str] = {}
        self.lines = self.seq = 0
        self.closing = False
        self.changed = threading.Condition()

    def listens(self) -> None:
        while not self.closing:
            try:
                self._reads()
            except (OSError, http.client.HTTPException):
                continue

    def _reads(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        line.request("GET", f"/s/{self.room.id}/stream", headers={"Cookie": f"{seats.COOKIE}={self.caller.key}"})
        answer = line.getresponse()
        self.lines += 1
        while not self.closing and (said := answer.readline()):
            if said.startswith(b"data: ") and said.endswith(b"\n") and b"seq" in said:
                self._takes(json.loads(said[6:]))
        line.close()

    def _takes(self, event: dict[str, Any]) -> None:
        with self.changed:
            self.islands |= event["islands"]
            self.seq = event["seq"]
            self.changed.notify_all()

    def proposes(self, titles: list[str]) -> None:
        """Puts each title on the paperboard, each sent again under its id until it is answered."""
        self._until_answered(lambda: self.caller.get("/start/"))
        for title in titles:
            key = seats.new_key()
            form = {"title": title, "kind": "project"}
            answer = self._until_answered(lambda: self.caller.acts(self.room, "propose_subject", key, **form))  # noqa: B023
            assert (answer.status, answer.refused) == (200, None), answer.text

    def _until_answered(self, asks: Callable[[], Answered]) -> Answered:
        while True:
            try:
                return asks()
            except (OSError, http.client.HTTPException):
                continue

    def reaches(self, seq: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.seq >= seq, 30)


def test_ten_phones_through_bad_weather_do_each_act_once_and_all_show_the_same(house):
    names = {f"p{n}-0000000": f"P{n}" for n in range(9)}
    room = set_table(names=names)
    with weather(house.port, late=(0.1, 0.3), loses=0.15) as wifi:
        phones = [Phone(room, wifi.port, person) for person in (*names, FAY)]
        ears = [threading.Thread(target=phone.listens, daemon=True) for phone in phones]
        titles = {phone.person: [f"How to {phone.person} {n}?" for n in range(3)] for phone in phones[:-1]}
        hands = [threading.Thread(target=phone.proposes, args=(titles[phone.person],)) for phone in phones[:-1]]
        for thread in ears + hands:
            thread.start()
        for thread in hands:
            thread.join(40)
        done = rooms.refreshed(room)
        for phone in phones:
            phone.reaches(done.seq)
        shown = {phone.person: Caller(house.port, phone.caller.key).get(f"/s/{room.id}/view") for phone in phones}
        for phone in phones:
            phone.closing = True

    assert sorted(one.title for one in done.session.subjects) == sorted(chain(*titles.values()))
    assert wifi.broken >= 3
    assert sum(phone.lines for phone in phones) > len(phones)
    for phone in phones:
        due = json.loads(shown[phone.person].text)["islands"]
        assert {name for name in due if due[name] != phone.islands.get(name) and name != "presence"} == set()
    assert all(titles[phone.person][0] in json.dumps(phone.islands) for phone in phones[:-1])


def turn_of(path: str) -> float:
    """Where between first and last the screens of a room come back, 0 to 1: the same for all of them."""
    return reduce(lambda sum_, sign: (sum_ * 31 + ord(sign)) % 2**32, path, 0) / 2**32


def test_the_turns_of_rooms_are_spread_evenly():
    tenths = Counter(int(10 * turn_of(f"/s/{secrets.token_urlsafe(12)}/stream")) for _ in range(10_000))

    assert sorted(tenths) == list(range(10))
    assert all(850 < many < 1_150 for many in tenths.values())


@pytest.mark.e2e
def test_screens_of_a_large_house_come_back_spread_in_time_and_a_phone_that_slept_at_once(comes: Comes):
    room, bea = set_table(), comes()
    while turn_of(f"/s/{room.id}/stream") < 0.1:  # nearly at once
        room = set_table()
    asked: list[str] = []

    def told_and_lost(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/event-stream", body='event: beat\ndata: {"spread": 20000}\n\n')

    bea.context.route(re.compile(r"/stream\?"), told_and_lost)
    bea.context.add_cookies([{"name": seats.COOKIE, "value": seat(room, BEA), "url": bea.url}])
    bea.context.add_init_script("Math.random = () => 0.5")
    bea.page.clock.install(time=1_800_000_000)
    bea.page.clock.pause_at(1_800_000_001)
    page = bea.goes(f"/s/{room.id}/")
    page.wait_for_timeout(1_000)
    comes_back = 300 + turn_of(f"/s/{room.id}/stream") * 19_700 + 150  # a first try, the room's turn, some chance
    page.clock.run_for(max(int(comes_back) - 1_000, 1))
    page.wait_for_timeout(500)
    assert len(asked) == 1
    page.clock.run_for(1_500)
    page.wait_for_timeout(500)
    assert len(asked) == 2
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(500)
    assert len(asked) == 3
