"""The facilitator's desk: what each sheet shows her, and what it never shows."""

from typing import Any

import pytest

from besace.method.session import Session
from besace.method.view.desk import desk_islands
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    DORA,
    FAY,
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


def sheet(session: Session, name: str, at: int = 0) -> Any:
    found = desk_islands(session, at)[name]
    assert found is not None, f"{name} is empty"
    return found


def shown(session: Session, at: int = 0) -> set[str]:
    return {name for name, island in desk_islands(session, at).items() if island is not None}


def items(session: Session) -> dict[str, Any]:
    return {one.condition: one for one in sheet(session, "gate").items}


def waiting(session: Session, condition: str) -> tuple[str, ...]:
    missing: tuple[str, ...] = items(session)[condition].missing
    return missing


@pytest.mark.parametrize("stage", STAGES)
def test_every_island_is_named_in_every_stage_and_can_be_kept_in_a_cache(stage):
    islands = desk_islands(stage(), 0)

    assert set(islands) == set(desk_islands(gathered(), 0))
    assert all(isinstance(hash(island), int) for island in islands.values())


@pytest.mark.method("R1")
def test_the_round_says_whose_turn_it_is_and_who_passes():
    session = after(gathered(), (FAY, "open"), (ANA, "check_in", {"text": "Calm"}), (BEA, "pass"))

    found = sheet(session, "desk_round")

    assert [(turn.who.name, turn.state) for turn in found.turns] == [
        ("Ana", "spoken"),
        ("Bea", "passed"),
        ("Cleo", "next"),
        ("Dora", "waiting"),
    ]
    assert found.first


@pytest.mark.method("R1")
def test_who_has_spoken_is_done_even_with_the_floor_still_in_hand():
    session = after(gathered(), (FAY, "open"), (FAY, "give_floor", {"person": ANA}))

    assert sheet(session, "desk_round").turns[0].state == "floor"
    assert sheet(after(session, (ANA, "check_in", {"text": "Calm"})), "desk_round").turns[0].state == "spoken"


@pytest.mark.method("R5")
def test_a_round_among_the_tied_shows_these_alone():
    ballots = [(ANA, "of-ana", "of-bea"), (BEA, "of-bea", "of-ana")]
    laid = [(who, "vote", {"first": first, "second": second}) for who, first, second in ballots]
    tied = after(at_vote(), (FAY, "open_vote"), *laid, (FAY, "close_vote"))

    assert {one.owner.name for one in sheet(tied, "desk_vote").subjects} > {"Ana", "Bea"}
    assert {one.owner.name for one in sheet(after(tied, (FAY, "open_vote")), "desk_vote").subjects} == {"Ana", "Bea"}


@pytest.mark.method("R1")
def test_a_round_is_a_reminder_and_no_lock():
    session = after(gathered(), (FAY, "open"), (ANA, "check_in"))

    assert waiting(session, "each-checked-in") == ("Bea", "Cleo", "Dora")
    assert sheet(session, "gate").go.open
    assert not sheet(session, "gate").locks
    assert sheet(session, "gate").waivable == ()


@pytest.mark.method("R2")
def test_the_previous_plan_shows_what_became_of_each_action():
    told = (BEA, "report_action", {"action": 2, "outcome": "started", "easy": "The form", "difficult": "The queue"})
    session = after(gathered(previous=PLAN), (FAY, "open"), (FAY, "advance"), told)

    first, second = sheet(session, "desk_follow_up").actions

    assert (first.outcome, second.outcome, second.easy, second.difficult) == ("", "started", "The form", "The queue")
    assert waiting(session, "plan-told") == ("Bea",)


@pytest.mark.method("R2")
def test_an_absent_previous_client_leaves_nothing_to_write():
    session = after(gathered(previous=PLAN), (FAY, "open"), (FAY, "advance"), (FAY, "mark_absent", {"person": BEA}))

    assert not sheet(session, "desk_follow_up").report.open


