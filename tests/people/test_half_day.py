"""Two clients in a half-day: two sessions of a cycle on one date, each with a turn, keys and a plan (G5, R2, R4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

import pytest

from besace.cycles.mistake import Mistake, Why
from besace.cycles.wall import WallTime
from besace.journal.keys import VAULT_KEYS
from besace.live import clock, onward, rooms, seats
from besace.live.models import Room, Seat
from besace.live.onward import NothingFollows
from besace.people import aftermath, erasing, half_day, holding, plans, timetable
from besace.people.keepsakes import left_by_the_last
from besace.people.models import Cycle, Group, Meeting, Member
from besace.post import due, standing
from besace.post.models import Kind
from tests.people import cast, sessions

MORNINGS = tuple(WallTime(date(2026, month, 14), time(9), "Europe/Paris", 210) for month in (3, 4))
PLAN = [
    {"text": "Write to the pickers", "when": "tomorrow", "term": "short"},
    {"text": "Cook on Fridays", "when": "next month", "term": "medium"},
    {"text": "Fit out two rooms", "when": "by the summer", "term": "long"},
]


@dataclass(frozen=True)
class Orchard:
    group: Group
    cycle: Cycle
    fay: Member
    peers: list[Member]

    def table(self, client: int) -> list[str]:
        """The ids of all four, the client first."""
        ids = [one.id for one in self.peers]
        return [ids[client], *(one for n, one in enumerate(ids) if n != client)]


@pytest.fixture
def orchard() -> Orchard:
    with clock.at(cast.AT):
        group, fay, peers = cast.facilitated("Dan", "Eli", "Flo", "Gus", minutes=210, format="half-day")
        cycle = timetable.propose(group, MORNINGS, 0)
        for one in peers:
            timetable.confirm(cycle, one, {timetable.slot_of(when): True for when in MORNINGS})
        timetable.begin(cycle, fay.person, cycle.edition)
    return Orchard(group, cycle, fay, peers)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.at(int(MORNINGS[0].begins.timestamp())):
        yield


def first_of(at: Orchard, number: int, client: int) -> Meeting:
    meeting = timetable.meeting_of(at.cycle, number)
    meeting.cycle = at.cycle
    room = holding.open_room(meeting, at.fay, next_when="14 April", more=left_by_the_last(at.cycle))
    play(room, at.table(client))
    return meeting


def play(room: Room, table: list[str]) -> None:
    session = rooms.folded(room).session
    if session.second:  # its reception begins with the subjects
        return sessions.whole_second(room, session.facilitator, table, PLAN)
    return sessions.whole(room, session.facilitator, table, PLAN)


def go_on(first: Meeting) -> Room:
    return half_day.go_on(first, lambda _: {"next_session": True, "next_when": "14 April"})


@pytest.mark.method("G5")
def test_a_cycle_of_half_days_needs_half_as_many_dates_and_keeps_a_turn_for_each(orchard):
    stands = timetable.to_come(orchard.cycle)

    assert [one.when for one in stands] == [*MORNINGS, None, None]
    with clock.at(cast.AT):
        group, fay, peers = cast.facilitated("Ana", "Bea", minutes=210, format="half-day")
        cycle = timetable.propose(group, MORNINGS, 0)
        for one in peers:
            timetable.confirm(cycle, one, {timetable.slot_of(when): True for when in MORNINGS})
        with pytest.raises(Mistake) as wrong:
            timetable.begin(cycle, fay.person, cycle.edition)
    assert (wrong.value.why, wrong.value.found, wrong.value.wanted) == (Why.NOT_HALF_AS_MANY, 2, 1)


@pytest.mark.method("G5", "R7")
def test_both_clients_of_a_half_day_have_had_their_turn(orchard):
    first = first_of(orchard, 1, client=0)
    second = go_on(first)
    play(second, orchard.table(1))
    aftermath.settle(orchard.cycle)

    turning = timetable.folded(orchard.cycle)
    assert turning.been_client == {orchard.peers[0].id, orchard.peers[1].id}
    assert len(turning.to_come) == len(turning.waiting) == 2
    assert [one.when is None for one in turning.to_come] == [False, True]
    assert rooms.folded(second).session.been_client == {orchard.peers[0].id}
    assert rooms.folded(second).session.number == 2


@pytest.mark.method("G5")
def test_the_date_is_asked_about_once_at_the_end_of_the_second(orchard):
    first = first_of(orchard, 1, client=0)
    assert first.room
    assert rooms.folded(first.room).session.next_session is False

    assert rooms.folded(go_on(first)).session.next_session is True


@pytest.mark.method("F4", "S5")
def test_each_client_keeps_her_own_plan_and_her_own_keys(orchard):
    first = first_of(orchard, 1, client=0)
    second = go_on(first)
    play(second, orchard.table(1))
    aftermath.settle(orchard.cycle)
    assert first.room
    assert first.room.journal != second.journal

    other = Meeting.objects.select_related("cycle", "room").get(room=second)
    kept = VAULT_KEYS.living(second.journal)
    erasing.erase_session(orchard.peers[0], Meeting.objects.select_related("room", "cycle").get(pk=first.pk))

    assert plans.plan_of(first) is None
    assert plans.plan_of(other) is not None
    assert VAULT_KEYS.living(second.journal) == kept


@pytest.mark.method("R2")
def test_the_next_half_day_begins_each_session_with_the_plan_of_one_of_the_two(orchard):
    play(go_on(first_of(orchard, 1, client=0)), orchard.table(1))
    with clock.at(int(MORNINGS[1].begins.timestamp())):
        aftermath.settle(orchard.cycle)
        third = timetable.meeting_of(orchard.cycle, 2)
        third.cycle = orchard.cycle
        room = holding.open_room(third, orchard.fay, more=left_by_the_last(orchard.cycle))
        before = rooms.folded(room).session.previous
        assert before
        assert before.client == orchard.peers[0].id

        play(room, orchard.table(2))
        then = rooms.folded(go_on(third)).session.previous

    assert then
    assert then.client == orchard.peers[1].id


@pytest.mark.method("R4")
def test_a_subject_left_over_waits_in_the_second_session_for_its_owner(orchard):
    second = rooms.folded(go_on(first_of(orchard, 1, client=0))).session

    assert [(one.owner, one.title) for one in second.waiting] == [
        (orchard.peers[1].id, "How can I sell more, to live from it?")
    ]


@pytest.mark.method("F6")
def test_every_screen_keeps_its_seat_and_is_told_once(orchard):
    meeting = timetable.meeting_of(orchard.cycle, 1)
    meeting.cycle = orchard.cycle
    room = holding.open_room(meeting, orchard.fay)
    key = seats.new_key()
    seats.take(room, orchard.peers[2].id, key, Seat.Role.PARTICIPANT)
    assert onward.onward_of(room) is None
    play(room, orchard.table(0))

    second = go_on(meeting)

    assert [place.person for place in seats.seats_of(second, key)] == [orchard.peers[2].id]
    assert onward.onward_of(room) == onward.Onward(second.id)
    assert go_on(meeting).id == second.id
    assert Meeting.objects.filter(cycle=orchard.cycle).exclude(room=None).count() == 2


def test_nothing_follows_before_the_close_and_none_when_every_turn_has_been(orchard):
    meeting = timetable.meeting_of(orchard.cycle, 1)
    meeting.cycle = orchard.cycle
    holding.open_room(meeting, orchard.fay)
    with pytest.raises(NothingFollows):
        go_on(meeting)

    assert timetable.folded(orchard.cycle).been_client == frozenset()
    assert [one.when for one in timetable.to_come(orchard.cycle)] == [*MORNINGS, None, None]


@pytest.mark.method("B1", "F5")
def test_a_half_day_is_thanked_for_once_and_both_clients_can_be_reminded(orchard):
    first = first_of(orchard, 1, client=0)
    play(go_on(first), orchard.table(1))
    aftermath.settle(orchard.cycle)
    for plan in standing.of(orchard.group).last_plans:
        plans.remind(plan, before=True, on_the_day=False)

    now = clock.now() + 600
    wanted = due.wanted(standing.of(orchard.group), now)
    thanks = [one.member.person.name for one in wanted if one.kind is Kind.THANKS and one.member and not one.expected]
    reminded = {one.member.person.name for one in wanted if one.kind is Kind.ACTIONS and one.member}

    assert sorted(thanks) == ["Dan", "Eli", "Flo", "Gus"]
    assert reminded == {"Dan", "Eli"}
    assert not [one for one in wanted if one.kind is Kind.CHANGED]
