"""The phone until the subject is chosen: what each is shown, what she is asked to do, and what she never sees."""

import pytest

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
    at_consent,
    at_end,
    at_subjects,
    at_vote,
    gathered,
    prepared,
)
from tests.method.view.pages import page, seen

PLAN = {"client": BEA, "actions": ["Call two former colleagues", "Open an account"]}
SIGHTLESS = {"head", "hush"}


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
