"""A session erased by its client: what goes, what stays, and that the next one copes (F4, F5, R2)."""

import json

import pytest

from besace.journal import receipts
from besace.journal.keys import VAULT_KEYS
from besace.journal.receipts import Verdict
from besace.live import clock, rooms, seats
from besace.live.models import Room, Seat
from besace.people import aftermath, holding, notebook, plans, retention, shredding, subjects, timetable
from besace.people.keepsakes import left_by_the_last
from besace.people.models import Attendance, Meeting
from tests.people import cast, sessions
from tests.people.test_afterwards import ACTIONS
from tests.people.test_timetable import begun

pytestmark = pytest.mark.method("F4")


@pytest.fixture(autouse=True)
def _february(forget_memory):
    with clock.at(cast.AT):
        yield
    forget_memory()


@pytest.fixture
def held():
    """The first of four sessions lived to its end, Ana its client; nobody has looked at the cycle since."""
    cycle, fay, peers = begun("Ana", "Bea", "Cleo", "Dora")
    return cycle, fay, peers, lived(cycle, fay, peers, 1)


def lived(cycle, fay, peers, number: int) -> Room:
    room = holding.open_room(timetable.meeting_of(cycle, number), fay, more=left_by_the_last(cycle))
    holding.enter(timetable.meeting_of(cycle, number), fay, seats.new_key())
    table = peers[number - 1 :] + peers[: number - 1]
    sessions.whole(room, fay.id, [one.id for one in table], ACTIONS)
    return room


def test_only_its_client_may_and_only_once_it_is_over(held):
    cycle, fay, (ana, *others), room = held
    meeting = timetable.meeting_of(cycle, 1)
    assert shredding.of_member(ana, meeting)
    assert not any(shredding.of_member(one, meeting) for one in (fay, *others))
    live = holding.open_room(timetable.meeting_of(cycle, 2), fay)
    assert not any(shredding.may(rooms.folded(live).session, one.id) for one in (fay, ana, *others))
    assert shredding.may(rooms.folded(room).session, ana.id)


def test_all_that_was_said_goes_and_what_each_kept_stays(held):
    cycle, _, (ana, bea, *_), room = held
    made = shredding.shred(room)
    meeting = timetable.meeting_of(cycle, 1)

    assert VAULT_KEYS.living(room.journal) == frozenset()
    assert rooms.folded(room).session.people == ()
    assert not Seat.objects.filter(room=room).exists()
    assert receipts.check(made.receipt).verdict is Verdict.OURS
    assert notebook.page_of(ana, meeting).learned == f"learned by {ana.id}"
    assert notebook.page_of(bea, meeting).learned == f"learned by {bea.id}"
    assert plans.plan_of(meeting) is not None
    assert [one.title for one in subjects.of(bea)] == ["How can I sell more, to live from it?"]


def test_that_it_took_place_and_whose_turn_it_was_stays(held):
    cycle, _, (ana, *_), room = held
    shredding.shred(room)
    aftermath.settle(cycle)
    cycle.refresh_from_db()
    meeting = timetable.meeting_of(cycle, 1)
    assert timetable.folded(cycle).been_client == {ana.id}
    assert Attendance.objects.filter(meeting=meeting, came=True).count() == 4
    assert meeting.words_ended == cast.AT
    assert not shredding.of_member(ana, meeting)
    retention.sweep(cast.AT + 46 * retention.DAY)
    assert Meeting.objects.get(pk=meeting.pk).words_ended == cast.AT


def test_her_own_page_plan_and_subject_go_too_only_if_she_lets_them(held):
    cycle, _, (ana, bea, *_), room = held
    aftermath.settle(cycle)
    meeting = timetable.meeting_of(cycle, 1)
    assert shredding.copies(ana, meeting) == shredding.Copies(own=True, next_opened=False)
    made = shredding.shred(room, whose=ana)

    assert plans.plan_of(meeting) is None
    assert not notebook.page_of(ana, meeting)
    assert not [one for one in subjects.of(ana) if one.treated]
    assert notebook.page_of(bea, meeting).learned
    gone = json.loads(made.receipt)["destroyed"]
    group = f"group:{cycle.group_id}"
    assert len(gone) >= len({"session", "page", "subject"})
    assert not {key.kid.hex() for key in VAULT_KEYS.keys_of(group).values()} & set(gone)
    assert sum(gone.values()) > 0


def test_doing_it_twice_gives_the_same_receipt(held):
    *_, room = held
    first = shredding.shred(room)
    assert shredding.shred(room).id == first.id


@pytest.mark.method("F5", "R2")
@pytest.mark.parametrize("own", [True, False])
def test_the_next_session_copes(held, own):
    cycle, fay, peers, room = held
    shredding.shred(room, whose=peers[0] if own else None)
    with clock.at(cast.AT + 5 * retention.DAY):
        cycle.refresh_from_db()
        second = lived(cycle, fay, peers, 2)
        session = rooms.folded(second).session
        assert session.client == peers[1].id
        assert (session.previous is None) is own
        aftermath.settle(cycle)
        assert notebook.page_of(peers[1], timetable.meeting_of(cycle, 2)).learned


def test_the_copy_of_her_plan_in_a_next_session_that_is_open_already_is_said(held):
    cycle, fay, (ana, *_), _ = held
    aftermath.settle(cycle)
    with clock.at(cast.AT + retention.DAY):
        cycle.refresh_from_db()
        holding.open_room(timetable.meeting_of(cycle, 2), fay, more=left_by_the_last(cycle))
        assert shredding.copies(ana, timetable.meeting_of(cycle, 1)).next_opened


def test_a_session_of_no_group_goes_whole():
    room = rooms.open_room({"facilitator_name": "Fay", "people": [{"id": "ana", "name": "Ana"}]}, "fay")
    seats.take(room, "ana", seats.new_key(), Seat.Role.PARTICIPANT)
    made = shredding.shred(room)
    assert receipts.check(made.receipt).keys >= 1
    assert not Seat.objects.filter(room=room).exists()
    assert Room.objects.get(pk=room.pk).closed
