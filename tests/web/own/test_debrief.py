"""Looking back at a session: prompts in words, and what the facilitator writes for herself."""

import pytest

from besace.people import debriefs
from besace.people.models import Meeting
from tests.people import cast
from tests.people.held import BEGINS, kept, table


@pytest.fixture
def at():
    return kept(table())


def address(at, number=1, rest=""):
    return f"/g/{at.group.id}/{number}/debrief/{rest}"


@pytest.mark.method("F1")
@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ("38 minutes, 30 planned", "1 question carried its answer.", "2 turns", "no turn", "for its urgency")),
        ("fr", ("38 minutes, 30 prévues", "1 question portait déjà sa réponse.", "2 prises de parole", "5 mars")),
    ],
)
def test_the_clock_and_the_turns_are_said_in_sentences(at, language, sentences):
    shown = cast.browser(at.fay.person, language=language).get(address(at)).content.decode()
    assert [said for said in sentences if said not in shown] == []


@pytest.mark.method("F1", "F4")
def test_what_she_writes_is_kept_changed_and_erased(at):
    client = cast.browser(at.fay.person)
    client.post(address(at), {"well_reception": "Everyone smiled", "change_reactions": "Turn to Cleo earlier"})
    shown = client.get(address(at)).content.decode()
    assert "Everyone smiled</textarea>" in shown
    assert "Turn to Cleo earlier</textarea>" in shown

    client.post(address(at), {"well_reception": "Everyone smiled"})
    assert list(debriefs.written(at.meeting(1), at.fay)) == ["reception"]
    client.post(address(at, rest="erase"))
    assert debriefs.written(at.meeting(1), at.fay) == {}


def test_too_long_a_word_comes_back(at):
    long = "word " * 500
    answer = cast.browser(at.fay.person).post(address(at), {"well_reception": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()


@pytest.mark.method("F4")
def test_a_session_on_paper_has_its_page_without_prompts(at):
    Meeting.objects.filter(cycle=at.cycle, number=2).update(on_paper=True, ended=BEGINS)
    shown = cast.browser(at.fay.person).get(address(at, 2)).content.decode()
    assert "What went well" in shown
    assert "planned" not in shown


@pytest.mark.method("F4")
def test_it_is_no_page_for_a_participant_nor_before_the_session(at):
    assert cast.browser(at.ana.person).get(address(at)).status_code == 404
    assert cast.browser(at.fay.person).get(address(at, 3)).status_code == 404
    assert cast.browser(at.fay.person).get(address(at, 99)).status_code == 404
