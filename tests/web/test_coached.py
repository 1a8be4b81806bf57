"""Hints on wording can be switched off by each, for a room or for good, and come back; nothing else is touched."""

import pytest

from besace.live import rooms, seats
from besace.web.account.ways import COOKIE as WAYS
from tests.web.stage import ANA, BEA, seat
from tests.web.test_pages import browser

LOADED = {"kind": "question", "text": "Didn't you think about going to an accountant?"}


@pytest.fixture
def ana(room):
    return browser(seat(room, ANA))


def advised(client, room) -> bool:
    return b"hint" in client.post(f"/s/{room.id}/coach", LOADED).content


def switch(client, room, on: str):
    return client.post(f"/s/{room.id}/coached", {"on": on})


@pytest.mark.method("S2")
def test_who_wants_none_is_shown_none_and_may_have_them_back(room, ana):
    assert advised(ana, room)

    assert switch(ana, room, "false").status_code == 302
    assert not advised(ana, room)
    assert 'data-coached="off"' in ana.get(f"/s/{room.id}/").content.decode()

    switch(ana, room, "true")
    assert advised(ana, room)
    assert 'data-coached="on"' in ana.get(f"/s/{room.id}/").content.decode()


def test_it_is_hers_alone_and_goes_with_her_to_another_device(room, ana):
    already = browser(seat(room, ANA))
    bea = browser(seat(room, BEA))
    switch(ana, room, "false")

    later = browser(seat(room, ANA))

    assert not advised(already, room)
    assert not advised(later, room)
    assert advised(bea, room)


def test_what_she_says_in_the_room_goes_before_what_her_account_says(room, ana):
    ana.cookies[WAYS] = "device.uncoached"
    assert not advised(ana, room)

    switch(ana, room, "true")

    assert advised(ana, room)


def test_no_entry_is_written_and_no_open_screen_is_cut(room, ana):
    place = seats.seat_for(room, ana.cookies["besace_device"].value)
    before = rooms.folded(room).seq

    switch(ana, room, "false")

    assert rooms.refreshed(room).seq == before
    assert seats.still(place)


def test_a_stranger_switches_nothing(room, ana):
    assert switch(browser(), room, "false").status_code == 404
    assert advised(ana, room)


def test_nothing_is_computed_for_who_wants_none(room, ana, monkeypatch):
    switch(ana, room, "false")
    monkeypatch.setattr("besace.web.coaching.hints", None)  # to ask it would fail

    assert ana.post(f"/s/{room.id}/coach", LOADED).content == b""


@pytest.mark.method("S5")
def test_conditions_still_read_the_plan_of_who_wants_no_hints(room, ana):
    switch(ana, room, "false")
    ana.post(f"/s/{room.id}/act", {"act": "propose_subject", "title": "My prices", "id": "a" * 32})

    (subject,) = rooms.refreshed(room).session.subjects
    assert set(subject.hints) == {"no-how", "no-benefit"}
