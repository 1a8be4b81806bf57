"""The balance of the floor: an order, least spoken first; a quiet invitation; minutes, for her alone (F1)."""

import pytest

from besace.method.acts import INVITATION_SCOPE, Act, Code
from besace.method.decide import decide
from besace.method.turns import in_turn, least_spoken
from besace.method.view import view_for
from besace.method.words import SCREEN
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    CONSULTANTS,
    DORA,
    FAY,
    TABLE,
    after,
    at_clarification,
    at_contract,
    at_reactions,
    gathered,
    refused,
)

MINUTE = 60


def island(session, viewer, name):
    return view_for(session, viewer, 0).islands[name]


@pytest.mark.method("F1")
def test_least_spoken_first_counts_turns_then_minutes_then_seats():
    session = after(
        at_clarification(),
        *[(BEA, "ask")] * 2,
        (FAY, "give_floor", {"person": CLEO}, 0),
        (FAY, "give_floor", {"person": DORA}, 2 * MINUTE),
        (FAY, "clear_floor", {}, 3 * MINUTE),
    )

    assert least_spoken(session) == (ANA, DORA, CLEO, BEA)


@pytest.mark.method("F1", "R1")
def test_the_order_of_a_round_is_hers_and_holds_until_the_step_is_over():
    session = after(at_contract(), (CLEO, "reformulate"), (FAY, "set_order"))

    assert in_turn(session, CONSULTANTS) == (BEA, DORA, CLEO)
    first = after(session, (FAY, "set_order", {"person": DORA}))
    assert in_turn(first, CONSULTANTS) == (DORA, BEA, CLEO)
    assert island(first, BEA, "cue").names == ("Dora",)
    assert in_turn(after(first, (FAY, "set_order", {"by": "seats"})), CONSULTANTS) == CONSULTANTS
    assert after(first, (FAY, "return")).order == ()


@pytest.mark.method("F1")
def test_the_order_shows_names_alone_and_how_often_each_spoke_is_the_facilitators():
    session = after(gathered(), (FAY, "open"), (BEA, "check_in"), (FAY, "set_order"))

    assert [turn.name for turn in island(session, ANA, "round").turns] == ["Ana", "Cleo", "Dora", "Bea"]
    assert not hasattr(island(session, ANA, "round").turns[0], "turns")
    assert island(session, FAY, "round").order == "seats"
    for viewer in (*TABLE, SCREEN):
        shown = repr(view_for(session, viewer, 0).islands)
        assert "all_turns" not in shown
        assert "least" not in shown


@pytest.mark.method("F1")
def test_only_the_facilitator_orders_and_invites():
    session = at_clarification()

    assert refused(session, BEA, "set_order").code is Code.NOT_YOURS
    assert refused(session, BEA, "invite", {"person": CLEO}).code is Code.NOT_YOURS
    absent = after(session, (FAY, "mark_absent", {"person": CLEO}))
    for word in ("invite", "set_order"):
        assert refused(absent, FAY, word, {"person": CLEO}).why == "absent"


@pytest.mark.method("F1")
def test_an_invitation_is_on_her_phone_alone_and_gone_when_she_speaks():
    session = after(at_clarification(), (FAY, "invite", {"person": BEA}))

    assert island(session, BEA, "invited").facilitator == "Fay"
    for viewer in (ANA, CLEO, DORA, SCREEN):
        assert view_for(session, viewer, 0) == view_for(at_clarification(), viewer, 0)
    for did in ((BEA, "ask"), (BEA, "raise_hand"), (BEA, "pass"), (FAY, "give_floor", {"person": BEA})):
        assert island(after(session, did), BEA, "invited") is None
    assert after(session, (BEA, "ask")).invited == {}


@pytest.mark.method("F1")
def test_who_lets_it_pass_is_left_in_peace_and_nobody_knows():
    session = after(at_clarification(), (FAY, "invite", {"person": BEA}))
    passed = after(session, (BEA, "let_pass"))

    assert island(passed, BEA, "invited") is None
    for viewer in (FAY, ANA, CLEO, DORA, SCREEN):
        assert view_for(passed, viewer, 0) == view_for(session, viewer, 0)
    assert refused(session, CLEO, "let_pass").code is Code.NOT_YOURS


@pytest.mark.method("F1", "F6")
def test_invitations_are_sealed_apart_and_can_be_made_without_a_phone_in_the_room():
    (made,) = decide(at_clarification(), Act("invite", {"person": BEA}), FAY, 0)
    (passed,) = decide(after(at_clarification(), (FAY, "invite", {"person": BEA})), Act("let_pass"), BEA, 0)

    assert (made.scope, made.audience) == (INVITATION_SCOPE, "facilitator")
    assert (passed.scope, passed.audience) == (INVITATION_SCOPE, BEA)
    session = after(at_clarification(), (FAY, "invite", {"person": BEA}), ("bea via fay", "raise_hand"))
    assert island(session, BEA, "invited") is None


@pytest.mark.method("S2")
def test_who_is_asked_for_other_words_reads_it_on_her_phone():
    session = after(
        at_clarification(),
        (BEA, "ask", {"text": "Why not?", "hints": ("answer-inside",)}),
        (FAY, "send_back", {"question": 1, "way": "reword"}),
    )

    assert island(session, BEA, "invited").again
    assert island(after(session, (BEA, "ask", {"text": "Since when?"})), BEA, "invited") is None
    assert refused(session, FAY, "send_back", {"question": 1, "way": "kept"}).why == "settled"
    spoken = after(at_clarification(), (BEA, "ask"))
    assert refused(spoken, FAY, "send_back", {"question": 1, "way": "kept"}).why == "nothing-to-keep"


@pytest.mark.method("S0.2")
def test_no_step_is_shortened_below_what_it_needs_and_none_that_is_over():
    session = at_reactions()

    assert refused(session, FAY, "shorten", {"stage": "conclusion", "minutes": 11}).why == "no-shorter"
    assert refused(session, FAY, "shorten", {"stage": "conclusion", "minutes": 10}) is None
    assert refused(session, FAY, "shorten", {"stage": "clarification", "minutes": 1}).why == "no-shorter"
    assert refused(at_clarification(), FAY, "shorten", {"stage": "contract", "minutes": 1}).why == "no-shorter"
    assert refused(session, BEA, "shorten", {"stage": "conclusion", "minutes": 1}).code is Code.NOT_YOURS


@pytest.mark.method("F1")
def test_minutes_of_floor_are_drawn_as_a_line_on_her_seat():
    session = after(
        at_clarification(), (FAY, "give_floor", {"person": BEA}, 0), (FAY, "clear_floor", {}, 3 * MINUTE + 20)
    )

    seat = next(one for name, one in view_for(session, FAY, 0).islands.items() if name == "seat2")
    assert (seat.name, seat.minutes, seat.line) == ("Bea", 3, 12)
