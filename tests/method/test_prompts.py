"""The facilitator's prompts: each appears for its reason, not for what only looks like it, and goes with it."""

from collections.abc import Sequence

import pytest

from besace.method.prompts import Code, Prompt, prompts, wakes
from besace.method.session import Session
from besace.method.view.table.cards import cards_of, name_of
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    DORA,
    FAY,
    Did,
    after,
    at_clarification,
    at_conclusion,
    at_contract,
    at_presentation,
    at_reactions,
    at_subjects,
    at_synthesis,
    at_vote,
    gathered,
    prepared,
)

MINUTE = 60


def found(session: Session, code: str, at: int = 0) -> Prompt | None:
    return next((one for one in prompts(session, at) if one.code == code), None)


def asks(who: str, times: int) -> Sequence[Did]:
    return [(who, "ask", {"text": "What else?"})] * times


def touches(session: Session, at: int = 0) -> list[str]:
    cards = cards_of(session, at, ())
    return [touch.key for touch in cards.card.touches] if cards else []


@pytest.mark.method("S2.1")
def test_a_signal_has_its_card_until_it_is_seen():
    session = after(at_clarification(), (ANA, "discomfort", {"on": True}, 9))

    assert found(session, "discomfort").person == ANA
    assert prompts(session, 9)[0].code == Code.DISCOMFORT
    assert touches(session) == ["pause", "seen"]
    assert found(after(session, (FAY, "seen")), "discomfort") is None
    assert found(after(session, (ANA, "discomfort", {"on": False})), "discomfort") is None


@pytest.mark.method("S2.1")
def test_a_second_signal_is_another_occurrence():
    first = after(at_clarification(), (ANA, "discomfort", {"on": True}, 9))
    second = after(first, (ANA, "discomfort", {"on": False}, 10), (ANA, "discomfort", {"on": True}, 20))

    hidden = {name_of(found(first, "discomfort"))}
    assert cards_of(first, 9, hidden) is None
    assert cards_of(second, 20, hidden).card.code == "discomfort"


@pytest.mark.method("S2")
@pytest.mark.parametrize(("hint", "code"), [("answer-inside", "advice-in-question"), ("judging", "judging-question")])
def test_a_question_with_an_answer_or_a_judgement_in_it_has_two_ways_out(hint, code):
    session = after(at_clarification(), (BEA, "ask", {"text": "Why not an accountant?", "hints": (hint,)}))

    assert (found(session, code).person, found(session, code).number) == (BEA, 1)
    assert touches(session) == ["reword", "keep"]


@pytest.mark.method("S2")
def test_a_question_without_such_a_hint_or_already_settled_has_no_card():
    clean = after(at_clarification(), (BEA, "ask", {"text": "Since when?"}))
    asked = after(at_clarification(), (BEA, "ask", {"text": "Why not?", "hints": ("answer-inside",)}))

    assert prompts(clean, 0) == ()
    for done in ((ANA, "answer"), (ANA, "decline_answer"), (FAY, "send_back")):
        fields = {"question": 1, **({"way": "reword"} if done[1] == "send_back" else {})}
        assert found(after(asked, (*done, fields)), "advice-in-question") is None


@pytest.mark.method("S2", "S4.1")
def test_a_question_kept_for_step_4_comes_back_to_who_asked_it():
    session = after(
        at_clarification(),
        (BEA, "ask", {"text": "Why not an accountant?", "hints": ("answer-inside",)}),
        (FAY, "send_back", {"question": 1, "way": "kept"}),
    )

    assert session.questions[0].state == "kept"
    assert [one.text for one in session.kept[BEA]] == ["Why not an accountant?"]


@pytest.mark.method("F1")
def test_four_turns_against_one_each_is_much_and_against_two_each_is_not():
    one_each = [*asks(CLEO, 1), *asks(DORA, 1)]
    much = after(at_clarification(), *asks(BEA, 4), *one_each)

    assert found(much, "much-floor").person == BEA
    assert found(after(at_clarification(), *asks(BEA, 3)), "much-floor") is None
    assert found(after(much, *one_each), "much-floor") is None


