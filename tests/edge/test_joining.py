"""Joining as people do it, through the pages: in by a code or a square, out when a phone is lost, back by a link."""

import re
import time

import pytest
from playwright.sync_api import expect

from besace.live import clock, codes, doors, rooms, seats
from besace.live.codes import SIGNS
from tests.edge.people import (
    ANA,
    FAY,
    IN_TIME,
    LAPTOP,
    Caller,
    brought_to_clarification,
    code_of,
    does,
    seat,
    set_table,
)

pytestmark = pytest.mark.e2e

SOON = IN_TIME + 1_000  # a waiting page asks every second
A_CHANGE = 1_700_000_400 // 600 * 600


def test_a_room_is_opened_within_a_minute_and_two_come_in(comes):
    began = time.monotonic()
    fay, ana, bea = comes(*LAPTOP), comes(), comes()
    room = fay.opens_a_room("Ana\nBea")
    board = fay.opens_the_board()
    shown = board.locator(".boardcode").inner_text()
    assert shown.replace("-", "") == code_of(room)

    ana.types_code(f" {shown[:4].lower()} {shown[5:]} ")
    words = ana.knocks("ana")
    line = fay.page.locator(".line", has_text="Ana")
    expect(line.locator(".twowords span")).to_have_text(words, timeout=IN_TIME)
    line.get_by_role("button", name="Admit").click()
    ana.is_seated()
    expect(fay.page.locator("#i-gathering")).to_contain_text("Here: Ana", timeout=IN_TIME)
    assert time.monotonic() - began < 60

    token = codes.codes(room.id, clock.real()).token
    bea.goes(f"/join/#{room.id}.{token}")
    words = bea.knocks("Bea")
    line = fay.page.locator(".line", has_text="Bea")
    expect(line.locator(".twowords span")).to_have_text(words, timeout=IN_TIME)
    line.get_by_role("button", name="Not now").click()
    expect(bea.page.locator("h1")).to_have_text("Not just now, Bea.", timeout=SOON)
    bea.page.get_by_role("link", name="Knock again").click()
    bea.knocks("Bea")
    fay.page.get_by_role("button", name="Admit Bea").click()
    bea.is_seated()
    assert [len(rooms.folded(room).session.people), len(rooms.folded(room).session.present)] == [2, 2]
    assert fay.complaints + ana.complaints + bea.complaints == []


def test_a_room_may_be_opened_without_a_name_at_the_table(comes):
    fay, zoe = comes(*LAPTOP), comes()
    room = fay.opens_a_room("")
    zoe.types_code(code_of(room))
    zoe.knocks("Zoé")
    fay.page.get_by_role("button", name="Admit Zoé").click()
    zoe.is_seated()

    session = rooms.folded(room).session
    assert [session.name_of(one) for one in session.present] == ["Zoé"]


def test_a_code_is_good_for_its_time_and_a_minute_more(comes):
    room, guest = set_table(), comes()
    clock.put(A_CHANGE + 5)
    code = code_of(room)
    clock.put(A_CHANGE + 600 + 60 - 1)
    page = guest.types_code(code)
    expect(page.get_by_role("textbox", name="Your first name")).to_be_visible()

    clock.put(A_CHANGE + 600 + 60)
    page = comes().types_code(code)
    expect(page.get_by_role("alert")).to_contain_text("This code has changed")
    assert page.get_by_label("The code on the board").input_value() == code


def test_a_wrong_letter_is_said_beside_the_code_which_stays(comes):
    room, guest = set_table(), comes()
    right = code_of(room)
    wrong = right[:-1] + next(sign for sign in SIGNS if sign != right[-1])
    page = guest.types_code(wrong)

    expect(page.get_by_role("alert")).to_contain_text("No room has this code now")
    expect(page.get_by_label("The code on the board")).to_have_value(wrong)
    page.get_by_label("The code on the board").fill(right)
    page.get_by_role("button", name="Go to the door").click()
    expect(page.get_by_role("textbox", name="Your first name")).to_be_visible()


def test_once_the_telling_began_a_right_code_leads_nowhere(comes):
    room, guest = set_table(), comes()
    code = code_of(room)
    brought_to_clarification(room)

    expect(guest.types_code(code).locator("h1")).to_have_text("The telling has begun.")


