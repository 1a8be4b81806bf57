"""The client's plan between two sessions: kept, followed, told, taken into her calendar."""

from datetime import date

import pytest
from icalendar import Calendar

from besace.live import clock, rooms
from besace.method.parts import Report
from besace.people import erasing, keepsakes, plans, sealed
from besace.people.models import Meeting, Plan
from besace.people.plans import How
from tests.people.held import ACTIONS, BEGINS, do, kept, opened, table


@pytest.fixture
def at():
    return kept(table())


def row_of(at):
    return Plan.objects.select_related("meeting__cycle", "member__group").get(meeting=at.meeting(1))


@pytest.mark.method("S5", "F5")
def test_the_plan_is_kept_with_the_days_its_words_name(at):
    plan = plans.plan_of(at.meeting(1))

    assert plan
    assert (plan.question, plan.expectation) == ("How to rest twice a week?", "Ways that held for you")
    assert [(step.text, step.when, step.term) for step in plan.steps] == list(ACTIONS)
    assert plan.steps[0].start == date(2026, 3, 6)
    assert b"bicycle" not in bytes(row_of(at).sealed)


@pytest.mark.method("R2")
def test_how_it_goes_is_sealed_and_the_count_is_told_only_if_she_says_so(at):
    row = row_of(at)
    how = {"action-1": How("done", "The first morning", ""), "action-2": How("started"), "action-3": How("not_yet")}
    plans.progress(row, how, tell=False)
    assert Meeting.objects.get(pk=row.pk).begun is None
    plans.progress(row, how, tell=True)

    plan = plans.opened(row_of(at))
    assert plan
    assert (plan.begun, Meeting.objects.get(pk=row.pk).begun) == (2, 2)
    assert plan.steps[0].how == How("done", "The first morning", "")
    assert b"first morning" not in bytes(row_of(at).progress or b"")
    plans.progress(row, how, tell=False)
    assert Meeting.objects.get(pk=row.pk).begun is None


@pytest.mark.method("R2")
def test_what_is_told_at_the_opening_joins_what_she_had_noted(at):
    row = row_of(at)
    plans.progress(row, {"action-1": How("started", "", "Rain")}, tell=True)
    plans.told(row_of(at), {1: Report("done", "Slept better", ""), 9: Report("done")})

    plan = plans.opened(row_of(at))
    assert plan
    assert plan.steps[0].how == How("done", "Slept better", "Rain")
    assert Meeting.objects.get(pk=row.pk).begun == 1


@pytest.mark.method("R2")
def test_the_next_session_of_a_cycle_begins_with_the_last_plan_and_keeps_what_is_told_of_it(at):
    previous = plans.previous(at.cycle)
    assert previous
    assert previous.client == at.ana.id
    told = {"client": previous.client, "actions": list(previous.actions)}
    room = opened(at, 2, previous=told)
    do(room, at.fay.id, "advance")
    do(room, at.ana.id, "report_action", action=2, outcome="started", difficult="The mail")
    keepsakes.keep(at.meeting(2), rooms.folded(room).session)
    plan = plans.opened(row_of(at))
    assert plan
    assert plan.steps[1].how == How("started", "", "The mail")


@pytest.mark.method("R2", "F4")
def test_no_session_opens_with_a_plan_that_was_destroyed_or_whose_client_has_left(at):
    at.ana.left_at = BEGINS
    at.ana.save()
    assert plans.previous(at.cycle) is None
    at.ana.left_at = None
    at.ana.save()
    assert plans.previous(at.cycle)
    sealed.destroy(at.group.id, sealed.own(at.ana.id))
    assert plans.previous(at.cycle) is None
    assert plans.plan_of(at.meeting(1)) is None


@pytest.mark.method("R2", "F4")
def test_where_the_last_plan_was_erased_no_older_one_comes_back(at):
    room = opened(at, 2)
    Meeting.objects.filter(cycle=at.cycle, number=2).update(ended=BEGINS + 90 * 60)
    with clock.at(BEGINS + 90 * 60):
        plans.keep(at.meeting(2), at.bea, "How?", "", rooms.folded(room).session.actions, BEGINS)
    assert plans.previous(at.cycle).client == at.bea.id

    erasing.erase_session(at.bea, at.meeting(2))

    assert plans.previous(at.cycle) is None
    assert plans.shown_to(at.cleo, at.cycle) is None


@pytest.mark.method("R2")
def test_what_is_told_of_a_plan_is_kept_also_after_a_session_that_found_no_client(at):
    Meeting.objects.filter(cycle=at.cycle, number=2).update(ended=BEGINS + 80 * 60, on_paper=True)
    previous = plans.previous(at.cycle)
    assert previous
    room = opened(at, 3, previous={"client": previous.client, "actions": list(previous.actions)})
    do(room, at.fay.id, "advance")
    do(room, at.ana.id, "report_action", action=2, outcome="started", difficult="The mail")
    keepsakes.keep(at.meeting(3), rooms.folded(room).session)
    assert plans.opened(row_of(at)).steps[1].how == How("started", "", "The mail")


@pytest.mark.method("S5.1")
def test_actions_go_into_her_calendar_one_or_all_under_the_same_names_as_in_the_session(at):
    plan = plans.plan_of(at.meeting(1))
    assert plan
    every = Calendar.from_ical(plans.calendar(plan))
    one = Calendar.from_ical(plans.calendar(plan, 2))
    said = [str(entry["summary"]) for entry in every.subcomponents]
    assert said == [text for text, _, _ in ACTIONS]
    assert [str(entry["uid"]) for entry in one.subcomponents] == [str(every.subcomponents[1]["uid"])]
    assert plan.calendar == at.meeting(1).room_id


@pytest.mark.method("F5")
def test_she_is_reminded_only_if_she_wishes(at):
    row = row_of(at)
    assert (row.remind_before, row.remind_on_the_day) == (False, False)
    plans.remind(row, before=True, on_the_day=False)
    assert (row_of(at).remind_before, row_of(at).remind_on_the_day) == (True, False)
