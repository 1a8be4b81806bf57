"""Entering what the sheets of a session say: on one page, with warnings, and no lock."""

from collections.abc import Iterator
from typing import Any

import pytest

from besace.people import timetable
from besace.people.models import Attendance, Meeting, Plan
from besace.people.paper import WHY
from besace.web.preparing.paper_form import REASONS
from tests.people import cast
from tests.people.cycling import Begun, after_session, begun, held

ACTIONS = {
    "text_1": "Call the bank",
    "when_1": "tomorrow",
    "term_1": "short",
    "text_2": "Write to Eve",
    "when_2": "by the end of the month",
    "term_2": "medium",
    "text_3": "Open an account",
    "when_3": "in June",
    "term_3": "long",
}


@pytest.fixture
def table() -> Iterator[Begun]:
    made = begun("Ana", "Bea", "Cleo")
    with after_session(1):
        yield made


def sent(table: Begun, number: int = 1, peer: int = 0, **changes: object) -> Any:
    told: dict[str, object] = {
        "came": [one.id for one in table.peers],
        "client": table.peers[peer].id,
        "question": "How can I rest?",
        **ACTIONS,
        **changes,
    }
    return cast.browser(table.fay.person).post(table.at(number, "on-paper"), told)


def meeting(table: Begun, number: int = 1) -> Meeting:
    return Meeting.objects.get(cycle=table.cycle, number=number)


@pytest.mark.method("S5.2", "G5")
def test_one_page_makes_the_records_of_a_live_session(table):
    yes = {f"next_{table.peers[0].id}": "yes", f"next_{table.peers[1].id}": "no"}
    answer = sent(table, learned="3", apply="2", **yes)
    assert answer.status_code == 302
    kept = meeting(table)
    assert (kept.on_paper, bool(kept.ended), kept.actions) == (True, True, 3)
    assert kept.counts == {"of": 3, "learned": 3, "apply": 2, "next": 1, "next_of": 2}
    assert Plan.objects.get(meeting=kept).member == table.peers[0]
    assert Attendance.objects.filter(meeting=kept, came=True).count() == 3
    assert timetable.folded(table.cycle).been_client == {table.peers[0].id}


def test_who_came_and_whose_subject_it_was_are_enough(table):
    empty = dict.fromkeys((*ACTIONS, "question"), "")
    assert sent(table, **empty, why="sheet").status_code == 302
    assert meeting(table).counts == {"of": 3, "why": "sheet"}


@pytest.mark.method("S5", "S0.1")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text_3": ""}, "three actions at least"),
        ({"text_3": "Respect myself more"}, "reads like a wish"),
        ({"when_3": "one day"}, "no time that can be told"),
    ],
)
def test_a_plan_that_lacks_something_is_a_warning_with_a_reason_and_not_a_lock(table, changes, said):
    answer = sent(table, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Call the bank" in answer.content.decode()
    assert not meeting(table).on_paper
    assert sent(table, **changes, why="time").status_code == 302
    assert meeting(table).counts["why"] == "time"
    assert "Time ran out" in cast.browser(table.fay.person).get(table.at(1, "on-paper")).content.decode()


@pytest.mark.method("R7")
def test_one_who_has_been_client_is_flagged_and_not_silently_kept(table):
    held(table, 1, table.peers[0])
    with after_session(2):
        assert (
            "Ana (has been the client)" in cast.browser(table.fay.person).get(table.at(2, "on-paper")).content.decode()
        )
        answer = sent(table, 2)
        assert answer.status_code == 422
        assert "has been the client in this cycle already" in answer.content.decode()
        assert not meeting(table, 2).on_paper
        assert sent(table, 2, again="on").status_code == 302
    assert meeting(table, 2).on_paper


def test_a_yes_that_was_for_somebody_else_changes_nothing(table):
    assert sent(table, peer=1, again="on").status_code == 302
    assert timetable.folded(table.cycle).been_client == {table.peers[1].id}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"came": []}, "Tick at least the client."),
        ({"client": ""}, "Choose whose subject it was."),
        ({"client": "somebody-else"}, "Choose whose subject it was."),
        ({"learned": "4"}, "3"),
        ({"learned": "-1"}, "0"),
        ({"text_1": "x" * 4_001}, "4000"),
    ],
)
def test_what_cannot_be_kept_says_why_and_loses_nothing(table, changes, said):
    answer = sent(table, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Write to Eve" in answer.content.decode()
    assert not Attendance.objects.filter(meeting__cycle=table.cycle).exists()


def test_a_client_who_was_not_there_and_more_than_were_there_are_caught(table):
    answer = sent(table, came=[table.peers[1].id], learned="2").content.decode()
    assert "The client was there: tick this name too." in answer
    assert "That is more than were there." in answer


def test_a_session_to_come_cannot_be_entered_yet(table):
    page = cast.browser(table.fay.person).get(table.at(2, "on-paper")).content.decode()
    assert "This session is still to come" in page
    assert sent(table, 2).status_code == 200
    assert not meeting(table, 2).on_paper


def test_what_was_kept_is_shown_without_its_words(table):
    sent(table)
    page = cast.browser(table.fay.person).get(table.at(1, "on-paper")).content.decode()
    assert "Ana, Bea and Cleo" in page
    assert "3 actions, in the client’s notebook" in page
    assert "bank" not in page
    assert "rest?" not in page


def test_a_session_that_was_kept_is_not_kept_again(table):
    sent(table)
    assert sent(table, peer=1).status_code == 200
    assert Plan.objects.get(meeting=meeting(table)).member == table.peers[0]


def test_two_who_enter_it_at_once_keep_it_once(table, monkeypatch):
    from besace.web.preparing import paper  # noqa: PLC0415 - its name is taken for this test alone

    entering = paper.enter

    def late(of, entered):
        held(table, 1, table.peers[2])
        entering(of, entered)

    monkeypatch.setattr(paper, "enter", late)
    answer = sent(table)
    assert answer.status_code == 422
    assert "Somebody else changed this session meanwhile." in answer.content.decode()
    assert "Call the bank" in answer.content.decode()
    assert Plan.objects.get(meeting=meeting(table)).member == table.peers[2]


def test_the_last_session_asks_of_no_next_date():
    alone = begun("Ana")
    with after_session(1):
        assert (
            "Who can come next time" not in cast.browser(alone.fay.person).get(alone.at(1, "on-paper")).content.decode()
        )
        assert sent(alone, learned="1").status_code == 302


def test_each_reason_has_its_words():
    assert set(REASONS) == set(WHY)