@pytest.mark.method("F3", "G2")
def test_the_tenth_is_refused_with_the_reason(comes):
    fay, zoe = comes(*LAPTOP), comes()
    room = fay.opens_a_room("Ana\nBea\nCleo\nDora\nEve\nFlo\nGwen\nHana\nIda")
    page = zoe.types_code(code_of(room))
    page.get_by_role("textbox", name="Your first name").fill("Zoe")
    page.get_by_role("button", name="Knock at the door").click()

    expect(page.locator("h1")).to_have_text("The table is full.")
    expect(page.locator("main")).to_contain_text("so that each can speak")
    assert doors.waiting(room) == ()


def test_a_seat_moves_to_another_phone_and_the_former_one_is_told(comes):
    room = set_table()
    fay, former, other = comes(*LAPTOP), comes(), comes()
    console, left = fay.sits(room, "fay-000000"), former.sits(room, ANA)
    other.types_code(code_of(room))
    other.knocks("ana")
    line = console.locator(".line", has_text="Ana")
    expect(line).to_contain_text("moves to another device", timeout=IN_TIME)
    line.get_by_role("button", name="Move the seat").click()

    other.is_seated()
    expect(left.locator("#i-head")).to_have_count(0, timeout=IN_TIME)
    expect(left.locator("h1")).to_have_text("No such seat")
    assert len(rooms.folded(room).session.people) == 3


def test_a_lost_phone_is_shut_out_at_once(comes, house):
    fay, ana = comes(*LAPTOP), comes()
    room = fay.opens_a_room("Ana\nBea")
    ana.types_code(code_of(room))
    ana.knocks("Ana")
    fay.page.get_by_role("button", name="Admit Ana").click()
    ana.is_seated()
    lost = Caller(house.port, ana.key).trusted()
    fay.page.get_by_role("link", name="Seats and devices").click()
    fay.page.get_by_role("button", name="Shut this device out Ana").click()

    expect(ana.page.locator("h1")).to_have_text("This device has left the table.", timeout=IN_TIME)
    for word in ("propose_subject", "no-such-word"):
        real = lost.acts(room, word, title="How?", kind="project")
        none = lost.post("/s/aaaaaaaaaaaaaaaa/act", {"act": word}, accept="application/json")
        assert (real.status, none.status) == (404, 404)
        assert bare(real.text) == bare(none.text)
    assert lost.get(f"/s/{room.id}/stream").status == 404
    expect(fay.page.get_by_text("0 devices").first).to_be_visible()


def test_the_facilitators_link_brings_her_to_a_second_laptop_until_she_replaces_it(comes):
    fay, second, thief, third = (comes(*LAPTOP) for _ in range(4))
    room = fay.opens_a_room("Ana")
    second.goes(fay.link)
    expect(second.page.locator("body.page--console")).to_be_visible()

    fay.page.get_by_role("link", name="Seats and devices").click()
    fay.page.get_by_role("button", name="A new private link").click()
    new = fay.page.get_by_label("The link").input_value()
    thief.goes(fay.link)
    expect(thief.page.locator("h1")).to_have_text("No such seat")
    third.goes(new)
    expect(third.page.locator("body.page--console")).to_be_visible()
    second.page.get_by_label("First name").fill("Zoe")
    second.page.get_by_role("button", name="Add someone").click()
    expect(third.page.locator("#i-gathering")).to_contain_text("Zoe", timeout=IN_TIME)
    assert len(rooms.folded(room).session.people) == 2

    fay.goes(f"/s/{room.id}/door/").get_by_role("button", name="Shut this device out").first.click()
    fay.page.get_by_role("button", name="Shut this device out").first.click()
    expect(fay.page.get_by_role("button", name="Shut this device out")).to_have_count(0)
    expect(second.page.locator("h1")).to_have_text("No such seat", timeout=IN_TIME)
    expect(third.page.locator("h1")).to_have_text("No such seat", timeout=IN_TIME)


