"""Letting go of one's own words, and of the group."""

import pytest

from besace.journal.keys import VAULT_KEYS
from besace.live import clock, rooms
from besace.method.acts import person_scope
from besace.people import debriefs, erasing, leaving, notebook, plans, subjects, timetable
from besace.people.debriefs import Looking
from besace.people.models import Debrief, Member, Page, Plan, Subject
from tests.people import cast
from tests.people.held import BEGINS, kept, table


@pytest.fixture
def at():
    with clock.at(BEGINS + 3 * 3600):  # months later, the keys of a session end by themselves
        yield kept(table())


def living(at, member):
    return {one for one in VAULT_KEYS.living(f"group:{at.group.id}") if one.startswith(f"own:{member.id}")}


@pytest.mark.method("F4")
def test_what_is_hers_of_one_session_goes_with_its_key_and_the_rest_stays(at):
    waiting = subjects.keep(at.ana, "How to begin again?", "")
    notebook.write(at.ana, at.meeting(2), learned="Kept")
    erasing.erase_session(at.ana, at.meeting(1))

    assert not notebook.page_of(at.ana, at.meeting(1))
    assert plans.plan_of(at.meeting(1)) is None
    assert [one.title for one in subjects.of(at.ana)] == ["How to begin again?"]
    assert notebook.page_of(at.ana, at.meeting(2)).learned == "Kept"
    assert living(at, at.ana) == {f"own:{at.ana.id}:{waiting.id}", f"own:{at.ana.id}:{at.meeting(2).id}"}
    assert notebook.page_of(at.bea, at.meeting(1)).enjoyed == "The silence before the plan"


@pytest.mark.method("F4", "S4")
def test_her_private_words_in_the_session_itself_go_too_and_only_hers(at):
    room = at.meeting(1).room
    assert room
    erasing.erase_session(at.ana, at.meeting(1))

    session = rooms.folded(room).session
    assert at.ana.id not in session.notes
    assert [note.text for note in session.notes[at.bea.id]] == ["One card, one person"]
    assert person_scope(at.ana.id) not in VAULT_KEYS.living(room.journal)


@pytest.mark.method("F4")
def test_all_of_it_goes_at_once(at):
    subjects.keep(at.ana, "How to begin again?", "")
    debriefs.write(at.meeting(1), at.fay, {"reception": Looking("Good", "")})
    for member in (at.ana, at.fay):
        erasing.erase_all(member)
        assert living(at, member) == set()
        assert not any(kind.objects.filter(member=member).exists() for kind in (Page, Plan, Subject, Debrief))
    assert living(at, at.bea)


@pytest.mark.method("G5")
def test_leaving_lets_her_turn_fall_away_and_keeps_her_pages(at):
    leaving.leave(at.bea)

    at.bea.refresh_from_db()
    assert at.bea.left_at
    assert [one.id for one in timetable.folded(at.cycle).participants] == [at.ana.id, at.cleo.id]
    assert notebook.page_of(at.bea, at.meeting(1)).enjoyed


@pytest.mark.method("G8")
def test_a_group_is_never_left_without_one_who_facilitates(at):
    with pytest.raises(leaving.Alone):
        leaving.leave(at.fay)
    cast.member(at.group, cast.person("Gus"), Member.Role.CO_FACILITATOR)
    leaving.leave(at.fay)
    at.fay.refresh_from_db()
    assert at.fay.left_at