@pytest.mark.method("F1")
def test_between_two_consultants_nobody_speaks_too_much():
    session = after(at_clarification((ANA, BEA, CLEO)), *asks(BEA, 6))

    assert found(session, "much-floor") is None


@pytest.mark.method("F1")
def test_minutes_of_floor_weigh_as_turns_do_and_a_pause_counts_for_nobody():
    given = after(at_clarification(), (FAY, "give_floor", {"person": BEA}, 0))
    paused = after(given, (FAY, "pause", {}, MINUTE), (FAY, "resume", {}, 10 * MINUTE))

    assert found(given, "much-floor", 5 * MINUTE - 1) is None
    assert found(given, "much-floor", 5 * MINUTE).person == BEA
    assert 5 * MINUTE in set(wakes(given, 1))
    assert found(paused, "much-floor", 13 * MINUTE) is None
    assert found(paused, "much-floor", 14 * MINUTE).person == BEA
    assert after(paused, (FAY, "clear_floor", {}, 12 * MINUTE)).airtime[paused.stage][BEA] == 3 * MINUTE


@pytest.mark.method("F1", "S2.2")
def test_someone_silent_is_named_once_half_of_the_step_is_over_and_another_has_had_two_turns():
    session = after(at_clarification(), *asks(BEA, 2), *asks(DORA, 1))
    half = 15 * MINUTE

    assert found(session, "not-heard", half - 1) is None
    assert found(session, "not-heard", half).person == CLEO
    assert half in set(wakes(session, 1))
    assert touches(session, half) == ["floor", "invite"]
    assert found(after(session, (CLEO, "ask")), "not-heard", half) is None
    assert found(after(session, (CLEO, "pass")), "not-heard", half) is None


@pytest.mark.method("F1")
def test_where_the_round_has_not_come_so_far_nobody_is_called_silent():
    session = after(at_clarification(), *asks(BEA, 1))

    assert found(session, "not-heard", 20 * MINUTE) is None


@pytest.mark.method("S4")
def test_a_client_who_asks_three_times_defends_herself_until_reactions_outweigh_it():
    twice = after(at_reactions(), *[(ANA, "ask_to_clarify")] * 2)
    often = after(twice, (ANA, "ask_to_clarify"))
    listened = after(often, *[(BEA, "react", {"kind": "experience"}), (CLEO, "react", {"kind": "resource"})] * 4)

    assert found(twice, "client-defends") is None
    assert found(often, "client-defends").person == ANA
    assert found(listened, "client-defends") is None


@pytest.mark.method("S4")
def test_a_client_who_keeps_the_floor_in_step_4_is_offered_it_back():
    session = after(at_reactions(), (FAY, "give_floor", {"person": ANA}, 0))

    assert found(session, "client-defends", 3 * MINUTE - 1) is None
    assert found(session, "client-defends", 3 * MINUTE).kind == "floor"
    assert touches(session, 3 * MINUTE)[0] == "back"
    assert found(after(session, (FAY, "clear_floor", {}, 200)), "client-defends", 200) is None


@pytest.mark.method("R3")
def test_a_wide_or_technical_subject_has_its_card_until_the_vote_or_until_it_is_said_otherwise():
    given = {"key": "x", "title": "How to be happy in life?"}
    session = at_subjects()
    wide = after(session, (DORA, "propose_subject", given, 0), signs=("wide",))

    assert found(session, "subject-wide") is None
    assert found(wide, "subject-wide").person == DORA
    assert (
        found(after(wide, (DORA, "reword_subject", {"subject": "x", "title": "How to say no?"})), "subject-wide")
        is None
    )
    assert found(after(wide, (FAY, "advance"), (FAY, "open_vote")), "subject-wide") is None
    chosen = after(wide, (FAY, "choose", {"subject": "x", "because": "urgency"}))
    assert found(chosen, "subject-wide").kind == "chosen"


