"""What a session leaves behind for each who was in it."""

from dataclasses import replace

import pytest

from besace.live import clock, rooms
from besace.method.parts import Evaluation, Report
from besace.people import keepsakes, notebook, plans, subjects
from besace.people.models import Plan
from besace.people.notebook import Note
from tests.people import cast
from tests.people.held import ACTIONS, BEGINS, do, kept, opened, played, table


@pytest.mark.method("S6", "S4.2")
def test_each_finds_her_own_words_of_the_session_and_nobody_elses():
    at = kept(table())

    ana, bea = (notebook.page_of(one, at.meeting(1)) for one in (at.ana, at.bea))
    assert (ana.learned, ana.enjoyed, ana.apply) == ("The papers are not the trouble", "", "Three actions")
    assert ana.notes == (Note("A walk before each call"), Note("The book on saying no", pocket=True))
    assert (bea.enjoyed, bea.notes) == ("The silence before the plan", (Note("One card, one person"),))
    assert not notebook.page_of(at.cleo, at.meeting(1))


@pytest.mark.method("R4")
def test_the_subject_worked_on_is_done_with_and_the_others_come_back():
    at = kept(table())

    assert [(one.title, one.owner) for one in subjects.waiting(at.group)] == [
        ("How to sell my first ten chairs?", at.bea.id)
    ]
    assert [(one.title, one.treated) for one in subjects.of(at.ana)] == [("How to rest to be well?", True)]


@pytest.mark.method("R2", "F5")
def test_the_next_session_opens_with_the_plan_and_what_is_told_of_it_is_kept():
    at = kept(table())

    previous = plans.previous(at.cycle)
    assert previous
    assert (previous.client, previous.actions) == (at.ana.id, tuple(text for text, _, _ in ACTIONS))
    assert at.meeting(1).actions == len(ACTIONS)


def test_keeping_twice_changes_nothing():
    at = table()
    session = played(at)
    for _ in range(2):
        keepsakes.keep(at.meeting(1), session)

    assert len(notebook.page_of(at.ana, at.meeting(1)).notes) == 2
    assert len(subjects.of(at.bea)) == 1


@pytest.mark.method("S6", "R2")
def test_what_the_variants_ask_is_kept_where_it_belongs():
    at = table()
    room = opened(at, four_a=True, return_of_experience=True)
    with clock.at(BEGINS + 60):
        for one in (at.ana, at.bea):
            do(room, one.id, "check_in")
    session = replace(
        rooms.folded(room).session,
        evaluations={at.ana.id: Evaluation(learned="To ask", expected="Ideas, and found friends")},
    )
    keepsakes.keep(at.meeting(1), session)

    assert notebook.page_of(at.ana, at.meeting(1)).expected == "Ideas, and found friends"
    browser = cast.browser(at.ana.person)
    page = f"/g/{at.group.id}/notebook/{at.meeting(1).id}/"
    assert "Ideas, and found friends" in browser.get(page).content.decode()
    browser.post(page, {"learned": "To ask first", "expected": "Ideas, and friends"})
    now = notebook.page_of(at.ana, at.meeting(1))
    assert (now.learned, now.expected) == ("To ask first", "Ideas, and friends")


@pytest.mark.method("R2")
def test_what_the_plan_taught_is_kept_and_stays_when_she_writes_on_about_it():
    at = kept(table())
    row = Plan.objects.select_related("member__group", "meeting__cycle").get(meeting=at.meeting(1))
    plans.told(row, {1: Report("done", "The mornings", "", "Wind is free")})
    browser = cast.browser(at.ana.person)
    page = f"/g/{at.group.id}/plan/1/"
    assert "Wind is free" in browser.get(page).content.decode()

    browser.post(page, {"outcome_1": "done", "easy_1": "The evenings", "learned_1": "Wind is free"})

    now = plans.plan_of(at.meeting(1))
    assert now
    assert (now.steps[0].how.easy, now.steps[0].how.learned) == ("The evenings", "Wind is free")
