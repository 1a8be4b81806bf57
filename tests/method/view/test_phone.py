"""The phone: what each person is shown, what she is asked to do, and what she never sees."""

from typing import Any

import pytest

from besace.method.session import Session
from besace.method.view import view_for
from besace.method.view.phone import NAMES, phone_islands
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    DORA,
    FAY,
    ODA,
    STAGES,
    after,
    at_clarification,
    at_conclusion,
    at_consent,
    at_contract,
    at_end,
    at_presentation,
    at_reactions,
    at_subjects,
    at_synthesis,
    at_vote,
    gathered,
    planned,
    prepared,
)

PLAN = {"client": BEA, "actions": ["Call two former colleagues", "Open an account"]}
SIGHTLESS = {"head", "hush"}


def page(session: Session, viewer: str, at: int = 0) -> dict[str, Any]:
    return {name: island for name, island in phone_islands(session, viewer, at).items() if island is not None}


def seen(session: Session, viewer: str, at: int = 0) -> str:
    return repr(view_for(session, viewer, at).islands)


@pytest.mark.parametrize("viewer", [ANA, BEA, ODA])
@pytest.mark.parametrize("stage", STAGES)
def test_every_island_is_named_at_every_moment_and_can_be_kept_in_a_cache(stage, viewer):
    islands = phone_islands(stage(), viewer, 0)

    assert set(islands) == set(NAMES)
    assert all(isinstance(hash(island), int) for island in islands.values())


@pytest.mark.method("S0.3")
def test_each_knows_who_they_are_and_who_has_the_floor():
    session = after(at_clarification(), (FAY, "give_floor", {"person": BEA}))

    assert page(session, ANA)["head"].role == "client"
    assert page(session, CLEO)["head"].role == "consultant"
    assert page(session, BEA)["floor"].speaker == ""
    assert page(session, CLEO)["floor"].speaker == "Bea"
    assert page(session, CLEO)["floor"] == page(session, DORA)["floor"]


@pytest.mark.method("S0.3")
def test_a_hand_goes_up_and_down_and_rests_while_one_speaks():
    session = after(at_clarification(), (BEA, "raise_hand"))

    assert page(session, BEA)["hand"].up
    assert not page(session, CLEO)["hand"].up
    assert "hand" not in page(after(session, (FAY, "give_floor", {"person": BEA})), BEA)


@pytest.mark.method("S0.2")
def test_a_pause_takes_the_place_of_what_to_do_and_leaves_what_is_half_written():
    running = at_clarification()
    paused = after(running, (FAY, "pause"))

    assert page(paused, BEA)["hush"].code == "paused"
    assert page(paused, BEA)["composer"] == page(running, BEA)["composer"]
    assert "cue" not in page(paused, BEA)


@pytest.mark.method("F4")
@pytest.mark.parametrize("stage", STAGES[:-1])
def test_one_who_is_away_sees_nothing_of_the_content(stage):
    session = after(stage(), (FAY, "mark_absent", {"person": BEA}))

    assert set(page(session, BEA)) == SIGHTLESS
    assert "How ana" not in seen(session, BEA)


@pytest.mark.method("F4")
def test_a_stranger_sees_nothing_of_the_content_even_at_the_end():
    assert set(page(at_end(), ODA)) == SIGHTLESS


def test_one_who_is_expected_waits_at_the_door():
    assert page(prepared(), ANA)["hush"].code == "expected"


def test_gathering_says_who_is_here_and_takes_a_subject_already():
    session = after(prepared(), (FAY, "admit", {"person": ANA}), (ANA, "propose_subject", {"title": "How to begin?"}))
    shown = page(after(session, (FAY, "admit", {"person": BEA})), BEA)

    assert shown["table"].here == ("Ana", "Bea")
    assert shown["table"].expected == ("Cleo", "Dora")
    assert "How to begin" not in repr(shown)
    assert page(session, ANA)["paperboard"].lines[0].title == "How to begin?"


@pytest.mark.method("R1")
def test_the_round_shows_its_order_and_everyone_gets_a_turn():
    session = after(gathered(), (FAY, "open"), (ANA, "check_in"), (BEA, "pass"))
    turns = [(turn.name, turn.state) for turn in page(session, DORA)["round"].turns]

    assert turns == [("Ana", "spoken"), ("Bea", "passed"), ("Cleo", "now"), ("Dora", "")]
    assert "thumb" in page(session, CLEO)
    assert page(session, DORA)["hush"].code == "next_is_you"
    assert page(session, DORA)["composer"].folded
    assert page(session, ANA)["hush"].names == ("Dora",)
    assert "composer" not in page(session, ANA)


@pytest.mark.method("R1")
@pytest.mark.parametrize(("number", "code"), [(1, "first_check_in"), (2, "check_in")])
def test_the_first_session_asks_why_one_joined(number, code):
    session = after(gathered(number=number), (FAY, "open"))

    assert page(session, ANA)["cue"].code == code


@pytest.mark.method("R1")
def test_the_floor_changes_whose_turn_it_is():
    session = after(gathered(), (FAY, "open"), (FAY, "give_floor", {"person": DORA}))

    assert "thumb" in page(session, DORA)
    assert page(session, ANA)["hush"].name == "Dora"


@pytest.mark.method("R2")
def test_the_previous_client_tells_action_by_action_and_the_others_hear():
    session = after(gathered(previous=PLAN, number=2), (FAY, "open"), (FAY, "advance"))
    told = {"action": 1, "outcome": "started", "difficult": "Time"}
    after_one = after(session, (BEA, "report_action", told))

    assert page(session, BEA)["reports"].current == 1
    assert page(after_one, BEA)["reports"].current == 2
    heard = page(after_one, CLEO)["reports"]
    assert not heard.mine
    assert (heard.lines[0].outcome, heard.lines[0].difficult, heard.current) == ("started", "Time", 0)