@pytest.mark.method("R3")
def test_a_subject_to_share_only_has_no_card():
    session = after(
        at_subjects(), (DORA, "propose_subject", {"title": "Which CRM?", "to_share_only": True}), signs=("technical",)
    )

    assert found(session, "subject-technical") is None


@pytest.mark.method("S3")
def test_reformulations_are_apart_from_the_second_that_does_not_match():
    said = [(one, "reformulate", {"text": "So"}) for one in (BEA, CLEO, DORA)]
    no = [(ANA, "match", {"person": one, "matches": False}) for one in (BEA, CLEO)]
    session = after(at_contract(), *said, *no)

    assert found(after(at_contract(), *said, no[0]), "reformulations-apart") is None
    assert found(session, "reformulations-apart").others == (BEA, CLEO)
    assert touches(session) == ["return"]
    assert found(after(session, (ANA, "match", {"person": BEA, "matches": True})), "reformulations-apart") is None


@pytest.mark.method("S3.1")
def test_a_contract_let_go_is_remembered_at_the_opening_of_the_reactions():
    waived = [
        (FAY, "waive", {"condition": one, "reason": "Time"})
        for one in ("each-reformulated", "reformulations-match", "contract-stated", "all-agree")
    ]
    session = after(at_contract(), *waived, (FAY, "advance"))

    assert found(at_reactions(), "contract-skipped") is None
    assert found(session, "contract-skipped").person == ANA
    reacted = [(BEA, "react", {"kind": "resource"}), (CLEO, "react", {"kind": "resource"})]
    assert found(after(session, *reacted), "contract-skipped") is None


@pytest.mark.method("S5")
def test_a_vague_or_undated_action_has_its_card_until_it_is_said_better_or_vouched_for():
    action = {"key": "a", "text": "Respect myself", "term": "short"}
    vague = after(at_synthesis(), (ANA, "add_action", {**action, "hints": ("vague", "undated")}))
    undated = after(at_synthesis(), (ANA, "add_action", {**action, "hints": ("undated",)}))

    assert (found(vague, "plan-vague").kind, found(undated, "plan-vague").kind) == ("vague", "undated")
    assert touches(vague) == ["vouch"]
    assert found(after(vague, (FAY, "vouch", {"action": "a"})), "plan-vague") is None
    assert found(after(vague, (ANA, "change_action", {"action": "a", "text": "Call Zoe"})), "plan-vague") is None


@pytest.mark.method("S5", "S4.2")
def test_nobody_is_interrupted_in_silence_or_while_writing_for_a_vague_action():
    vague = after(at_synthesis(), (ANA, "add_action", {"text": "Try", "term": "short", "hints": ("vague",)}))
    silent = after(vague, (FAY, "start_silence", {"minutes": 3}, 0))

    assert found(after(vague, (ANA, "writing", {"on": True})), "plan-vague") is None
    assert found(silent, "plan-vague", 3 * MINUTE - 1) is None
    assert found(silent, "plan-vague", 3 * MINUTE)


@pytest.mark.method("S0.2")
def test_a_late_session_is_told_what_to_shorten_and_ends_on_time_once_it_is_done():
    session = at_clarification()
    late = 90 * MINUTE
    on_time = session.step.entered + session.step.allotment
    prompt = found(session, "time-short", late)

    assert found(session, "time-short", on_time) is None
    assert (prompt.stage, prompt.minutes, prompt.keeps) == ("reactions", 15, 30)
    assert touches(session, late)[0] == "shorten"
    shorter = after(session, (FAY, "shorten", {"stage": "reactions", "minutes": 15}, late))
    assert sum(shorter.minutes.values()) == sum(session.minutes.values())
    assert shorter.minutes["reactions"] == 30
    assert found(after(session, (FAY, "pause", {}, on_time)), "time-short", late) is None


