"""One marked absent says that she is back: her console line, her chair again, and not a word of the content before."""

import json

import pytest
from playwright.sync_api import expect

from besace.live import rooms
from tests.edge.people import BEA, CLEO, FAY, IN_TIME, LAPTOP, Caller, brought_to_clarification, does, seat, set_table

SUBJECT = "How to rest to last?"


def bea_away(language: str = "en"):
    room = set_table(language)
    brought_to_clarification(room)
    does(room, FAY, "mark_absent", person=BEA)
    return room


def view(caller: Caller, room) -> dict[str, str]:
    islands: dict[str, str] = json.loads(caller.get(f"/s/{room.id}/view").text)["islands"]
    return islands


@pytest.mark.e2e
@pytest.mark.method("F4", "F6")
@pytest.mark.parametrize(
    ("language", "button", "told", "again"),
    [("en", "I’m back", "Fay knows that you are back", "Seat again: Bea"),
     ("fr", "Me revoilà", "Fay sait que vous êtes de retour", "Redonner sa place à : Bea")],
)  # fmt: skip
def test_one_touch_tells_the_facilitator_and_one_touch_seats_her_again(comes, language, button, told, again):
    room = bea_away(language)
    bea, fay = comes(locale=language), comes(*LAPTOP, locale=language)
    phone, console = bea.sits(room, BEA), fay.sits(room, FAY)
    expect(console.locator("#returns")).to_have_count(0)
    phone.get_by_role("button", name=button).click()

    expect(phone.locator("#i-thumb")).to_contain_text(told, timeout=IN_TIME)
    assert SUBJECT not in phone.content()
    seats_again = console.get_by_role("button", name=again.replace(" :", "\u202f:"))
    expect(seats_again).to_be_visible(timeout=IN_TIME)
    seats_again.click()
    expect(phone.locator("#i-contract")).to_contain_text(SUBJECT, timeout=IN_TIME)
    expect(console.locator("#returns")).to_have_count(0)
    assert bea.complaints + fay.complaints == []


@pytest.mark.method("F4")
def test_who_is_marked_absent_can_say_that_and_nothing_else(house):
    room = bea_away()
    caller = Caller(house.port, seat(room, BEA)).trusted()
    before = rooms.folded(room).seq
    answer = caller.post(f"/s/{room.id}/back", accept="application/json")

    assert (answer.status, answer.refused) == (200, None)
    assert SUBJECT not in caller.get(f"/s/{room.id}/view").text
    assert caller.acts(room, "ask", text="Why?").refused["code"] == "not-yours"
    assert rooms.refreshed(room).seq == before  # nothing of it is in the journal


def test_without_scripts_it_is_a_plain_form(house):
    room = bea_away()
    caller = Caller(house.port, seat(room, BEA)).trusted()

    assert 'action="back"' in caller.get(f"/s/{room.id}/").text
    assert caller.post(f"/s/{room.id}/back").status == 302
    assert "Fay knows that you are back" in caller.get(f"/s/{room.id}/").text


def test_only_the_facilitators_console_hears_of_it(house):
    room = bea_away()
    Caller(house.port, seat(room, BEA)).trusted().post(f"/s/{room.id}/back")
    fay, cleo = Caller(house.port, seat(room, FAY)), Caller(house.port, seat(room, CLEO))
    board = Caller(house.port, seat(room, "screen"))

    assert "Bea" in view(fay, room)["returns"]
    assert not [one for one in (cleo, board) if "returns" in view(one, room)]


def test_who_leaves_again_has_to_say_it_again(house):
    room = bea_away()
    bea, fay = Caller(house.port, seat(room, BEA)).trusted(), Caller(house.port, seat(room, FAY))
    bea.post(f"/s/{room.id}/back")
    does(room, FAY, "admit", person=BEA)
    does(room, FAY, "mark_absent", person=BEA)

    assert not view(fay, room).get("returns")
    assert 'action="back"' in view(bea, room)["thumb"]


def test_who_sits_at_the_table_has_nothing_to_say_and_a_stranger_finds_no_such_page(house):
    room = set_table()
    bea, fay = Caller(house.port, seat(room, BEA)).trusted(), Caller(house.port, seat(room, FAY)).trusted()

    assert bea.post(f"/s/{room.id}/back").status == 302
    assert fay.post(f"/s/{room.id}/back").status == 302
    assert not view(fay, room).get("returns")
    assert Caller(house.port).trusted().post(f"/s/{room.id}/back").status == 404
