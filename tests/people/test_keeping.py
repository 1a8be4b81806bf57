"""How long a group keeps things: within limits, at once where shorter, only afterwards where longer (F4)."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from besace.live import clock
from besace.people import keeping, kept, notebook, retention, timetable
from besace.people.keeping import DAY, Times
from besace.people.models import Attendance, Confirmation, Deed, Keeping, Trace
from tests.people import cast
from tests.people.test_retention import closed, live_through, readable
from tests.people.test_timetable import begun

pytestmark = [pytest.mark.method("F4"), pytest.mark.usefixtures("february")]


@pytest.fixture
def held():
    """The first of four sessions lived to its end, in a group that has chosen nothing."""
    cycle, fay, peers = begun("Ana", "Bea", "Cleo", "Dora")
    room = live_through(cycle, fay, peers, 1)
    return cycle, fay, peers, room


def choose(cycle, fay, **times) -> None:
    now = keeping.now(cycle.group_id)
    told = {"words": now.words, "pages": now.pages, "attendance": now.attendance, **times}
    keeping.choose(cycle.group, Times(**told), len(keeping.choices(cycle.group_id)), fay.person)


def test_a_group_that_chose_nothing_keeps_the_usual_times(held):
    cycle, *_ = held
    assert keeping.now(cycle.group_id) == Times(45, 30, 12)


def test_a_shorter_time_ends_what_is_there_already(held):
    cycle, fay, _, room = held
    with clock.at(cast.AT + 10 * DAY):
        choose(cycle, fay, words=10)
        assert kept.ends_at_once(cycle.group_id, Times(10, 30, 12)) == 1
        retention.sweep(cast.AT + 10 * DAY - 1)
        assert readable(room)
        retention.sweep(cast.AT + 10 * DAY)
    assert not readable(room)


def test_a_longer_time_holds_only_for_sessions_that_begin_afterwards(held):
    cycle, fay, peers, first = held
    with clock.at(cast.AT + DAY):
        choose(cycle, fay, words=90)
    with clock.at(cast.AT + 2 * DAY):
        second = live_through(cycle, fay, peers, 2)
    meetings = [timetable.meeting_of(cycle, number) for number in (1, 2)]
    times = [keeping.of_meeting(keeping.choices(cycle.group_id), one).words for one in meetings]
    assert times == [45, 90]
    retention.sweep(cast.AT + 46 * DAY)
    assert (readable(first), readable(second)) == (False, True)
    retention.sweep(cast.AT + 92 * DAY)
    assert not readable(second)


def test_shorter_and_then_longer_again_brings_no_promise_back(held):
    cycle, fay, _, _ = held
    choose(cycle, fay, words=10)
    with clock.at(cast.AT + DAY):
        choose(cycle, fay, words=90)
    assert keeping.of_meeting(keeping.choices(cycle.group_id), timetable.meeting_of(cycle, 1)).words == 10


def test_pages_end_when_the_cycle_is_closed_where_a_group_chose_so(held):
    cycle, fay, (ana, *_), _ = held
    choose(cycle, fay, pages=0)
    retention.sweep(cast.AT)
    assert notebook.page_of(ana, timetable.meeting_of(cycle, 1))
    closed(cycle, fay)
    assert retention.pages_end(cycle) == clock.day(cast.AT, cycle.zone)
    retention.sweep(cast.AT)
    assert not notebook.page_of(ana, timetable.meeting_of(cycle, 1))


def test_a_longer_time_for_pages_waits_for_the_next_cycle(held):
    cycle, fay, *_ = held
    with clock.at(cast.AT + DAY):
        choose(cycle, fay, pages=90)
        closed(cycle, fay)
    assert retention.pages_end(cycle) == clock.day(cast.AT + 31 * DAY, cycle.zone)
    assert keeping.since(keeping.choices(cycle.group_id), cast.AT + 2 * DAY).pages == 90


@pytest.mark.parametrize(("months", "before", "after"), [(3, 88, 90), (24, 729, 731)])
def test_who_came_is_forgotten_after_the_months_chosen(months, before, after):
    cycle, fay, peers = begun("Ana", "Bea", "Cleo", "Dora")
    choose(cycle, fay, attendance=months)
    type(cycle).objects.filter(pk=cycle.pk).update(begun=cast.AT + 1)
    cycle.refresh_from_db()
    live_through(cycle, fay, peers, 1)
    closed(cycle, fay)
    retention.sweep(cast.AT + before * DAY)
    assert Attendance.objects.filter(meeting__cycle=cycle).exists()
    retention.sweep(cast.AT + after * DAY)
    assert not Attendance.objects.filter(meeting__cycle=cycle).exists()
    assert not Confirmation.objects.filter(cycle=cycle).exists()


@pytest.mark.parametrize(
    "times", [Times(6), Times(91), Times(45, 91), Times(45, -1), Times(45, 30, 2), Times(45, 30, 25)]
)
def test_no_group_goes_beyond_the_limits(held, times):
    cycle, fay, *_ = held
    with pytest.raises(keeping.OutOfLimits):
        keeping.choose(cycle.group, times, 0, fay.person)
    assert not Keeping.objects.filter(group=cycle.group).exists()


def test_of_two_who_choose_at_once_one_is_told(held):
    cycle, fay, *_ = held
    gate, outcomes = Barrier(2), []

    def go(days: int) -> None:
        gate.wait()
        try:
            keeping.choose(cycle.group, Times(days), 0, fay.person)
            outcomes.append("chosen")
        except keeping.Overtaken:
            outcomes.append("told")
        finally:
            connections.close_all()

    both = [Thread(target=go, args=(days,)) for days in (20, 21)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["chosen", "told"]
    assert Keeping.objects.filter(group=cycle.group).count() == 1


def test_what_ended_is_told_in_counts_and_dates_once(held):
    cycle, fay, *_ = held
    closed(cycle, fay)
    later = cast.AT + 46 * DAY
    retention.sweep(later)
    retention.sweep(later + 60)
    told = {one.kind: (one.count, one.at, one.meeting_id) for one in Deed.objects.filter(group=cycle.group)}
    assert told[Deed.Kind.WORDS] == (1, later, timetable.meeting_of(cycle, 1).id)
    assert told[Deed.Kind.PAGES][0] >= 4
    assert Deed.objects.filter(group=cycle.group).count() == 2
    lines = Trace.objects.filter(scope=cycle.group_id, act="ended")
    assert sorted(lines.values_list("what", "part")) == [("pages", "house"), ("words", "house")]


def test_of_what_ended_nothing_is_told_after_six_months(held):
    cycle, *_ = held
    with clock.at(cast.AT + 46 * DAY):
        retention.sweep(clock.now())
    assert Deed.objects.filter(group=cycle.group).exists()
    with clock.at(cast.AT + (46 + 185) * DAY):
        retention.sweep(clock.now())
    assert not Deed.objects.filter(group=cycle.group).exists()
    assert not Trace.objects.filter(scope=cycle.group_id).exists()


def test_a_member_is_told_the_days_and_whoever_left_those_of_her_time(held):
    cycle, _, (ana, *_), _ = held
    told = kept.kept_for(ana)
    assert [str(one.ends) for one in told.held] == ["2026-03-19"]
    ana.left_at = cast.AT - DAY
    assert kept.kept_for(ana).held == ()
    assert cycle.closed is None
