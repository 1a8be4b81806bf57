"""A session held on paper, entered afterwards: the same records as a live one leaves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from besace.cycles.mistake import Mistake
from besace.cycles.session import Fate
from besace.live import clock
from besace.method.parts import Action
from besace.method.words import Condition
from besace.people import paper, timetable
from besace.people.models import Attendance, Meeting, Plan
from besace.people.paper import AlreadyHeld, PaperSession, enter, open_conditions
from tests.people import cast
from tests.people.cycling import DATES, PLAN, Begun, after_session, begun, held


@pytest.fixture
def table() -> Begun:
    return begun("Ana", "Bea", "Cleo", "Dora")


def sheets(table: Begun, client: int = 0, **more: Any) -> PaperSession:
    came = frozenset(one.id for one in table.peers)
    return replace(PaperSession(came, table.peers[client].id, "How can I rest?", "ideas", PLAN), **more)


@pytest.mark.method("S5.2", "G5")
def test_a_session_from_paper_takes_its_turn_in_the_cycle(table):
    held(table, 1, table.peers[2])
    now = timetable.folded(table.cycle)
    assert now.sessions[0].fate is Fate.HELD
    assert now.been_client == {table.peers[2].id}
    assert len(now.to_come) == 3


@pytest.mark.method("S5.2")
def test_it_is_over_when_it_was_and_known_as_one_from_paper(table):
    meeting = held(table, 1, table.peers[0])
    assert meeting.on_paper
    assert (meeting.opened, meeting.ended) == tuple(int(at.timestamp()) for at in (DATES[0].begins, DATES[0].ends))
    assert meeting.actions == 3


@pytest.mark.method("S6.1")
def test_who_came_and_what_each_said_of_the_next_date_is_kept(table):
    ana, bea, cleo, dora = table.peers
    came = frozenset({ana.id, bea.id, cleo.id})
    with after_session(1):
        enter(table.meeting(1), sheets(table, came=came, coming={ana.id: True, bea.id: False}))
    kept = {row.member_id: (row.came, row.next_can) for row in Attendance.objects.filter(meeting=table.meeting(1))}
    assert kept == {ana.id: (True, True), bea.id: (True, False), cleo.id: (True, None), dora.id: (False, None)}
    said = timetable.answers(table.cycle)[timetable.slot_of(DATES[1])]
    assert (said[ana.id], said[bea.id], said[cleo.id]) == (True, False, True)


def test_one_who_is_on_the_way_to_the_table_was_neither_there_nor_absent(table):
    eve = cast.member(table.group, cast.person("Eve"))
    meeting = held(table, 1, table.peers[0])
    assert not Attendance.objects.filter(meeting=meeting, member=eve).exists()


@pytest.mark.method("F4", "S5.2")
def test_the_words_of_the_plan_are_sealed_for_the_client(table):
    meeting = held(table, 1, table.peers[0])
    plan = Plan.objects.get(meeting=meeting)
    assert plan.member == table.peers[0]
    for word in (b"rest", b"bank", b"ideas"):
        assert word not in bytes(plan.sealed)


def test_only_what_was_counted_is_kept_of_how_it_was(table):
    assert held(table, 1, table.peers[0], absent=(table.peers[3],), learned=2).counts == {
        "of": 3,
        "learned": 2,
        "next": 3,
        "next_of": 3,
    }


def test_no_plan_and_no_question_leave_no_plan(table):
    with after_session(1):
        enter(table.meeting(1), sheets(table, question="", actions=(), why="time"))
    meeting = Meeting.objects.get(cycle=table.cycle, number=1)
    assert (meeting.actions, meeting.counts["why"]) == (None, "time")
    assert not Plan.objects.filter(meeting=meeting).exists()


@pytest.mark.method("R7")
def test_who_was_client_again_takes_nobodys_turn_away(table):
    held(table, 1, table.peers[0])
    held(table, 2, table.peers[0])
    now = timetable.folded(table.cycle)
    assert {one.id for one in now.waiting} == {one.id for one in table.peers[1:]}
    assert len(now.to_come) == 3


def test_a_session_is_entered_once_and_two_who_do_it_at_once_are_told(table):
    stale = table.meeting(1)
    stale.cycle = type(table.cycle).objects.get(pk=table.cycle.pk)
    held(table, 1, table.peers[0])
    with after_session(1):
        with pytest.raises(Mistake):
            enter(table.meeting(1), sheets(table, 1))
        with pytest.raises(Mistake):
            enter(stale, sheets(table, 1))
    assert Plan.objects.get(meeting__cycle=table.cycle, meeting__number=1).member == table.peers[0]


def test_a_session_that_is_over_already_is_left_as_it_is(table):
    meeting = table.meeting(1)
    Meeting.objects.filter(pk=meeting.pk).update(ended=1)
    with after_session(1), pytest.raises(AlreadyHeld):
        enter(meeting, sheets(table))
    assert not Attendance.objects.filter(meeting=meeting).exists()
    assert not Plan.objects.filter(meeting=meeting).exists()
    assert not timetable.folded(table.cycle).been_client


def test_a_session_entered_while_it_lasts_ends_then(table):
    now = int(DATES[0].begins.timestamp()) + 3_600
    with clock.at(now):
        enter(table.meeting(1), sheets(table))
    assert Meeting.objects.get(cycle=table.cycle, number=1).ended == now


@pytest.mark.method("S5")
@pytest.mark.parametrize(
    ("actions", "lacking"),
    [
        (PLAN, ()),
        (PLAN[:2], (Condition.THREE_ACTIONS,)),
        ((*PLAN[:2], Action("a", "Respect myself more", "tomorrow")), (Condition.ACTIONS_OPERATIONAL,)),
        ((*PLAN[:2], Action("a", "Call the bank", "some day")), (Condition.ACTIONS_DATED,)),
        ((), (Condition.THREE_ACTIONS,)),
    ],
)
def test_what_a_plan_lacks_of_the_method_is_told(actions, lacking):
    assert open_conditions(actions, "en", date(2026, 3, 12)) == lacking


def test_the_next_date_is_that_of_the_session_after(table):
    found = paper.next_after(timetable.folded(table.cycle), 1)
    assert found
    assert found.number == 2
    alone = begun("Ana")
    assert paper.next_after(timetable.folded(alone.cycle), 1) is None
