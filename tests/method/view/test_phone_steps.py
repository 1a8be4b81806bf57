"""The phone in the six steps and after: what each is shown, what she is asked to do, and what she never sees."""

from typing import Any

import pytest

from besace.method.session import Session
from besace.method.view import view_for
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    DORA,
    FAY,
    ODA,
    after,
    at_clarification,
    at_conclusion,
    at_contract,
    at_end,
    at_presentation,
    at_reactions,
    at_synthesis,
    planned,
)
from tests.method.view.pages import page, seen


@pytest.mark.method("S1")
def test_the_client_has_prompts_and_the_consultants_silence():
    session = at_presentation()

    assert "prompts" in page(session, ANA)
    assert page(session, BEA)["hush"].code == "telling"
    assert page(session, BEA)["thumb"].step == 2
    told = page(after(session, (ANA, "done")), ANA)
    assert "prompts" not in told
    assert told["cue"].code == "told"


@pytest.mark.method("S1")
@pytest.mark.parametrize("viewer", [ANA, CLEO, FAY])
def test_what_one_keeps_is_on_no_other_screen(viewer):
    session = after(at_presentation(), (BEA, "keep", {"text": "The accounts"}))

    assert page(session, BEA)["kept"].papers[0].text == "The accounts"
    assert "The accounts" not in seen(session, viewer)


@pytest.mark.method("S2", "S4.1")
def test_what_was_kept_comes_back_in_its_step_until_it_is_used():
    early = after(at_presentation(), (BEA, "keep", {"text": "Since when"}), (ANA, "done"), (FAY, "advance"))
    session = after(early, (BEA, "keep", {"text": "An accountant"}))

    assert [one.text for one in page(session, BEA)["back"].papers] == ["Since when"]
    assert [one.text for one in page(session, BEA)["kept"].papers] == ["An accountant"]
    used = after(session, (BEA, "ask", {"text": "Since when?", "kept": 1}))
    assert "back" not in page(used, BEA)


@pytest.mark.method("S4.1")
def test_all_that_is_unused_comes_back_for_the_reactions():
    session = after(at_reactions(), (BEA, "keep", {"text": "An accountant"}))

    assert [(one.number, one.text) for one in page(session, BEA)["back"].papers] == [(1, "An accountant")]
    used = after(session, (BEA, "react", {"kind": "proposal", "text": "I would ask one", "kept": 1}))
    assert "back" not in page(used, BEA)


@pytest.mark.method("S2", "S2.1")
def test_the_client_sees_the_questions_that_wait_and_those_left():
    session = after(
        at_clarification(), (BEA, "ask", {"text": "Why?"}), (CLEO, "ask"), (ANA, "decline_answer", {"question": 1})
    )
    questions = page(session, ANA)["questions"]

    assert [(one.number, one.by) for one in questions.waiting] == [(2, "Cleo")]
    assert [(one.text, one.state) for one in questions.settled] == [("Why?", "declined")]


@pytest.mark.method("S2", "S0.3")
def test_the_client_has_the_last_question_before_her_and_the_others_folded():
    session = after(at_clarification(), (BEA, "ask", {"text": "Why?"}), (CLEO, "ask"), (BEA, "ask", {"text": "When?"}))
    questions = page(session, ANA)["questions"]

    assert [one.number for one in questions.waiting] == [3]
    assert ([one.number for one in questions.earlier], questions.still) == ([2, 1], 2)
    answered = page(after(session, (ANA, "answer", {"question": 3})), ANA)["questions"]
    assert [one.number for one in (*answered.waiting, *answered.earlier)] == [2, 1]


@pytest.mark.method("S2.1")
@pytest.mark.parametrize("viewer", [BEA, CLEO, "screen"])
def test_the_quiet_signal_alarms_nobody_else(viewer):
    session = at_clarification()
    signalled = after(session, (ANA, "discomfort", {"on": True}))

    assert page(signalled, ANA)["signal"].on
    assert view_for(signalled, viewer, 0) == view_for(session, viewer, 0)


