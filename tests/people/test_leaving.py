"""Removed is removed: from the table, from the cycle, from a room that is open."""

import threading
from contextlib import suppress

import pytest

from besace.cycles import turns
from besace.cycles.mistake import Mistake
from besace.cycles.session import Fate
from besace.journal.writer import WRITER
from besace.live import clock, links, nudges, rooms, seats
from besace.live.models import Seat
from besace.people import aftermath, chairs, handing, holding, leaving, timetable
from besace.people.editions import Outdated
from besace.people.models import FACILITATING, Cycle, Member
from tests.people import cast, sessions
from tests.people.test_timetable import DATES, begun

pytestmark = pytest.mark.usefixtures("february")

ACTIONS = [{"text": f"Call {n} neighbours", "when": "tomorrow", "term": "short"} for n in range(3)]
SETUP = {"facilitator_name": "Fay", "language": "en", "zone": "Europe/Paris"}


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


@pytest.mark.method("G5")
def test_whoever_leaves_while_a_session_is_under_way_does_not_take_that_session_along():
    cycle, fay, (ana, bea, cleo, dora) = begun("Ana", "Bea", "Cleo", "Dora")
    timetable.change(cycle, turns.promise(timetable.folded(cycle), 1, cleo.id), fay.person, cycle.edition)
    room = holding.open_room(timetable.meeting_of(cycle, 1), fay)

    leaving.remove(cleo)
    sessions.whole(room, fay.id, [ana.id, bea.id, dora.id], ACTIONS)
    aftermath.settle(cycle)

    now = timetable.folded(cycle)
    assert (now.sessions[0].fate, now.been_client) == (Fate.HELD, {ana.id})
    assert [one.id for one in now.waiting] == [bea.id, dora.id]
    assert len(now.to_come) == 2


@pytest.mark.method("G8")
def test_of_two_who_facilitate_and_leave_at_once_one_stays(of):
    group, fay, _ = of
    guy = cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    refused: list[str] = []

    def leave(who: Member) -> None:
        try:
            leaving.leave(who)
        except leaving.Alone:
            refused.append(who.id)

    both = [threading.Thread(target=leave, args=[who]) for who in (fay, guy)]
    WRITER.run(lambda: _start_and_wait(both))
    for one in both:
        one.join(10)

    assert len(refused) == 1
    assert Member.objects.filter(group=group, role__in=FACILITATING, left_at=None).count() == 1


def test_a_cycle_does_not_begin_with_someone_who_leaves_in_that_moment(of):
    group, fay, (ana, bea) = of
    cycle = timetable.propose(group, DATES[:2], 0)
    for one in (ana, bea):
        timetable.confirm(cycle, one, {timetable.slot_of(when): True for when in DATES[:2]})
    begins = threading.Thread(target=_begun, args=[cycle, fay])
    WRITER.run(lambda: (_start_and_wait([begins]), timetable.leave(ana)))
    begins.join(10)

    cycle.refresh_from_db()
    assert ana.id not in {one.id for one in timetable.folded(cycle).participants}


@pytest.mark.method("F4", "G8")
@pytest.mark.parametrize("who", ["fay", "guy"])
def test_whoever_facilitated_with_another_and_leaves_is_cut_from_the_facilitators_screen_too(who):
    cycle, fay, _ = begun("Ana", "Bea", "Cleo", "Dora")
    guy = cast.member(cycle.group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    meeting = timetable.meeting_of(cycle, 1)
    holding.open_room(meeting, opener := {"fay": fay, "guy": guy}[who])
    hers, his = (holding.enter(meeting, one, seats.new_key()) for one in (fay, guy))
    assert his
    assert hers
    assert his.person == hers.person == opener.id
    link = links.mint(rooms.find(his.room), Seat.Role.FACILITATOR, his.person)

    leaving.remove(guy, fay.person)

    assert (seats.still(his), seats.still(hers)) == (False, True)
    assert links.redeem(rooms.find(his.room), link, seats.new_key()) is None
    assert holding.enter(meeting, fay, seats.new_key())


def _start_and_wait(threads: list[threading.Thread]) -> None:
    """Has them come as far as they come while somebody else writes."""
    for one in threads:
        one.start()
    for one in threads:
        one.join(0.5)


def _begun(cycle: Cycle, fay: Member) -> None:
    with clock.at(cast.AT), suppress(Mistake, Outdated):
        timetable.begin(cycle, fay.person, cycle.edition)