@pytest.mark.method("R3", "R4", "R6")
def test_the_paperboard_shows_owner_hints_and_resonances():
    shared = (DORA, "propose_subject", {"title": "Stop this", "to_share_only": True, "hints": ("no-how",)})
    session = after(at_subjects(), shared, (CLEO, "resonate", {"subject": "of-ana"}))

    by_owner = {one.owner.name: one for one in sheet(session, "desk_subjects").subjects}

    assert by_owner["Ana"].resonances == 1
    assert by_owner["Dora"].to_share_only
    assert by_owner["Dora"].hints == ("no-how",)
    assert [one.owner.name for one in sheet(session, "desk_choose").subjects] == ["Ana", "Bea", "Cleo"]


@pytest.mark.method("R7")
def test_who_has_been_client_is_flagged_wherever_a_subject_is_chosen():
    session = at_subjects(been_client=[ANA], previous=PLAN)

    flagged = {one.owner.name: one.been_client for one in sheet(session, "desk_subjects").subjects}

    assert flagged == {"Ana": True, "Bea": True, "Cleo": False}
    chosen = after(session, (FAY, "choose", {"subject": "of-ana", "because": "urgency"}))
    assert sheet(chosen, "desk_consent").been_client


def voting() -> Session:
    return after(at_vote(), (FAY, "open_vote"), (ANA, "vote", {"first": "of-cleo", "second": "of-bea"}))


@pytest.mark.method("R5")
def test_an_open_vote_shows_who_has_voted_and_never_what():
    before = desk_islands(voting(), 0)
    other = after(at_vote(), (FAY, "open_vote"), (ANA, "vote", {"first": "of-bea", "third": None}))

    assert sheet(voting(), "desk_vote").voted == ("Ana",)
    assert sheet(voting(), "gate").missing == ("Bea", "Cleo", "Dora")
    assert desk_islands(other, 0) == before


@pytest.mark.method("R5")
def test_a_ballot_by_hand_is_only_for_those_who_have_not_voted():
    found = sheet(voting(), "desk_ballot")

    assert [one.name for one in found.voters] == ["Bea", "Cleo", "Dora"]
    assert found.sticks == (3, 2, 1)


@pytest.mark.method("R5")
def test_with_two_subjects_the_ballot_has_two_ranks():
    session = after(at_vote((ANA, BEA)), (FAY, "open_vote"))

    assert sheet(session, "desk_ballot").sticks == (3, 2)


@pytest.mark.method("R5")
def test_the_count_shows_sums_and_the_gate_offers_the_winner():
    session = after(voting(), (FAY, "close_vote"))

    sums = [(one.owner.name, one.sticks) for one in sheet(session, "desk_vote").subjects]

    assert sums == [("Cleo", 3), ("Bea", 2), ("Ana", 0)]
    assert sheet(session, "gate").state == "won"
    assert sheet(session, "gate").winner.owner.name == "Cleo"


@pytest.mark.method("R5", "R6")
def test_a_tie_opens_the_next_round_and_the_third_leaves_the_group_to_choose():
    once = after(at_vote(), (FAY, "open_vote"), (FAY, "close_vote"))
    thrice = after(once, *[(FAY, "open_vote"), (FAY, "close_vote")] * 2)

    assert sheet(once, "gate").state == "tied"
    assert sheet(once, "gate").standing == 3
    assert sheet(thrice, "gate").state == "last-tie"
    assert [one.id for one in sheet(thrice, "gate").subjects] == ["of-ana", "of-bea", "of-cleo"]


@pytest.mark.method("R7")
def test_consent_shows_who_agrees_and_the_gate_who_is_missing():
    session = after(at_consent(), (ANA, "accept"), (CLEO, "consent"))

    found = sheet(session, "desk_consent")

    assert [one.name for one in found.agreed] == ["Cleo"]
    assert waiting(session, "consultants-consent") == ("Bea", "Dora")
    assert items(session)["client-agrees"].state == "met"