@pytest.mark.method("S2.1")
def test_the_signal_is_there_from_presentation_to_reactions_alone():
    stages = (at_presentation, at_clarification, at_contract, at_reactions)

    assert all("signal" in page(stage(), ANA) for stage in stages)
    assert "signal" not in page(at_synthesis(), ANA)
    assert "signal" not in page(at_clarification(), BEA)


@pytest.mark.method("S3")
def test_each_says_it_back_and_the_client_says_whether_it_matches():
    said = after(at_contract(), (BEA, "reformulate", {"text": "Peace"}))

    assert page(at_contract(), BEA)["cue"].code == "say_back"
    assert page(at_contract(), CLEO)["cue"].code == "say_back_soon"
    assert page(said, BEA)["hush"].code == "saying_back"
    assert [(one.name, one.text, one.matches) for one in page(said, ANA)["said"].said] == [("Bea", "Peace", None)]
    unmatched = after(said, (ANA, "match", {"person": BEA, "matches": False}))
    assert page(unmatched, BEA)["cue"].code == "not_yet"
    assert page(unmatched, BEA)["composer"].said == "Peace"


def matched() -> Session:
    said = [(one, "reformulate") for one in (BEA, CLEO, DORA)]
    return after(at_contract(), *said, *[(ANA, "match", {"person": one, "matches": True}) for one in (BEA, CLEO, DORA)])


@pytest.mark.method("S3.1")
def test_the_contract_starts_as_the_subject_and_is_agreed_by_each():
    assert page(matched(), ANA)["composer"].question == "How ana?"
    assert not page(matched(), ANA)["composer"].folded
    stated = after(matched(), (ANA, "set_contract", {"question": "How to go on?", "expectation": "Ways"}))
    assert page(stated, BEA)["contract"].expectation == "Ways"
    assert page(stated, BEA)["cue"].code == "agree"
    agreed = after(stated, (BEA, "agree"))
    assert page(agreed, BEA)["thumb"].names == ("Ana", "Cleo", "Dora")


def in_silence() -> Session:
    return after(at_synthesis(), (FAY, "start_silence", {"minutes": 5}))


@pytest.mark.method("S3.1")
@pytest.mark.parametrize("viewer", [ANA, BEA])
@pytest.mark.parametrize("stage", [at_reactions, in_silence, at_synthesis, at_conclusion])
def test_the_contract_stays_in_view(stage, viewer):
    shown = page(stage(), viewer)["contract"]

    assert (shown.title, shown.expectation, shown.stated) == ("How to go on?", "Many ways", True)


@pytest.mark.method("S4")
@pytest.mark.parametrize("viewer", [BEA, FAY, "screen"])
def test_the_bag_is_the_clients_alone(viewer):
    notes = ((ANA, "note", {"text": "Two mornings"}), (ANA, "note", {"text": "A book", "resonates": False}))
    session = after(at_reactions(), *notes)
    bag = page(session, ANA)["bag"]

    assert [one.text for one in bag.notes] == ["Two mornings"]
    assert [one.text for one in bag.pocket] == ["A book"]
    assert "Two mornings" not in seen(session, viewer)
    assert "A book" not in seen(session, viewer)


@pytest.mark.method("S4.2")
def test_a_note_that_resonates_later_leaves_the_side_pocket():
    noted = after(at_reactions(), (ANA, "note", {"text": "A book", "resonates": False}))
    session = after(noted, (ANA, "note", {"note": 1, "resonates": True}))

    assert page(session, ANA)["bag"].pocket == ()
    assert page(session, ANA)["bag"].notes[0].text == "A book"


@pytest.mark.method("S4")
def test_whom_the_client_asks_to_clarify_is_told_and_no_other():
    session = after(at_reactions(), (ANA, "ask_to_clarify", {"person": CLEO}))

    assert page(session, CLEO)["cue"].code == "clarify_you"
    assert page(session, BEA)["cue"].code == "react"
    assert page(session, ANA)["tools"].asked == "Cleo"
    assert page(after(session, (ANA, "ask_to_clarify")), BEA)["cue"].code == "clarify_someone"


@pytest.mark.method("S4.1", "S4.2")
def test_one_who_has_brought_something_listens():
    session = after(at_reactions(), (BEA, "react", {"kind": "experience"}))

    assert page(session, BEA)["cue"].code == "brought"
    assert page(session, BEA)["composer"].folded
    assert not page(session, CLEO)["composer"].folded


