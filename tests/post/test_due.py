"""What is due when, worked out from how things stand."""

from datetime import date, time

import pytest

from besace.cycles import turns
from besace.cycles.wall import WallTime
from besace.live import clock
from besace.method.parts import Action
from besace.people import plans, timetable
from besace.people.models import Attendance, Invitation, Meeting, Plan
from besace.people.plans import How
from besace.post import outbox, standing
from besace.post.due import PAUSE, wanted
from besace.post.models import Kind, Letter
from tests.people import cast
from tests.post import scenes
from tests.post.scenes import at


def leaving(group, now):
    """Who gets what by itself at this moment, by name."""
    with clock.at(now):
        found = [one for one in wanted(standing.of(group), now) if one.is_due(now)]
    return sorted((str(one.kind), one.member.person.name) for one in found)


def both(kind):
    return [(kind, "Ana"), (kind, "Bea")]


@pytest.fixture
def cycle():
    return scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])[0]


def held(cycle):
    meeting = timetable.meeting_of(cycle, 1)
    Meeting.objects.filter(pk=meeting.pk).update(ended=at(3, 10, 21))
    return meeting


@pytest.mark.method("B1")
@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (at(3, 3, 8, 59), None),
        (at(3, 3, 9), "announcement"),
        (at(3, 9, 8, 59), "announcement"),
        (at(3, 9, 9), "reminder"),
        (at(3, 10, 17, 59), "reminder"),
        (at(3, 10, 18), None),
    ],
)
def test_a_week_before_a_subject_is_asked_for_and_the_day_before_one_is_reminded(cycle, now, kind):
    assert leaving(cycle.group, now) == (both(kind) if kind else [])


def test_the_hour_is_that_of_the_group_when_clocks_change_between():
    """29 March 2026: Paris goes from UTC+1 to UTC+2."""
    dates = (WallTime(date(2026, 4, 1), time(18), scenes.PARIS), scenes.TUESDAYS[1])
    cycle, _, _ = scenes.begun("Ana", "Bea", dates=dates)
    first = [one.due for one in wanted(standing.of(cycle.group), cast.AT) if one.when and one.when.day == dates[0].day]
    assert {clock.local(due, scenes.PARIS).hour for due in first} == {9}
    assert max(first) - min(first) == 8 * 24 * 3600 - 3600


def test_nobody_gets_what_they_said_they_do_not_want(cycle):
    ana = timetable.participants(cycle.group)[0].person
    ana.wants_announcements = ana.wants_reminders = False
    ana.save()
    assert leaving(cycle.group, at(3, 3)) == [("announcement", "Bea")]
    assert leaving(cycle.group, at(3, 9)) == [("reminder", "Bea")]


def test_a_date_that_moves_is_told_after_a_pause_to_put_it_right(cycle):
    later = WallTime(date(2026, 3, 17), time(19), scenes.PARIS)
    now = at(2, 20)
    with clock.at(now):
        timetable.change(cycle, turns.move(timetable.folded(cycle), 1, later, date(2026, 2, 20)), None, cycle.edition)
    assert leaving(cycle.group, now + PAUSE - 1) == []
    assert leaving(cycle.group, now + PAUSE) == both("changed")
    assert leaving(cycle.group, at(3, 10, 9)) == [*both("announcement"), *both("changed")]


def test_a_cancelled_session_is_told_and_neither_announced_nor_reminded(cycle):
    now = at(3, 1)
    with clock.at(now):
        timetable.change(cycle, turns.cancel(timetable.folded(cycle), 1, date(2026, 3, 1)), None, cycle.edition)
    assert leaving(cycle.group, now + PAUSE) == both("cancelled")
    assert leaving(cycle.group, at(3, 9)) == both("cancelled")


def test_another_place_is_told_to_whoever_knows_the_former(cycle):
    ana = timetable.participants(cycle.group)[0]
    with clock.at(at(3, 3)):
        outbox.fill(at(3, 3))
    Letter.objects.filter(group=cycle.group, person=ana.person).update(state=Letter.State.SENT)
    Meeting.objects.filter(cycle=cycle, number=1).update(address="Elsewhere", sequence=1)
    told = [one for one in leaving(cycle.group, at(3, 4)) if one[0] == "changed"]
    assert told == [("changed", "Ana")]


