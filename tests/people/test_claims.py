"""Claiming a seat that was taken without an account: the browser proves it, once, and nobody else can."""

import pytest

from besace.live import rooms, seats
from besace.live.models import Room, Seat
from besace.method.words import SCREEN
from besace.people import claims
from tests.people import cast
from tests.web.stage import ANA, BEA, FAY, opened, seat


@pytest.fixture
def room() -> Room:
    return opened()


def place(room: Room, key: str) -> str:
    return seats.seats_of(room, key)[0].id


def test_a_browser_offers_the_seats_it_holds_but_no_board_and_no_demonstration(room):
    key = seat(room, ANA)
    seats.take(room, SCREEN, key, Seat.Role.SCREEN)
    shown = rooms.open_room({"facilitator_name": "Fay", "language": "en", "minutes": "180"}, FAY, demo=True)
    seats.take(shown, FAY, key, Seat.Role.FACILITATOR)

    assert [(one.room, one.person) for one in claims.offered(key)] == [(room.id, ANA)]
    assert claims.offered("") == ()


@pytest.mark.parametrize("who", [ANA, FAY])
def test_a_claimed_seat_is_found_again_on_another_device(room, who):
    key, ana = seat(room, who), cast.person()
    claimed = claims.claim(ana, key, place(room, key))
    elsewhere = seats.new_key()

    assert claimed
    assert claims.offered(key) == ()
    assert [one.seat for one in claims.held_by(ana)] == [who]

    taken = claims.take(ana, str(claimed.pk), elsewhere)

    assert taken
    assert (taken.room, taken.person) == (room.id, who)
    assert bool(seats.seats_of(room, key)) == (who == FAY)


def test_a_seat_the_browser_does_not_hold_is_not_claimed(room):
    theirs = seat(room, BEA)

    assert claims.claim(cast.person(), seat(room, ANA), place(room, theirs)) is None
    assert claims.claim(cast.person(), "", place(room, theirs)) is None
    assert claims.claim(cast.person(), seats.new_key(), place(room, theirs)) is None


def test_a_seat_is_claimed_by_one_person(room):
    key = seat(room, ANA)
    first = claims.claim(cast.person(), key, place(room, key))

    assert first
    assert claims.claim(cast.person(), key, place(room, key)) is None


@pytest.mark.parametrize("asked", ["", "x", "0", "²", "9" * 30, "theirs"])
def test_what_someone_else_claimed_is_not_taken(room, asked):
    key = seat(room, ANA)
    claimed = claims.claim(cast.person(), key, place(room, key))
    assert claimed
    wanted = str(claimed.pk) if asked == "theirs" else asked

    assert claims.take(cast.person(), wanted, seats.new_key()) is None


def test_whoever_was_shut_out_does_not_come_back_by_a_claim(room):
    key, ana = seat(room, ANA), cast.person()
    claimed = claims.claim(ana, key, place(room, key))
    assert claimed
    seats.shut_out(room, place(room, key))

    assert claims.is_shut(claimed)
    assert claims.take(ana, str(claimed.pk), key) is None