@pytest.mark.method("S5")
def test_the_plan_begins_in_silence_with_the_bag():
    noted = after(at_reactions(), (ANA, "note", {"text": "A book"}))
    reacted = after(noted, *[(one, "react", {"kind": "experience"}) for one in (BEA, CLEO, DORA)], (FAY, "advance"))
    session = after(reacted, (FAY, "start_silence", {"minutes": 5}))

    assert page(session, ANA, 299)["bag"].notes[0].text == "A book"
    assert page(session, ANA, 299)["thumb"].ends_at == 300
    assert page(session, ANA, 299)["composer"].folded
    assert page(session, BEA, 299)["hush"].code == "rereading"
    assert page(session, ANA, 300)["cue"].code == "plan"
    assert page(session, BEA, 300)["cue"].code == "help"


@pytest.mark.method("S5")
def test_a_wish_is_hinted_at_on_the_clients_phone_alone():
    vague = {"text": "Rest", "term": "short", "hints": ("vague", "undated")}
    session = after(at_synthesis(), (ANA, "add_action", vague))

    assert page(session, ANA)["plan"].lines[0].hints == ("vague", "undated")
    assert page(session, BEA)["plan"].lines[0].hints == ()
    vouched = after(session, (FAY, "vouch", {"action": "action-1"}))
    assert page(vouched, ANA)["plan"].lines[0].hints == ()


@pytest.mark.method("S5")
def test_the_next_action_is_proposed_over_the_term_still_empty():
    assert page(at_synthesis(), ANA)["composer"].term == "short"
    assert page(planned(at_synthesis(), 2), ANA)["composer"].term == "long"


@pytest.mark.method("S5.2")
def test_the_two_copies_are_compared_word_by_word():
    session = planned(at_synthesis())
    hers = [{"text": "Call 0", "when": "tomorrow"}, {"text": "Call 1", "when": "on Friday"}]
    copied = after(session, (FAY, "copy_plan", {"actions": hers}))
    lines = page(copied, ANA)["plan"].lines

    assert [line.copy for line in lines] == ["same", "other", "missing"]
    assert (lines[1].their_text, lines[1].their_when) == ("", "on Friday")
    assert page(copied, ANA)["thumb"].differs
    assert "on Friday" not in seen(copied, BEA)


@pytest.mark.method("S5.2")
def test_the_same_copy_can_be_said_to_be_the_same():
    session = after(planned(at_synthesis()), (FAY, "copy_plan"))
    thumb = page(session, ANA)["thumb"]

    assert (thumb.can.open, thumb.differs, thumb.still, thumb.agreed) == (True, False, (), False)
    said = after(session, (ANA, "plans_agree"))
    assert (page(said, ANA)["thumb"].agreed, page(said, ANA)["thumb"].both) == (True, False)
    assert page(after(said, (FAY, "plans_agree")), ANA)["thumb"].both


@pytest.mark.method("S5.1")
def test_the_client_can_take_the_plan_into_a_calendar():
    session = planned(at_synthesis())

    assert page(session, ANA)["plan"].calendar
    assert not page(session, BEA)["plan"].calendar


@pytest.mark.method("S6")
def test_each_gives_what_they_take_with_them_in_turn():
    session = after(at_conclusion(), (ANA, "evaluate", {"learned": "To wait"}))

    assert page(session, BEA)["cue"].code == "evaluate"
    assert page(session, CLEO)["cue"].code == "evaluate_soon"
    assert page(session, ANA)["hush"].name == "Bea"


@pytest.mark.method("S6.1")
def test_each_says_whether_they_can_come_to_the_next_session():
    session = after(at_conclusion(next_session=True, next_when="17 December"), (ANA, "evaluate"))

    assert page(session, ANA)["cue"].code == "next"
    assert page(session, ANA)["next"].when == "17 December"
    answered = after(session, (ANA, "confirm_next", {"available": False}))
    assert page(answered, ANA)["next"].available is False
    assert page(answered, ANA)["hush"].code == "speaking"


