"""The shared board: what all may see, and what must never be on it."""

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from besace.method.session import Session
from besace.method.view import Screen, view_for
from besace.method.view.board import BoardChoice, BoardContract, BoardCount, BoardCue, BoardFollowUp, BoardSubjects
from besace.method.words import SCREEN
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    CONSULTANTS,
    DORA,
    FAY,
    STAGES,
    after,
    at_clarification,
    at_conclusion,
    at_consent,
    at_contract,
    at_presentation,
    at_reactions,
    at_synthesis,
    at_vote,
    gathered,
    planned,
    prepared,
)


def board(session: Session, at: int = 0) -> dict[str, Any]:
    view = view_for(session, SCREEN, at)
    assert view.screen is Screen.BOARD
    return dict(view.islands)


def shown(session: Session, at: int = 0) -> set[str]:
    return {name for name, value in board(session, at).items() if value is not None}


def words(value: Any) -> str:
    """Every string anywhere in a value, as the board could print it."""
    if is_dataclass(value) and not isinstance(value, type):
        return " ".join(words(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, tuple | list):
        return " ".join(map(words, value))
    return value if isinstance(value, str) else ""


def said(session: Session, at: int = 0) -> str:
    return " ".join(words(value) for value in board(session, at).values())


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_the_same_islands_lie_on_every_board_and_each_is_a_value(stage):
    islands = board(stage())

    assert islands.keys() == board(gathered()).keys()
    assert all(hash(value) is not None for value in islands.values())


def test_only_those_here_are_named_before_the_session_opens():
    session = after(prepared(), (FAY, "admit", {"person": BEA}))

    assert board(session)["seats"].here == ("Bea",)
    assert "Ana" not in said(session)


@pytest.mark.method("R1")
def test_the_round_asks_something_else_the_first_time():
    first = after(gathered(number=1), (FAY, "open"))
    later = after(gathered(number=2), (FAY, "open"))

    assert board(first)["round"].question == "first"
    assert board(later)["round"].question == "since"


@pytest.mark.method("R1")
def test_the_turn_order_shows_who_speaks_and_who_comes_next():
    session = after(gathered(), (FAY, "open"), (FAY, "give_floor", {"person": BEA}))

    assert board(session)["cue"] == BoardCue("check_in", floor="Bea", then=("Ana", "Cleo"))

    session = after(session, (BEA, "check_in", {"text": "Tired"}), (CLEO, "pass"))

    assert board(session)["cue"] == BoardCue("check_in", then=("Ana", "Dora"))
    assert "Tired" not in said(session)


@pytest.mark.method("R2")
def test_the_previous_plan_shows_what_was_told_of_it():
    previous = {"client": BEA, "actions": ["Call two colleagues", "Open an account"]}
    session = after(gathered(previous=previous), (FAY, "open"), (FAY, "advance"))
    session = after(session, (BEA, "report_action", {"action": 1, "outcome": "done", "easy": "They were pleased"}))
    told = board(session)["followup"]

    assert isinstance(told, BoardFollowUp)
    assert [(one.action, one.outcome, one.easy) for one in told.reported] == [
        ("Call two colleagues", "done", "They were pleased"),
        ("Open an account", "", ""),
    ]


@pytest.mark.method("R2", "F4")
def test_the_plan_of_someone_absent_is_not_hung_up():
    previous = {"client": BEA, "actions": ["Call two colleagues"]}
    session = after(gathered(previous=previous), (FAY, "open"), (FAY, "advance"), (FAY, "mark_absent", {"person": BEA}))

    assert board(session)["followup"] is None


@pytest.mark.method("R3", "R4", "R6")
def test_the_paperboard_keeps_what_is_to_share_only_under_the_dashes():
    session = after(
        gathered(),
        (FAY, "open"),
        (FAY, "advance"),
        (ANA, "propose_subject", {"key": "later", "title": "How to leave?", "to_share_only": True}),
        (BEA, "propose_subject", {"key": "now", "title": "How to stay?"}),
        (CLEO, "resonate", {"subject": "now"}),
        (DORA, "resonate", {"subject": "now"}),
    )
    lines = board(session)["subjects"].subjects

    assert [(one.title, one.owner, one.resonates, one.to_share_only) for one in lines] == [
        ("How to stay?", "Bea", 2, False),
        ("How to leave?", "Ana", 0, True),
    ]


@pytest.mark.method("R4")
def test_nine_subjects_close_up():
    nine = tuple("abcdefghi")
    session = after(gathered(nine), (FAY, "open"), (FAY, "advance"))
    session = after(session, *((one, "propose_subject", {"title": f"How {one}?"}) for one in nine))
    paperboard = board(session)["subjects"]

    assert isinstance(paperboard, BoardSubjects)
    assert paperboard.many
    assert len(paperboard.subjects) == 9


@pytest.mark.method("R4")
def test_fewer_subjects_close_up_when_their_titles_are_long():
    five = tuple("abcde")
    session = after(gathered(five), (FAY, "open"), (FAY, "advance"))
    short = after(session, *((one, "propose_subject", {"title": f"How {one}?"}) for one in five))
    long = after(session, *((one, "propose_subject", {"title": f"How to {'go on ' * 10} {one}?"}) for one in five))

    assert not board(short)["subjects"].many
    assert board(long)["subjects"].many


@pytest.mark.method("R5")
def test_an_open_round_tells_how_many_have_voted_and_nothing_else():
    before = after(at_vote(), (FAY, "open_vote"))
    one_way = after(before, (ANA, "vote", {"first": "of-ana", "second": "of-bea"}))
    another = after(before, (BEA, "vote", {"first": "of-cleo"}))

    assert board(one_way)["ballot"].voted == 1
    assert board(one_way) == board(another)


@pytest.mark.method("R5")
def test_the_count_draws_sticks_in_bundles_and_names_the_tie():
    ballots = ((ANA, "of-ana"), (BEA, "of-ana"), (CLEO, "of-bea"), (DORA, "of-bea"))
    session = after(at_vote(), (FAY, "open_vote"), *((who, "vote", {"first": which}) for who, which in ballots))
    session = after(session, (FAY, "close_vote"))
    count = board(session)["count"]

    assert isinstance(count, BoardCount)
    assert (count.verdict, count.tied) == ("tie", 2)
    assert [(one.title, one.bundles, one.state) for one in count.sums] == [
        ("How ana?", (5, 1), "tied"),
        ("How bea?", (5, 1), "tied"),
        ("How cleo?", (), ""),
    ]


@pytest.mark.method("R6", "R7")
def test_the_choice_says_why_and_collects_yeses():
    session = after(at_consent(), (ANA, "accept"), (BEA, "consent"))
    choice = board(session)["choice"]

    assert isinstance(choice, BoardChoice)
    assert (choice.owner, choice.because) == ("Ana", "urgency")
    assert [(one.name, one.said) for one in choice.yeses] == [
        ("Ana", True),
        ("Bea", True),
        ("Cleo", False),
        ("Dora", False),
    ]


@pytest.mark.method("R7")
def test_nobody_learns_who_objected_or_why():
    counted = after(at_vote(), (FAY, "open_vote"), (ANA, "vote", {"first": "of-ana"}), (FAY, "close_vote"))
    chosen = after(counted, (FAY, "choose", {"subject": "of-ana", "because": "vote"}))
    boards = [board(after(chosen, (who, "object", {"reason": "I know his firm"}))) for who in CONSULTANTS]
    boards.append(board(after(chosen, (ANA, "decline", {"reason": "Not today"}))))

    assert all(one == boards[0] for one in boards)
    assert [one.state for one in boards[0]["count"].sums] == ["aside", "", ""]


@pytest.mark.method("S0.3")
def test_who_has_the_floor_is_on_the_board():
    session = after(at_clarification(), (FAY, "give_floor", {"person": CLEO}))

    assert board(session)["cue"].floor == "Cleo"


@pytest.mark.method("S3.1")
def test_the_subject_then_the_contract_stays_in_view():
    assert board(at_presentation())["contract"] == BoardContract("How ana?", "Ana")
    assert board(at_contract())["contract"] == BoardContract("How ana?", "Ana")

    contract = BoardContract("How to go on?", "Ana", "Many ways", stated=True)
    assert board(at_reactions())["contract"] == contract
    assert board(at_synthesis())["contract"] == contract
    assert board(at_conclusion())["reminder"].question == "How to go on?"


@pytest.mark.method("S3.1")
def test_the_agreement_to_the_contract_is_given_by_name():
    stated = after(at_contract(), (ANA, "set_contract", {"question": "How to go on?", "expectation": "Ways"}))
    some = after(stated, (ANA, "agree"), (BEA, "agree"))

    assert [one.name for one in board(some)["agreed"].yeses if one.said] == ["Ana", "Bea"]
    assert board(some)["head"].state == ""
    assert board(after(some, (CLEO, "agree"), (DORA, "agree")))["head"].state == "agreed"


@pytest.mark.method("S2.1", "S4", "S4.2", "F4")
def test_what_is_private_changes_nothing_on_the_board():
    telling, reacting = at_presentation(), at_reactions()

    assert board(after(telling, (ANA, "discomfort", {"on": True}))) == board(telling)
    assert board(after(telling, (BEA, "keep", {"text": "Ask about the rent"}))) == board(telling)
    assert board(after(reacting, (ANA, "note", {"text": "Two mornings"}))) == board(reacting)
    assert board(after(reacting, (ANA, "writing", {"on": True}))) == board(reacting)


@pytest.mark.method("F4")
def test_questions_reformulations_and_reactions_are_said_aloud_not_hung_up():
    asked = after(at_clarification(), (BEA, "ask", {"text": "How much is the rent?"}))
    back = after(at_contract(), (BEA, "reformulate", {"text": "You fear the rent"}))
    reacted = after(at_reactions(), (BEA, "react", {"kind": "experience", "text": "I moved out"}))

    assert "rent" not in said(asked) + said(back)
    assert "moved" not in said(reacted)


@pytest.mark.method("S5", "F4")
def test_the_plan_is_counted_by_term_and_never_read():
    session = planned(at_synthesis(), 4)
    plan = board(session)["plan"]

    assert (plan.short, plan.medium, plan.long) == (2, 1, 1)
    assert "Call" not in said(session)


@pytest.mark.method("S5")
def test_silence_takes_the_board_until_it_is_over():
    session = after(at_synthesis(), (FAY, "start_silence", {"minutes": 5}, 60))

    assert shown(session, 60) == {"head", "silence", "reminder", "ruler"}
    assert board(session, 60)["silence"].ends_at == 360
    assert board(session, 360)["silence"] is None
    assert board(session, 360)["contract"] is not None


@pytest.mark.method("S0.2")
@pytest.mark.parametrize("stage", STAGES[1:-1], ids=lambda stage: stage.__name__)
def test_a_pause_leaves_nothing_but_the_clock_that_stands(stage):
    session = after(stage(), (FAY, "pause"))

    assert shown(session) - {"reminder"} == {"head", "pause", "ruler"}
    assert board(session)["head"].clock.paused
    assert board(session)["head"].state == "paused"


@pytest.mark.method("S0.2")
def test_an_overrun_is_shown_without_taking_anything_away():
    session = at_presentation()

    assert not board(session, 15 * 60)["clock"].over
    assert board(session, 15 * 60 + 1)["clock"].over
    assert shown(session, 15 * 60 + 1) == shown(session)


@pytest.mark.method("S6")
def test_the_conclusion_is_a_last_round():
    session = after(at_conclusion(), (ANA, "evaluate", {"learned": "To wait"}), (BEA, "pass"))

    assert board(session)["round"].question == "conclusion"
    assert board(session)["cue"].then == ("Cleo", "Dora")
    assert "To wait" not in said(session)


@pytest.mark.method("F4")
@pytest.mark.parametrize("stage", STAGES[:-1], ids=lambda stage: stage.__name__)
def test_someone_marked_absent_is_not_waited_for(stage):
    seen = board(after(stage(), (FAY, "mark_absent", {"person": DORA})))

    assert "Dora" not in "".join(words(seen[name]) for name in ("cue", "agreed", "choice", "seats"))
