"""My plan, and how it goes: what the client sees of it, what she keeps, what goes into her calendar."""

import re

import pytest
from icalendar import Calendar

from besace.people import plans
from besace.people.models import Meeting, Plan
from tests.people import cast
from tests.people.held import ACTIONS, kept, table


@pytest.fixture
def at():
    return kept(table())


def address(at, rest=""):
    return f"/g/{at.group.id}/plan/1/{rest}"


@pytest.mark.method("R2", "S5")
def test_the_client_finds_her_question_and_each_action_with_its_time(at):
    shown = cast.browser(at.ana.person).get(address(at)).content.decode()

    for said in ("How to rest twice a week?", "on 5 March", "On 2 April you open the session with it"):
        assert said in shown
    for text, when, _ in ACTIONS:
        assert text in shown
        assert when in shown


@pytest.mark.method("R2", "F5")
def test_how_it_goes_is_kept_and_only_a_count_she_ticked_is_told(at):
    fields = {"outcome_1": "done", "easy_1": "Slept better", "outcome_2": "started", "remind_before": "on"}
    assert cast.browser(at.ana.person).post(address(at), fields).status_code == 302

    row = Plan.objects.select_related("member").get(meeting=at.meeting(1))
    plan = plans.opened(row)
    assert plan
    assert [step.how.outcome for step in plan.steps] == ["done", "started", ""]
    assert plan.steps[0].how.easy == "Slept better"
    assert (row.remind_before, row.remind_on_the_day, at.meeting(1).begun) == (True, False, None)

    cast.browser(at.ana.person).post(address(at), {**fields, "tell": "on"})
    assert at.meeting(1).begun == 2
    shown = cast.browser(at.ana.person).get(address(at)).content.decode()
    assert "Slept better</textarea>" in shown


def test_what_cannot_be_kept_comes_back_and_nothing_is_half_done(at):
    long = "Rain. " * 1_000
    answer = cast.browser(at.ana.person).post(address(at), {"outcome_1": "done", "difficult_1": long, "tell": "on"})

    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    plan = plans.plan_of(at.meeting(1))
    assert plan
    assert (plan.begun, at.meeting(1).begun) == (0, None)


@pytest.mark.method("S5.1")
def test_one_action_or_all_go_into_her_calendar(at):
    client = cast.browser(at.ana.person)
    every, one = client.get(address(at, "plan.ics")), client.get(address(at, "2.ics"))

    assert every.headers["Content-Disposition"] == 'attachment; filename="besace.ics"'
    assert [str(entry["summary"]) for entry in Calendar.from_ical(every.content).subcomponents] == [
        text for text, _, _ in ACTIONS
    ]
    assert [str(entry["summary"]) for entry in Calendar.from_ical(one.content).subcomponents] == [ACTIONS[1][0]]
    assert client.get(address(at, "4.ics")).status_code == 404
    assert client.get(address(at, "0.ics")).status_code == 404


def test_the_plan_of_a_former_cycle_is_named_by_its_cycle(at):
    client = cast.browser(at.ana.person)
    assert client.get(f"{address(at)}?cycle=1").status_code == 200
    for other in ("2", "x", "9" * 40, ""):
        assert client.get(f"{address(at)}?cycle={other}").status_code == 404


def test_a_client_without_an_address_is_told_that_no_letter_can_come(at):
    at.ana.person.email = None
    at.ana.person.save()
    assert "no letter can come" in cast.browser(at.ana.person).get(address(at)).content.decode()


def test_the_page_speaks_french(at):
    shown = cast.browser(at.ana.person, language="fr").get(address(at)).content.decode()
    assert "Mon plan, et où j’en suis" in shown
    assert "le 5 mars" in shown


@pytest.mark.method("S5")
def test_a_session_without_an_end_changes_nothing_of_the_plan_page(at):
    Meeting.objects.filter(cycle=at.cycle, number=2).delete()
    assert cast.browser(at.ana.person).get(address(at)).status_code == 200


def test_what_changed_on_another_device_is_not_replaced_unseen(at):
    client = cast.browser(at.ana.person)
    seen = re.search(r'name="seen" value="(\w+)"', client.get(address(at)).content.decode())
    assert seen
    client.post(address(at), {"easy_1": "Slept better"})
    answer = client.post(address(at), {"easy_1": "The sun", "outcome_1": "done", "seen": seen[1]})

    assert answer.status_code == 422
    assert "It now reads: Slept better" in answer.content.decode()
    assert "The sun</textarea>" in answer.content.decode()
