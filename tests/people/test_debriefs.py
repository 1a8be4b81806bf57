"""A facilitator's debrief: what the session shows her, what she keeps, and to whom it is open."""

import pytest

from besace.journal.keys import VAULT_KEYS
from besace.live import rooms
from besace.method.acts import SESSION_SCOPE
from besace.method.words import Stage
from besace.people import debriefs, sealed
from besace.people.debriefs import Looking, Turns
from besace.people.models import Debrief, Meeting, Member
from tests.people import cast
from tests.people.held import BEGINS, played, table


@pytest.fixture
def at():
    made = table()
    played(made)
    return made


@pytest.mark.method("F1")
def test_the_clock_and_the_turns_prompt_her(at):
    showed = debriefs.showed(at.meeting(1), at.fay)

    assert showed
    assert (showed.steps[Stage.RECEPTION].taken, showed.steps[Stage.RECEPTION].planned) == (34, 30)
    assert (showed.steps[Stage.CLARIFICATION].taken, showed.steps[Stage.CLARIFICATION].planned) == (38, 30)
    assert showed.steps[Stage.CLARIFICATION].turns == (Turns("Bea", 2, 0), Turns("Cleo", 0, 0))
    assert (showed.answers_inside, showed.because, showed.actions) == (1, "urgency", 3)


@pytest.mark.method("F4")
def test_a_forgotten_session_and_one_on_paper_prompt_nothing_and_take_her_words_all_the_same(at):
    meeting = at.meeting(1)
    assert meeting.room
    VAULT_KEYS.destroy(meeting.room.journal, SESSION_SCOPE, BEGINS)
    rooms.refold(meeting.room)
    Meeting.objects.filter(cycle=at.cycle, number=2).update(ended=BEGINS, on_paper=True)

    for one in (meeting, at.meeting(2)):
        assert debriefs.facilitated(one, at.fay)
        assert debriefs.showed(one, at.fay) is None
        debriefs.write(one, at.fay, {"reception": Looking("Everyone smiled", "")})
        assert debriefs.written(one, at.fay) == {"reception": Looking("Everyone smiled", "")}


@pytest.mark.method("F4")
def test_it_is_sealed_hers_and_gone_without_a_trace(at):
    meeting = at.meeting(1)
    debriefs.write(meeting, at.fay, {"reactions": Looking("", "Turn to Cleo earlier")})
    row = Debrief.objects.get(meeting=meeting)
    assert b"Cleo" not in bytes(row.sealed)
    debriefs.delete(meeting, at.fay)

    scope = sealed.own(at.fay.id, f"debrief-{meeting.id}")
    assert sealed.open_(at.group.id, scope, debriefs.PLACE, [at.fay.id, meeting.id], row.sealed) is None
    assert debriefs.written(meeting, at.fay) == {}


@pytest.mark.method("G8", "F4")
def test_only_who_facilitated_looks_back(at):
    gus = cast.member(at.group, cast.person("Gus"), Member.Role.CO_FACILITATOR)
    assert [debriefs.facilitated(at.meeting(1), one) for one in (at.fay, gus, at.ana)] == [True, False, False]
    assert debriefs.showed(at.meeting(1), gus) is None
    assert not debriefs.facilitated(at.meeting(2), at.fay)
    Meeting.objects.filter(cycle=at.cycle, number=2).update(ended=BEGINS, facilitator=gus)
    assert debriefs.facilitated(at.meeting(2), gus)
