"""Everything has an end, comes to it by itself, and can then be read by nobody (F4)."""

import pytest

from besace.journal.keys import VAULT_KEYS
from besace.live import clock, rooms, seats
from besace.live.models import Room, Seat
from besace.people import aftermath, holding, keeping, notebook, plans, retention, sealed, subjects, ties, timetable
from besace.people.keepsakes import left_by_the_last
from besace.people.models import Attendance, Confirmation, Page, Plan, Subject, Tie
from besace.people.ties import Kind, Named
from tests.people import cast, sessions
from tests.people.test_afterwards import ACTIONS
from tests.people.test_timetable import begun

DAY = keeping.DAY
pytestmark = [pytest.mark.method("F4"), pytest.mark.usefixtures("february")]


@pytest.fixture
def held():
    """The first of four sessions lived to its end."""
    cycle, fay, peers = begun("Ana", "Bea", "Cleo", "Dora")
    room = live_through(cycle, fay, peers, 1)
    return cycle, fay, peers, room


def live_through(cycle, fay, peers, number: int) -> Room:
    room = holding.open_room(timetable.meeting_of(cycle, number), fay, more=left_by_the_last(cycle))
    holding.enter(timetable.meeting_of(cycle, number), fay, seats.new_key())
    table = peers[number - 1 :] + peers[: number - 1]
    sessions.whole(room, fay.id, [one.id for one in table], ACTIONS)
    aftermath.settle(cycle)
    cycle.refresh_from_db()
    return room


def readable(room: Room) -> bool:
    return bool(VAULT_KEYS.living(room.journal))


def test_a_session_can_be_read_until_45_days_have_passed(held):
    *_, room = held
    retention.sweep(cast.AT + 44 * DAY)
    assert readable(room)
    assert rooms.folded(room).session.actions

    assert retention.sweep(cast.AT + 45 * DAY).sessions >= 1
    assert not readable(room)
    assert rooms.folded(room).session.actions == ()
    assert not Seat.objects.filter(room=room).exists()


def test_a_session_ends_once_the_next_one_has_looked_back_on_its_plan(held):
    cycle, fay, peers, first = held
    with clock.at(cast.AT + 5 * DAY):
        second = live_through(cycle, fay, peers, 2)
    retention.sweep(cast.AT + 5 * DAY)
    assert (readable(first), readable(second)) == (False, True)


def test_what_each_kept_of_it_for_herself_stays_in_her_notebook(held):
    cycle, _, (ana, *_), _ = held
    retention.sweep(cast.AT + 46 * DAY)
    meeting = timetable.meeting_of(cycle, 1)
    assert notebook.page_of(ana, meeting).learned == f"learned by {ana.id}"
    assert plans.plan_of(meeting) is not None


def closed(cycle, fay) -> None:
    cycle.refresh_from_db()
    timetable.close(cycle, fay.person, cycle.edition)
    cycle.refresh_from_db()


def test_pages_plans_and_subjects_end_a_month_after_the_cycle(held):
    cycle, fay, (ana, bea, *_), _ = held
    closed(cycle, fay)
    assert str(retention.pages_end(cycle)) == "2026-03-04"
    retention.sweep(cast.AT + 29 * DAY)
    assert notebook.page_of(ana, timetable.meeting_of(cycle, 1))

    retention.sweep(cast.AT + 30 * DAY)
    assert not notebook.page_of(ana, timetable.meeting_of(cycle, 1))
    assert not Page.objects.filter(member=ana).exists()
    assert not Plan.objects.filter(member=ana).exists()
    assert not Subject.objects.filter(member=bea).exists()
    scopes = VAULT_KEYS.living(f"group:{cycle.group_id}")
    assert not [scope for scope in scopes if scope.startswith(sealed.own(ana.id))]


def test_a_subject_that_waits_goes_on_into_a_newer_cycle(held):
    cycle, fay, (_, bea, *_), _ = held
    closed(cycle, fay)
    timetable.propose(cycle.group, [one.when for one in timetable.folded(cycle).sessions[1:]], 0)
    retention.sweep(cast.AT + 31 * DAY)
    assert [one.title for one in subjects.of(bea)] == ["How can I sell more, to live from it?"]


def test_ties_end_with_the_cycle_and_those_named_since_do_not(held):
    cycle, fay, (ana, bea, cleo, _), _ = held
    ties.name(ana, [Named(bea, Kind.FAMILY, "my sister")])
    closed(cycle, fay)
    with clock.at(cast.AT + DAY):
        ties.name(cleo, [Named(bea, Kind.BUSINESS, "a shop")])
    retention.sweep(cast.AT + DAY)
    words = {note.member.id: note.words for note in ties.notes(cycle.group)}
    assert words == {ana.id: "", cleo.id: "a shop"}
    assert bytes(Tie.objects.get(member=ana).sealed) == b""


def test_who_came_is_forgotten_a_year_after(held):
    cycle, fay, *_ = held
    closed(cycle, fay)
    retention.sweep(cast.AT + 364 * DAY)
    assert Attendance.objects.filter(meeting__cycle=cycle).exists()
    retention.sweep(cast.AT + 365 * DAY)
    assert not Attendance.objects.filter(meeting__cycle=cycle).exists()
    assert not Confirmation.objects.filter(cycle=cycle).exists()
    assert timetable.folded(cycle).been_client


def test_a_session_without_a_group_ends_too():
    room = rooms.open_room({"facilitator_name": "Fay", "people": [{"id": "ana", "name": "Ana"}]}, "fay")
    seats.take(room, "fay", seats.new_key(), Seat.Role.FACILITATOR)
    retention.sweep(room.created + 44 * DAY)
    assert readable(room)
    retention.sweep(room.created + 45 * DAY)
    assert not readable(room)


def test_doing_it_again_changes_nothing(held):
    cycle, fay, *_ = held
    closed(cycle, fay)
    later = cast.AT + 400 * DAY
    retention.sweep(later)
    again = retention.sweep(later)
    assert (again.sessions, again.cycles) == (0, 0)