@pytest.mark.method("R7")
def test_nobody_who_objects_is_named():
    by_bea = after(at_consent(), (ANA, "accept"), (BEA, "object", {"reason": "Too near to me"}))
    by_cleo = after(at_consent(), (ANA, "accept"), (CLEO, "object", {"reason": "Too near to me"}))

    assert desk_islands(by_bea, 0) == desk_islands(by_cleo, 0)
    assert "Too near" not in str(desk_islands(by_bea, 0))


@pytest.mark.method("S1")
def test_what_is_kept_in_private_reaches_no_sheet():
    kept = (BEA, "keep", {"text": "Ask about the papers"})

    assert "about the papers" not in str(desk_islands(after(at_presentation(), kept), 0))


@pytest.mark.method("S2", "F2")
def test_questions_come_newest_first_with_their_state_and_the_facilitator_is_you():
    session = after(
        at_clarification(),
        (BEA, "ask", {"text": "Since when?"}),
        (ANA, "answer", {"question": 1}),
        (CLEO, "ask", {"text": "Didn't you try?", "hints": ("answer-inside",)}),
        ("ana via fay", "decline_answer", {"question": 2}),
        (FAY, "ask", {"text": "And now?"}),
    )

    lines = [(one.number, one.by.you, one.state, one.hints) for one in sheet(session, "desk_questions").questions]

    assert lines == [(3, True, "", ()), (2, False, "declined", ("answer-inside",)), (1, False, "answered", ())]


@pytest.mark.method("S2.2", "F1", "F3")
def test_the_gate_of_step_2_names_who_has_not_asked_and_to_whom_it_is_not_clear():
    session = after(at_clarification(), (BEA, "ask"), (CLEO, "pass"), (BEA, "clear"))

    assert waiting(session, "each-asked") == ("Dora",)
    assert waiting(session, "clear-to-all") == ("Cleo", "Dora")
    assert sheet(session, "gate").still == 2
    assert not sheet(session, "gate").go.open


@pytest.mark.method("S0.1")
def test_a_waived_condition_shows_its_reason_and_opens_the_gate():
    let_go = ("each-asked", "clear-to-all")
    session = after(at_clarification(), *((FAY, "waive", {"condition": one, "reason": "Late"}) for one in let_go))

    assert {one.state for one in items(session).values()} == {"waived"}
    assert {one.reason for one in items(session).values()} == {"Late"}
    assert sheet(session, "gate").go.open


@pytest.mark.method("S3")
def test_a_mismatch_opens_the_way_back_and_is_remembered_in_clarification():
    said = ((BEA, "reformulate", {"text": "You doubt"}), (ANA, "match", {"person": BEA, "matches": False}))
    session = after(at_contract(), *said)

    assert sheet(session, "desk_said_back").mismatch
    assert sheet(session, "desk_said_back").back.open
    assert waiting(session, "reformulations-match") == ("Bea", "Cleo", "Dora")
    assert sheet(after(session, (FAY, "return")), "desk_questions").unmatched == ("Bea",)


@pytest.mark.method("S3.1")
def test_the_contract_shows_who_agrees_and_who_not_yet():
    worded = (ANA, "set_contract", {"question": "How?", "expectation": "Ways"})
    session = after(at_contract(), worded, (ANA, "agree"))

    found = sheet(session, "desk_contract")

    assert (found.question, found.expectation) == ("How?", "Ways")
    assert [one.name for one in found.agreed] == ["Ana"]
    assert [one.name for one in found.missing] == ["Bea", "Cleo", "Dora"]


@pytest.mark.method("S4.1")
def test_reactions_show_kind_and_hint_and_a_request_to_clarify():
    brought = (BEA, "react", {"kind": "proposal", "text": "You have to go", "hints": ("prescriptive",)})
    session = after(at_reactions(), brought, (ANA, "ask_to_clarify", {"person": BEA}))

    found = sheet(session, "desk_reactions")

    assert (found.brought[0].kind, found.brought[0].hints) == ("proposal", ("prescriptive",))
    assert found.to_clarify == "Bea"