def test_a_board_link_serves_once_and_shows_the_board_only(comes, house):
    fay, projector, other = comes(*LAPTOP), comes(1920, 1080), comes()
    room = fay.opens_a_room("Ana")
    fay.page.get_by_role("link", name="Seats and devices").click()
    fay.page.get_by_role("button", name="A link for another machine").click()
    link = fay.page.get_by_label("The link").input_value()
    projector.goes(link)
    expect(projector.page.locator("body.page--board")).to_be_visible()
    expect(projector.page.locator(".boardcode")).to_be_visible()

    other.goes(link)
    expect(other.page.locator("h1")).to_have_text("No such seat")
    board = Caller(house.port, projector.key).trusted()
    assert board.acts(room, "open").refused["code"] == "not-yours"
    assert board.get(f"/s/{room.id}/door/").status == 404


HERS = ["door/"]
HERS_TO_DO = ["door/answer", "door/release", "door/link"]


@pytest.mark.method("F3")
def test_a_participant_has_nothing_of_the_facilitators_nor_of_another_room(house):
    room, other = set_table(), set_table()
    caller = Caller(house.port, seat(room, ANA)).trusted()
    of_others = ["", "board/", "view", "time", "stream", "sheet/", "plan.ics", *HERS]
    none = {path: caller.get(f"/s/aaaaaaaaaaaaaaaa/{path}") for path in of_others}
    asked = [(other, path) for path in of_others] + [(room, path) for path in (*HERS, "plan.ics")]
    for where, path in asked:
        found = caller.get(f"/s/{where.id}/{path}")
        assert found.status == none[path].status == 404
        assert bare(found.text) == bare(none[path].text), path
    before = rooms.folded(room).seq
    for where, path in [(one, path) for one in (room, other) for path in HERS_TO_DO] + [
        (other, "act"),
        (other, "coach"),
    ]:
        found = caller.post(f"/s/{where.id}/{path}", {"person": ANA, "act": "open", "answer": "admit"})
        real = caller.post(f"/s/aaaaaaaaaaaaaaaa/{path}", {"person": ANA})
        assert (found.status, bare(found.text)) == (404, bare(real.text)), path
    assert rooms.refreshed(room).seq == before


def test_someone_elses_seat_cannot_be_named(house):
    room = set_table()
    hers = seat(room, "fay-000000")
    place = seats.seat_for(room, hers)
    caller = Caller(house.port, seat(room, ANA)).trusted()

    assert caller.get(f"/s/{room.id}/?seat={place.id}").status == 404
    assert caller.acts(room, "open", seat=place.id).status == 404
    does(room, "fay-000000", "open")


def test_who_knocks_anew_under_another_name_is_not_let_in_by_the_former_words(house):
    room = set_table()
    fay, guest = Caller(house.port, seat(room, FAY)).trusted(), Caller(house.port, "a" * 22).trusted()
    guest.post("/join/", {"code": code_of(room)})
    guest.post(f"/join/{room.id}/knock", {"name": "Zoe"})
    seen = doors.waiting(room)[0]
    guest.post(f"/join/{room.id}/knock", {"name": "Ana"})
    opens = {"knock": seen.id, "answer": "admit", "words": seen.words}
    late = fay.post(f"/s/{room.id}/door/answer", opens, accept="application/json")

    assert (late.status, late.refused["code"]) == (409, "unknown")
    assert guest.get(f"/s/{room.id}/view").status == 404
    opens["words"] = doors.waiting(room)[0].words
    assert fay.post(f"/s/{room.id}/door/answer", opens, accept="application/json").status == 200
    assert guest.get(f"/s/{room.id}/view").status == 200


def test_a_seat_that_is_shut_out_while_it_is_looked_up_is_not_remembered(monkeypatch):
    room = set_table()
    key = seat(room, ANA)
    place, made = seats.seat_for(room, key), seats._place_of
    seats.forget_memory()

    def slowly(row):
        found = made(row)
        monkeypatch.setattr(seats, "_place_of", made)
        seats.shut_out(room, place.id)
        return found

    monkeypatch.setattr(seats, "_place_of", slowly)
    seats.seat_for(room, key)

    assert seats.seat_for(room, key) is None


def bare(html: str) -> str:
    """A page without what is a request's own: the form's token, and the address to come back to."""
    return re.sub(r'value="(\w{64}|/s/[^"]*)"', "", html)
