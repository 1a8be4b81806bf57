"""A notebook: what is written in it, which sessions stand there, and that it can be let go of."""

import pytest

from besace.journal.keys import VAULT_KEYS
from besace.people import notebook, plans, sealed
from besace.people.models import Attendance, Meeting, Page
from besace.people.notebook import Note
from tests.people.held import BEGINS, kept, table


@pytest.fixture
def at():
    made = table()
    Meeting.objects.filter(cycle=made.cycle, number=1).update(opened=BEGINS, ended=BEGINS + 10_000)
    return made


@pytest.mark.method("S6")
def test_she_writes_part_by_part_and_the_rest_stays(at):
    meeting = at.meeting(1)
    notebook.write(at.bea, meeting, learned="To count to four")
    notebook.write(at.bea, meeting, notes=(Note("One card"), Note("A book", pocket=True)))

    page = notebook.page_of(at.bea, meeting)
    assert (page.learned, page.bag, page.pocket) == (
        *("To count to four", (Note("One card"),)),
        (Note("A book", pocket=True),),
    )
    assert b"four" not in bytes(Page.objects.get(member=at.bea).sealed)
    assert not notebook.page_of(at.cleo, meeting)


@pytest.mark.method("F4")
def test_a_page_let_go_has_lost_its_key_also_when_its_last_word_is_taken_out(at):
    meeting = at.meeting(1)
    for letting_go in (
        lambda: notebook.delete(at.bea, meeting),
        lambda: notebook.write(at.bea, meeting, learned=""),
    ):
        notebook.write(at.bea, meeting, learned="To count to four")
        blob = Page.objects.get(member=at.bea).sealed
        letting_go()
        scope = sealed.own(at.bea.id, meeting.id)
        assert scope not in VAULT_KEYS.living(f"group:{at.group.id}")
        assert sealed.open_(at.group.id, scope, notebook.PLACE, [at.bea.id, meeting.id], blob) is None
        assert not Page.objects.filter(member=at.bea).exists()


@pytest.mark.method("F4")
def test_letting_a_page_go_leaves_the_plan_of_that_session():
    at = kept(table())
    notebook.delete(at.ana, at.meeting(1))

    assert plans.plan_of(at.meeting(1))
    assert not notebook.page_of(at.ana, at.meeting(1))


def test_her_notebook_has_the_sessions_she_was_in_and_no_other(at):
    assert [leaf.meeting.number for leaf in notebook.leaves(at.bea)] == [1]
    Attendance.objects.create(meeting=at.meeting(1), member=at.bea, came=False)
    assert notebook.leaves(at.bea) == ()
    notebook.write(at.bea, at.meeting(1), learned="What Ana told me over tea")
    assert [leaf.written.learned for leaf in notebook.leaves(at.bea)] == ["What Ana told me over tea"]


def test_a_session_held_after_she_left_is_none_of_hers(at):
    at.bea.left_at = BEGINS - 1
    assert notebook.leaves(at.bea) == ()


def test_a_page_holds_no_more_notes_than_one_can_read(at):
    with pytest.raises(notebook.TooMany):
        notebook.write(at.bea, at.meeting(1), notes=(Note("one"),) * (notebook.MOST_NOTES + 1))
    assert not notebook.page_of(at.bea, at.meeting(1))