@pytest.mark.method("R2")
def test_nobody_waits_for_a_previous_client_who_is_away():
    away = (FAY, "mark_absent", {"person": BEA})
    session = after(gathered(previous=PLAN, number=2), (FAY, "open"), (FAY, "advance"), away)

    assert page(session, CLEO)["cue"].code == "nobody_reports"


@pytest.mark.method("R3")
def test_a_subject_to_share_only_is_shown_and_is_not_on_the_ballot():
    share = (DORA, "propose_subject", {"key": "share", "title": "How dora?", "to_share_only": True})
    session = after(at_subjects(), share)
    voting = after(session, (FAY, "advance"), (FAY, "open_vote"))

    assert page(session, ANA)["paperboard"].lines[-1].to_share_only
    assert "share" not in [line.id for line in page(voting, ANA)["ballot"].lines]


@pytest.mark.method("R3")
def test_one_who_has_given_a_subject_is_not_asked_again():
    session = at_subjects()

    assert page(session, ANA)["composer"].folded
    assert "thumb" not in page(session, ANA)
    assert not page(session, DORA)["composer"].folded
    assert "thumb" in page(session, DORA)


@pytest.mark.method("R6")
def test_what_resonates_is_marked_by_each_for_oneself():
    session = after(at_subjects(), (BEA, "resonate", {"subject": "of-ana"}))

    assert page(session, BEA)["paperboard"].lines[0].resonates
    assert not page(session, CLEO)["paperboard"].lines[0].resonates


@pytest.mark.method("R5")
def test_a_ballot_is_hers_alone_until_the_count():
    session = after(at_vote(), (FAY, "open_vote"), (BEA, "vote", {"first": "of-cleo", "second": "of-ana"}))
    mine = {line.id: line.rank for line in page(session, BEA)["ballot"].lines}

    assert mine == {"of-ana": 2, "of-bea": 0, "of-cleo": 1}
    assert {line.rank for line in page(session, CLEO)["ballot"].lines} == {0}
    assert page(session, CLEO)["ballot"] == page(session, DORA)["ballot"]
    assert (page(session, CLEO)["thumb"].voted, page(session, CLEO)["thumb"].voters) == (1, 4)


@pytest.mark.method("R5")
def test_with_two_subjects_the_ranking_is_of_two():
    session = after(at_subjects(), (CLEO, "withdraw_subject", {"subject": "of-cleo"}), (FAY, "advance"))

    assert page(after(session, (FAY, "open_vote")), DORA)["ballot"].ranks == (1, 2)


@pytest.mark.method("R5")
def test_the_count_shows_sums_alone_and_says_what_follows():
    votes = [(one, "vote", {"first": "of-cleo"}) for one in (ANA, BEA)]
    won = after(at_vote(), (FAY, "open_vote"), *votes, (FAY, "close_vote"))
    tied = after(at_vote(), (FAY, "open_vote"), (FAY, "close_vote"))

    assert [line.sticks for line in page(won, DORA)["count"].lines] == [6, 0, 0]
    assert page(won, DORA)["cue"].code == "vote_one_first"
    assert page(tied, DORA)["cue"].code == "vote_tie"
    assert page(after(tied, *[(FAY, "open_vote"), (FAY, "close_vote")] * 2), DORA)["cue"].code == "vote_last_tie"


@pytest.mark.method("R7")
def test_the_owner_is_asked_and_so_are_the_others():
    session = at_consent()

    assert page(session, ANA)["thumb"].owner
    assert page(session, BEA)["cue"].code == "owner_is_asked"
    assert page(after(session, (ANA, "accept")), BEA)["cue"].code == "owner_says_yes"
    waiting = page(after(session, (BEA, "consent")), BEA)["thumb"]
    assert waiting.names == ("Ana", "Cleo", "Dora")


@pytest.mark.method("R7")
def test_another_subject_is_asked_for_where_every_one_was_declined():
    session = at_vote()
    for who in (ANA, BEA, CLEO):
        session = after(session, (FAY, "choose", {"subject": f"of-{who}", "because": "urgency"}), (who, "decline"))

    assert page(session, DORA)["cue"].code == "vote_afresh"
    assert not page(session, ANA)["composer"].folded
    assert "composer" not in page(at_vote(), DORA)


@pytest.mark.method("R7")
def test_what_is_declined_keeps_its_sticks_and_loses_first_place():
    ballots = [(who, "vote", {"first": "of-ana", "second": "of-bea"}) for who in (ANA, BEA, CLEO)]
    counted = after(at_vote(), (FAY, "open_vote"), *ballots, (FAY, "close_vote"))
    declined = after(counted, (FAY, "choose", {"subject": "of-ana", "because": "vote"}), (ANA, "decline"))

    assert [(one.owner, one.first, one.aside) for one in page(counted, DORA)["count"].lines][:2] == [
        ("Ana", True, False),
        ("Bea", False, False),
    ]
    assert [(one.owner, one.first, one.aside) for one in page(declined, DORA)["count"].lines][:2] == [
        ("Ana", False, True),
        ("Bea", True, False),
    ]


@pytest.mark.method("S2.2")
def test_who_has_asked_is_no_longer_invited_to_pass():
    asked = after(at_clarification(), (BEA, "ask"))

    assert not page(at_clarification(), BEA)["thumb"].asked
    assert page(asked, BEA)["thumb"].asked
    assert not page(asked, CLEO)["thumb"].asked


@pytest.mark.method("R7")
def test_one_who_has_been_client_is_flagged():
    assert page(at_consent(been_client=[ANA]), BEA)["flag"].name == "Ana"
    assert "flag" not in page(at_consent(), BEA)


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