@pytest.mark.method("B1")
def test_the_morning_after_those_who_came_are_thanked(cycle):
    ana, bea = timetable.participants(cycle.group)
    meeting = held(cycle)
    Attendance.objects.create(meeting=meeting, member=ana, came=True)
    Attendance.objects.create(meeting=meeting, member=bea, came=False)
    assert leaving(cycle.group, at(3, 11, 8, 59)) == []
    assert leaving(cycle.group, at(3, 11, 9)) == [("thanks", "Ana")]
    assert leaving(cycle.group, at(3, 14, 9)) == []


def test_a_session_that_was_not_held_is_not_thanked_for(cycle):
    assert leaving(cycle.group, at(3, 11, 9)) == []


@pytest.mark.method("F5")
@pytest.mark.parametrize(("before", "wants", "gets"), [(True, False, 1), (False, True, 1), (False, False, 0)])
def test_the_client_alone_is_reminded_of_her_actions_if_she_wants(cycle, before, wants, gets):
    ana, _ = timetable.participants(cycle.group)
    ana.person.wants_actions = wants
    ana.person.save()
    Plan.objects.create(meeting=held(cycle), member=ana, sealed=b"x", remind_before=before, changed=cast.AT)
    found = [one for one in leaving(cycle.group, at(4, 7)) if one[0] == "actions"]
    assert found == [("actions", "Ana")] * gets


@pytest.mark.method("F5")
def test_on_the_day_of_an_action_that_is_not_done_she_is_reminded_if_she_wants(cycle):
    ana, _ = timetable.participants(cycle.group)
    said = [Action("a", "Call the bank", "tomorrow", "short"), Action("b", "Write to Eve", "next Friday", "short")]
    plan = plans.keep(held(cycle), ana, "How?", "Ideas", said, at(3, 10, 20))
    days = [step.end for step in plans.opened(plan).steps]
    assert days == [date(2026, 3, 11), date(2026, 3, 13)]
    told = ("actions", "Ana")
    assert told not in leaving(cycle.group, at(3, 13))
    plans.remind(plan, before=False, on_the_day=True)
    assert [told in leaving(cycle.group, at(3, day)) for day in (11, 12, 13, 14)] == [True, False, True, False]
    plans.progress(plan, {"b": How("done")}, tell=False)
    assert told not in leaving(cycle.group, at(3, 13))


def test_invitations_leave_at_a_facilitators_word_and_once():
    group, fay, _ = cast.facilitated("Ana")
    until = cast.AT + 20 * 24 * 3600
    sam = Invitation.objects.create(group=group, name="Sam", email="sam@example.org", created=cast.AT, until=until)
    assert leaving(group, cast.AT) == []
    assert outbox.invite(sam, fay.person)
    assert not outbox.invite(sam, fay.person)
    assert outbox.invite_all(group, fay.person) == 0
    sam.turn += 1
    sam.save()
    assert outbox.invite(sam, fay.person)


@pytest.mark.method("G6")
def test_dates_are_asked_of_those_who_have_not_confirmed_them_once_an_edition():
    cycle, fay, (ana, _) = scenes.proposed("Ana", "Bea")
    timetable.confirm(cycle, ana, {timetable.slot_of(when): True for when in scenes.TUESDAYS[:2]})
    assert outbox.ask_to_confirm(cycle, fay.person) == 1
    assert outbox.ask_to_confirm(cycle, fay.person) == 0
    cycle = timetable.propose(cycle.group, scenes.TUESDAYS[1:3], cycle.edition)
    assert outbox.ask_to_confirm(cycle, fay.person) == 2


def test_who_has_left_gets_nothing_more(cycle):
    ana, _ = timetable.participants(cycle.group)
    with clock.at(at(2, 20)):
        timetable.leave(ana)
    assert "Ana" not in {name for _, name in leaving(cycle.group, at(3, 3))}


def test_a_group_with_neither_cycle_nor_invitations_has_nothing_to_write():
    assert wanted(standing.of(cast.group()), cast.AT) == []
    assert Kind.ANNOUNCEMENT in Kind
