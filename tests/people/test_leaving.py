"""Removed is removed: from the table, from the cycle, from a room that is open."""

import pytest

from besace.live import clock, links, nudges, rooms, seats
from besace.live.models import Seat
from besace.people import chairs, handing, leaving, timetable
from besace.people.models import Member
from tests.people import cast
from tests.people.test_timetable import DATES

SETUP = {"facilitator_name": "Fay", "language": "en", "zone": "Europe/Paris"}


@pytest.fixture(autouse=True)
def _february():
    with clock.at(cast.AT):
        yield


@pytest.fixture
def of():
    return cast.facilitated("Ana", "Bea")


def test_a_chair_is_free_as_soon_as_its_member_is_removed(of):
    group, fay, (ana, _) = of

    leaving.remove(ana, fay.person)

    assert chairs.free(group) == 1
    assert Member.objects.get(pk=ana.pk).left_at


@pytest.mark.method("F4")
def test_an_open_room_is_shut_to_whoever_is_removed_and_to_nobody_else(of):
    group, fay, (ana, bea) = of
    cycle = timetable.propose(group, DATES[:2], 0)
    meeting = timetable.meeting_of(cycle, 1)
    people = [{"id": one.id, "name": one.person.name} for one in (ana, bea)]
    meeting.room = room = rooms.open_room(SETUP | {"people": people}, fay.id)
    meeting.save()
    hers, other = seats.new_key(), seats.new_key()
    place = seats.take(room, ana.id, hers, Seat.Role.PARTICIPANT)
    kept = seats.take(room, bea.id, other, Seat.Role.PARTICIPANT)
    link = links.mint(room, Seat.Role.PARTICIPANT, ana.id)
    told: list[tuple[str, tuple[str, ...]]] = []
    nudges.listen(hear := lambda room_id, devices: told.append((room_id, devices)))

    leaving.remove(ana, fay.person)
    nudges.stop_listening(hear)

    assert (seats.still(place), seats.still(kept)) == (False, True)
    assert told == [(room.id, (place.device,))]
    assert links.redeem(room, link, seats.new_key()) is None


@pytest.mark.method("G8")
def test_a_session_handed_to_someone_who_leaves_is_the_facilitators_again(of):
    group, fay, _ = of
    guy = cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    timetable.propose(group, DATES[:2], 0)
    assert handing.hand(group, 1, guy.id)

    leaving.remove(guy, fay.person)

    assert [one.to for one in handing.sessions(group)] == [None, None]