def test_the_closed_page_gives_each_their_own():
    noted = after(at_conclusion(), (ANA, "note", {"text": "A book"}), (BEA, "note", {"text": "For me"}))
    said = [(one, "evaluate", {"learned": f"{one} learned"}) for one in (ANA, BEA, CLEO, DORA)]
    session = after(noted, *said, (FAY, "close"))

    assert page(session, ANA)["plan"].calendar
    assert page(session, ANA)["bag"].count == 1
    assert "plan" not in page(session, BEA)
    assert page(session, BEA)["after"].learned == "bea learned"
    assert "A book" not in seen(session, BEA)
    assert "ana learned" not in seen(session, BEA)


def test_the_meeting_is_there_at_a_distance_and_the_client_may_switch_the_camera_off():
    remote = at_reactions(place="remote", link="https://meet.example.org/x")

    assert page(remote, BEA)["meet"].link == "https://meet.example.org/x"
    assert "invite" in page(remote, ANA)
    assert "invite" not in page(remote, BEA)
    assert "meet" not in page(at_reactions(), BEA)


STEPS = (at_presentation, at_clarification, at_contract, at_reactions, at_synthesis, at_conclusion)
NOTE = "Ask Bea about mornings"


def waived(*conditions: str) -> list[Any]:
    """The facilitator goes on without these."""
    return [*((FAY, "waive", {"condition": one, "reason": "x"}) for one in conditions), (FAY, "advance")]


def noted(stage: Any, whose: str) -> Session:
    """That stage, where someone noted something for herself; the end is that of a step in which she did."""
    if stage is at_end:
        said = ((one, "evaluate", {"learned": "x"}) for one in (ANA, BEA, CLEO, DORA))
        return after(noted(at_conclusion, whose), *said, (FAY, "close"))
    return after(stage(), (whose, "note", {"text": NOTE}))


@pytest.mark.parametrize("whose", [ANA, BEA])
@pytest.mark.parametrize("stage", [*STEPS, at_end])
def test_what_one_notes_for_oneself_has_a_place_on_ones_phone_in_every_step_and_in_nobody_elses_view(stage, whose):
    session = noted(stage, whose)

    assert NOTE in repr(page(session, whose)["bag"])
    others = {ANA, BEA, CLEO, DORA, ODA, FAY, "screen"} - {whose}
    assert not [one for one in others if NOTE in seen(session, one)]


@pytest.mark.parametrize("stage", STEPS)
def test_a_consultant_who_noted_nothing_sees_no_place_for_it(stage):
    assert "bag" not in page(stage(), BEA)


def test_a_consultants_notes_stay_through_what_she_does_in_the_conclusion():
    session = after(noted(at_conclusion, BEA), (BEA, "evaluate", {"learned": "x"}))

    assert page(session, BEA)["bag"].papers == (NOTE,)


def test_what_a_consultant_kept_stays_in_view_until_she_brings_it_and_is_found_again_after_step_four():
    kept = after(at_clarification(), (BEA, "keep", {"text": NOTE}), (BEA, "keep", {"text": "A book"}))
    said = [(one, "clear") for one in (BEA, CLEO, DORA)] + [(one, "pass") for one in (BEA, CLEO, DORA)]
    contract = after(kept, *said, (FAY, "advance"))
    assert [one.text for one in page(contract, BEA)["kept"].papers] == [NOTE, "A book"]
    assert "kept" not in page(contract, CLEO)
    reactions = after(contract, *waived("each-reformulated", "reformulations-match", "contract-stated", "all-agree"))
    brought = after(reactions, (BEA, "react", {"kind": "resource", "text": "A book", "kept": 2}))
    synthesis = after(brought, *waived("each-reacted"))

    assert page(synthesis, BEA)["bag"].papers == (NOTE,)
    assert NOTE not in seen(synthesis, FAY) + seen(synthesis, ANA)


@pytest.mark.method("F6")
def test_the_way_to_the_meeting_is_shown_while_it_lasts():
    remote = {"place": "remote", "link": "https://meet.example.org/x"}

    assert page(at_reactions(**remote), BEA)["meet"].link == remote["link"]
    assert "meet" not in page(at_end(**remote), BEA)
    assert "meet" not in page(at_reactions(link=remote["link"]), BEA)
