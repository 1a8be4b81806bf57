"""From one session to the next: what was lived in the room stands in the cycle, and opens the next one (R2, R4)."""

from dataclasses import asdict

import pytest

from besace.cycles.session import Fate
from besace.live import rooms
from besace.live.act import act
from besace.method.acts import Act
from besace.people import aftermath, holding, notebook, plans, subjects, timetable
from besace.people.keepsakes import left_by_the_last
from besace.people.models import Attendance, Subject
from tests.people import cast, sessions
from tests.people.test_timetable import begun

pytestmark = pytest.mark.usefixtures("february")

ACTIONS = [
    {"text": "Call two former colleagues", "when": "tomorrow", "term": "short"},
    {"text": "Open a bank account", "when": "next week", "term": "medium"},
    {"text": "Draft the price list", "when": "in three months", "term": "long"},
]


@pytest.fixture
def lived():
    """A cycle of four whose first session was lived to its end, with Ana as client."""
    cycle, fay, peers = begun("Ana", "Bea", "Cleo", "Dora")
    meeting = timetable.meeting_of(cycle, 1)
    room = holding.open_room(meeting, fay, next_when="Friday", more=left_by_the_last(cycle))
    sessions.whole(room, fay.id, [one.id for one in peers], ACTIONS)
    aftermath.settle(cycle)
    cycle.refresh_from_db()
    return cycle, fay, peers, meeting


@pytest.mark.method("G5", "S6.1")
def test_the_cycle_knows_who_was_the_client_who_came_and_who_can_come_next(lived):
    cycle, _, (ana, bea, *_), meeting = lived
    turning = timetable.folded(cycle)
    assert turning.been_client == {ana.id}
    assert turning.sessions[0].fate is Fate.HELD
    assert Attendance.objects.filter(meeting=meeting, came=True).count() == 4
    assert Attendance.objects.get(meeting=meeting, member=bea).next_can is False
    meeting.refresh_from_db()
    assert (meeting.actions, meeting.counts["of"], meeting.counts["learned"]) == (3, 4, 4)


@pytest.mark.method("R2", "F5")
def test_the_next_session_opens_with_the_plan_of_this_one(lived):
    cycle, fay, (ana, *_), meeting = lived
    assert [step.text for step in plans.plan_of(meeting).steps] == [one["text"] for one in ACTIONS]
    room = holding.open_room(timetable.meeting_of(cycle, 2), fay, more=left_by_the_last(cycle))
    session = rooms.folded(room).session
    assert session.previous.client == ana.id
    assert list(session.previous.actions) == [one["text"] for one in ACTIONS]
    assert session.been_client == {ana.id}


@pytest.mark.method("R4")
def test_a_subject_that_was_not_treated_comes_back_and_the_treated_one_does_not(lived):
    cycle, _, (ana, bea, *_), _ = lived
    waiting = subjects.waiting(cycle.group)
    assert [(one.owner, one.title, one.shown) for one in waiting] == [
        (bea.id, "How can I sell more, to live from it?", True)
    ]
    assert Subject.objects.get(member=ana).state == Subject.State.TREATED
    assert asdict(waiting[0])["key"]


@pytest.mark.method("S6")
def test_each_finds_her_own_words_in_her_notebook_and_nobody_elses(lived):
    _, _, (ana, bea, *_), meeting = lived
    assert notebook.page_of(ana, meeting).learned == f"learned by {ana.id}"
    assert notebook.page_of(bea, meeting).learned == f"learned by {bea.id}"


def test_settling_again_changes_nothing(lived):
    cycle, *_ = lived
    subjects, came = (
        Subject.objects.filter(member__group=cycle.group_id),
        Attendance.objects.filter(meeting__cycle=cycle),
    )
    before = cycle.changes.count(), subjects.count(), came.count()
    aftermath.settle(cycle)
    aftermath.settle_all()
    assert (cycle.changes.count(), subjects.count(), came.count()) == before


def test_a_room_that_is_still_open_is_not_settled():
    cycle, fay, _ = begun("Ana", "Bea", "Cleo", "Dora")
    meeting = timetable.meeting_of(cycle, 1)
    holding.open_room(meeting, fay)
    aftermath.settle(cycle)
    meeting.refresh_from_db()
    assert meeting.ended is None


@pytest.mark.method("F4")
def test_a_failure_on_the_way_keeps_nothing_by_halves(monkeypatch):
    cycle, fay, peers = begun("Ana", "Bea", "Cleo", "Dora")
    meeting = timetable.meeting_of(cycle, 1)
    room = holding.open_room(meeting, fay)
    sessions.whole(room, fay.id, [one.id for one in peers], ACTIONS)
    with monkeypatch.context() as broken:
        broken.setattr(notebook, "keep", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            aftermath.settle(cycle)
    meeting.refresh_from_db()
    assert meeting.ended is None
    aftermath.settle(cycle)
    meeting.refresh_from_db()
    assert meeting.ended is not None
    assert act(room, fay.id, Act("open", {}), "late-late").refusal is not None


@pytest.mark.method("F4", "G8")
def test_who_facilitates_with_another_and_was_not_there_sees_no_plan(lived):
    cycle, fay, (ana, *_), meeting = lived
    guy = cast.member(cycle.group, cast.person("Guy"), "co-facilitator")
    assert plans.shown_to(ana, cycle) is not None
    assert plans.shown_to(guy, cycle) is None
    assert plans.shown_to(fay, cycle) is None  # she opened it, and never came in

    assert holding.facilitates(meeting, guy)
    meeting.facilitator = fay
    meeting.save()
    assert not holding.facilitates(meeting, guy)