@pytest.mark.method("R5")
def test_a_tie_offers_another_round_and_the_other_reasons():
    sticks = [(BEA, "vote", {"first": "of-ana"}), (CLEO, "vote", {"first": "of-bea"})]
    counted = after(at_vote(), (FAY, "open_vote"), *sticks, (FAY, "close_vote"))
    led = after(at_vote(), (FAY, "open_vote"), *sticks, (DORA, "vote", {"first": "of-bea"}), (FAY, "close_vote"))

    assert found(counted, "tie").others == (ANA, BEA)
    assert touches(counted) == ["again", "urgency", "urgency", "lot"]
    assert found(led, "tie") is None
    assert found(after(counted, (FAY, "open_vote")), "tie") is None
    felt = after(at_vote(), (CLEO, "resonate", {"subject": "of-ana"}), (FAY, "open_vote"), *sticks, (FAY, "close_vote"))
    assert touches(felt) == ["again", "urgency", "urgency", "resonance", "lot"]


@pytest.mark.method("R7", "G5")
def test_someone_missing_today_who_had_a_subject_ready():
    waiting = [{"key": "w", "owner": DORA, "title": "How?"}]
    session = after(gathered(waiting=waiting), (FAY, "open"), (FAY, "mark_absent", {"person": DORA}), (FAY, "advance"))

    assert (found(session, "next-client-absent").person, found(session, "next-client-absent").kind) == (DORA, "subject")
    assert found(after(session, (FAY, "admit", {"person": DORA})), "next-client-absent") is None
    without = after(gathered(), (FAY, "open"), (FAY, "mark_absent", {"person": DORA}), (FAY, "advance"))
    assert found(without, "next-client-absent") is None


@pytest.mark.method("G5")
def test_everyone_at_the_table_has_been_client_and_the_one_who_has_not_is_missing():
    setup = {"been_client": [ANA, BEA, CLEO]}
    session = after(gathered(**setup), (FAY, "mark_absent", {"person": DORA}), (FAY, "open"), (FAY, "advance"))

    assert found(session, "next-client-absent").kind == "none-left"


@pytest.mark.method("S6.1", "G5")
def test_who_cannot_come_next_time_and_has_not_been_client_is_named():
    session = after(at_conclusion(next_session=True), (BEA, "confirm_next", {"available": False}))

    assert (found(session, "next-client-absent").person, found(session, "next-client-absent").kind) == (
        BEA,
        "next-time",
    )
    comes = after(session, (BEA, "confirm_next", {"available": True}))
    assert found(comes, "next-client-absent") is None
    been = after(at_conclusion(next_session=True, been_client=[BEA]), (BEA, "confirm_next", {"available": False}))
    assert found(been, "next-client-absent") is None


def test_a_card_set_aside_for_good_stays_away_and_the_next_one_takes_its_place():
    session = after(
        at_clarification(),
        (BEA, "ask", {"text": "Why not?", "hints": ("answer-inside",)}),
        (CLEO, "ask", {"text": "Why so late?", "hints": ("judging",)}),
    )

    both = cards_of(session, 0, ())
    assert (both.card.code, [one.code for one in both.waiting]) == ("advice-in-question", ["judging-question"])
    assert cards_of(session, 0, {"advice-in-question"}).card.code == "judging-question"
    assert cards_of(session, 0, {"advice-in-question", name_of(both.waiting[0])}) is None
    again = after(session, (DORA, "ask", {"text": "Why?", "hints": ("judging",)}))
    assert cards_of(again, 0, {"advice-in-question", name_of(both.waiting[0])}).card.name == "Dora"


def test_a_quiet_session_has_no_card_at_any_stage():
    for session in (prepared(), gathered(), at_subjects(), at_vote(), at_presentation(), at_contract(), at_synthesis()):
        assert cards_of(session, 0, ()) is None