@pytest.mark.method("S4", "F4")
@pytest.mark.parametrize("stage", [at_reactions, at_synthesis, at_conclusion])
def test_the_clients_notes_never_reach_the_desk(stage):
    session = after(stage(), (ANA, "note", {"text": "Two mornings"}))

    assert desk_islands(session, 0) == desk_islands(stage(), 0)


@pytest.mark.method("S5", "S5.2")
def test_a_vague_action_is_named_in_the_gate_until_the_facilitator_vouches():
    vague = {"key": "self", "text": "Respect myself", "term": "short", "hints": ("vague",)}
    session = after(planned(at_synthesis(), 2), (ANA, "add_action", vague))

    assert items(session)["actions-operational"].actions == ("Respect myself",)
    assert items(after(session, (FAY, "vouch", {"action": "self"})))["actions-operational"].state == "met"


@pytest.mark.method("S5.2")
def test_the_two_plans_are_compared_word_by_word():
    mine = [
        {"text": "Call 0", "when": "tomorrow", "term": "short"},
        {"text": "call 1.", "when": "tomorrow", "term": "medium"},
        {"text": "Call 2", "when": "next week", "term": "long"},
    ]
    session = after(planned(at_synthesis()), (FAY, "copy_plan", {"actions": mine}))

    found = sheet(session, "desk_copy")

    assert [row.differs for row in found.rows] == [(), (), ("when",)]
    assert [(piece.words, piece.differs) for piece in found.rows[2].their_when] == [("tomorrow", True)]
    assert not found.same
    assert sheet(after(session, (FAY, "copy_plan")), "desk_copy").same


@pytest.mark.method("S5.2")
def test_both_must_say_that_the_plans_agree():
    session = after(planned(at_synthesis()), (FAY, "copy_plan"), (FAY, "plans_agree"))

    assert waiting(session, "plans-agree") == ("Ana",)
    assert not items(session)["plans-agree"].you
    assert sheet(session, "desk_copy").you_agree


def test_without_an_action_no_condition_about_actions_is_ticked():
    assert set(items(at_synthesis())) == {"three-actions", "plans-agree"}


@pytest.mark.method("S6", "S6.1")
def test_the_conclusion_shows_what_each_says_and_who_can_come():
    session = after(
        at_conclusion(next_session=True, next_when="17 December"),
        (ANA, "evaluate", {"learned": "To ask"}),
        (BEA, "pass"),
        (CLEO, "confirm_next", {"available": False}),
    )

    assert [one.state for one in sheet(session, "desk_takeaways").lines] == ["said", "passed", "waiting", "waiting"]
    assert sheet(session, "desk_next").cannot == ("Cleo",)
    assert waiting(session, "next-confirmed") == ("Ana", "Bea", "Dora")
    assert waiting(session, "each-evaluated") == ("Cleo", "Dora")


@pytest.mark.method("S0.1", "F4")
def test_a_closed_session_keeps_contract_plan_and_waivers_and_has_no_gate():
    session = at_end()

    assert shown(session) == {"desk_time", "desk_kept"}
    assert [one.text for one in sheet(session, "desk_kept").plan] == ["Call 0", "Call 1", "Call 2"]
    assert sheet(session, "desk_kept").contract.question == "How to go on?"
    assert "learned" not in str(desk_islands(session, 0))


@pytest.mark.method("S0.2")
def test_an_overrun_shows_the_rest_of_the_plan_again():
    session = at_clarification()

    assert "desk_replan" not in shown(session, 60)
    late = sheet(session, "desk_replan", 9_000)
    assert [row.planned for row in late.rows] == [10, 45, 30, 20]
    assert sum(row.now for row in late.rows) <= (180 * 60 - 9_000) // 60


def test_an_empty_room_cannot_be_opened_and_the_gate_has_nothing_to_waive():
    found = sheet(prepared(), "gate")

    assert not found.go.open
    assert (found.still, found.waivable) == (0, ())
