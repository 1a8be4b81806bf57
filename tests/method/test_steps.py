"""The six steps: whose turn it is, what is kept, what opens the gate."""

import pytest

from besace.method.acts import SIGNAL_SCOPE, Code, person_scope
from besace.method.decide import decide
from besace.method.gates import gate, open_conditions
from besace.method.parts import Contract, Reaction
from besace.method.words import Condition, Stage
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    CONSULTANTS,
    DORA,
    FAY,
    act_of,
    after,
    at_clarification,
    at_conclusion,
    at_contract,
    at_end,
    at_presentation,
    at_reactions,
    at_synthesis,
    planned,
    refused,
)


def unmet(session):
    found = refused(session, FAY, "advance")
    return found.open if found else ()


@pytest.mark.method("S1")
def test_the_client_tells_and_consultants_keep_in_silence():
    session = at_presentation()

    assert unmet(session) == ("presented",)
    assert refused(session, BEA, "ask", {"text": "Since when?"}).code is Code.NOT_NOW
    assert refused(session, BEA, "done").code is Code.NOT_YOURS
    session = after(session, (BEA, "keep", {"text": "The papers"}), (ANA, "done"))
    assert session.kept[BEA][0].text == "The papers"
    assert unmet(session) == ()


@pytest.mark.method("S1", "S4")
@pytest.mark.parametrize(("word", "who"), [("keep", BEA), ("note", ANA), ("note", CLEO)])
def test_private_words_are_sealed_under_their_authors_own_key(word, who):
    (entry,) = decide(at_presentation(), *act_of((who, word, {"text": "Mine"})))

    assert (entry.scope, entry.audience) == (person_scope(who), who)


@pytest.mark.method("S2", "S2.2")
def test_clarification_stays_open_until_each_has_asked_or_passed_and_sees_clearly():
    session = after(at_clarification(), (BEA, "ask", {"text": "What?"}), (CLEO, "ask"))
    assert unmet(session) == ("each-asked", "clear-to-all")

    session = after(session, (DORA, "pass"))
    assert unmet(session) == ("clear-to-all",)

    assert unmet(after(session, *((one, "clear") for one in CONSULTANTS))) == ()


@pytest.mark.method("S2.2")
def test_the_gate_names_who_is_missing():
    session = after(at_clarification(), (CLEO, "ask"))

    missing = {standing.condition: standing.missing for standing in gate(session)}

    assert missing[Condition.EACH_ASKED] == (BEA, DORA)


@pytest.mark.method("F2", "S2.2")
def test_the_facilitator_asks_too_and_the_client_does_not():
    session = after(at_clarification(), (FAY, "ask", {"text": "Why alone?"}))

    assert session.questions[0].by == FAY
    assert "each-asked" in unmet(session)
    assert refused(session, ANA, "ask", {"text": "And you?"}).code is Code.NOT_YOURS


@pytest.mark.method("S2.1")
def test_the_client_answers_or_declines_any_question():
    session = after(at_clarification(), (BEA, "ask"), (CLEO, "ask"), (ANA, "answer", {"question": 1}))
    session = after(session, (ANA, "decline_answer", {"question": "2"}))

    assert [question.state for question in session.questions] == ["answered", "declined"]
    assert refused(session, ANA, "answer", {"question": 3}).code is Code.UNKNOWN
    assert refused(session, BEA, "answer", {"question": 1}).code is Code.NOT_YOURS


@pytest.mark.method("S2.1")
def test_discomfort_is_for_the_facilitator_alone_under_a_passing_key():
    session = at_clarification()
    (entry,) = decide(session, *act_of((ANA, "discomfort", {"on": True})))

    assert (entry.scope, entry.audience) == (SIGNAL_SCOPE, "facilitator")
    session = after(session, (ANA, "discomfort", {"on": True}))
    assert session.discomfort == "on"
    assert after(session, (FAY, "seen")).discomfort == "seen"
    assert after(session, (ANA, "discomfort", {"on": "false"})).discomfort == ""
    assert refused(session, BEA, "discomfort", {"on": True}).code is Code.NOT_YOURS


@pytest.mark.method("S3")
def test_a_mismatch_goes_back_to_clarification_and_comes_again():
    said = [(one, "reformulate", {"text": one}) for one in CONSULTANTS]
    match = [(ANA, "match", {"person": one, "matches": one != DORA}) for one in CONSULTANTS]
    session = after(at_contract(), *said, *match)
    assert "reformulations-match" in unmet(session)

    session = after(session, (FAY, "return"))
    assert session.stage is Stage.CLARIFICATION
    session = after(session, (DORA, "ask", {"text": "More?"}), (FAY, "advance"), (DORA, "reformulate", {"text": "Now"}))

    assert session.reformulations[DORA].matches is None
    session = after(session, (ANA, "match", {"person": DORA, "matches": True}))
    assert unmet(session) == ("contract-stated", "all-agree")


@pytest.mark.method("S3")
def test_only_the_client_matches_and_only_what_was_said_back():
    session = after(at_contract(), (BEA, "reformulate"))

    assert refused(session, CLEO, "match", {"person": BEA, "matches": True}).code is Code.NOT_YOURS
    assert refused(session, ANA, "match", {"person": CLEO, "matches": True}).why == "not-said-back-yet"
    assert refused(session, ANA, "match", {"person": "oda", "matches": True}).code is Code.UNKNOWN
    assert refused(session, ANA, "match", {"person": BEA, "matches": "maybe"}).field == "matches"


@pytest.mark.method("S3.1")
def test_a_new_contract_clears_the_agreement_and_the_same_one_does_not():
    words = {"question": "How to go on?", "expectation": "Many ways"}
    assert refused(at_contract(), ANA, "agree").code is Code.NOT_NOW
    session = after(at_contract(), (ANA, "set_contract", words), (ANA, "agree"), (BEA, "agree"))

    assert after(session, (ANA, "set_contract", words)).agreed == {ANA, BEA}
    changed = after(session, (ANA, "set_contract", {**words, "expectation": "One way"}))
    assert (changed.contract, changed.agreed) == (Contract("How to go on?", "One way"), frozenset())
    assert refused(session, ANA, "set_contract", {"question": "How?"}).field == "expectation"


@pytest.mark.method("S4", "S4.1", "S4.2")
def test_consultants_bring_what_they_lived_and_the_client_listens():
    session = at_reactions()
    assert refused(session, ANA, "react", {"kind": "experience"}).code is Code.NOT_YOURS
    assert refused(session, FAY, "react", {"kind": "experience"}).code is Code.NOT_YOURS
    assert refused(session, BEA, "react", {"kind": "order"}).field == "kind"

    session = after(session, (BEA, "react", {"kind": "resource", "text": "A book"}), (CLEO, "pass"))

    assert session.reactions == (Reaction(BEA, "resource", "A book"),)
    assert unmet(session) == ("each-reacted",)
    assert unmet(after(session, (DORA, "react", {"kind": "question"}))) == ()


@pytest.mark.method("S4.1")
def test_what_was_kept_comes_back_and_leaves_once_used():
    session = after(at_clarification(), (BEA, "keep", {"text": "The accountant"}))
    rest = [(CLEO, "ask"), (DORA, "ask"), (BEA, "ask", {"text": "The accountant?", "kept": 1})]

    session = after(session, *rest)

    assert session.kept[BEA][0].used


@pytest.mark.method("S4")
def test_a_note_may_change_its_pocket():
    session = after(
        at_reactions(),
        (ANA, "note", {"text": "The book", "resonates": "false"}),
        (ANA, "note", {"note": 1, "resonates": True}),
    )

    assert [(note.text, note.resonates) for note in session.notes[ANA]] == [("The book", True)]
    assert refused(session, ANA, "note", {}).field == "text"
    assert refused(session, BEA, "note", {"note": 1, "text": "Hers"}).code is Code.UNKNOWN


@pytest.mark.method("S4", "S4.2")
def test_the_client_asks_to_clarify_and_says_that_she_writes():
    session = after(at_reactions(), (ANA, "ask_to_clarify", {"person": BEA}), (ANA, "writing", {"on": True}))

    assert (session.to_clarify, session.writing) == (BEA, True)
    assert not after(session, (BEA, "react", {"kind": "proposal"})).clarify_asked


@pytest.mark.method("S5")
def test_a_plan_is_three_concrete_dated_actions():
    session = planned(at_synthesis(), 2)
    assert unmet(session) == ("three-actions", "plans-agree")
    session = after(
        session, (ANA, "add_action", {"key": "z", "text": "Be good", "term": "long", "hints": ["vague", "undated"]})
    )
    assert unmet(session) == ("actions-operational", "actions-dated", "plans-agree")
    assert [standing.actions for standing in gate(session)][1:3] == [("z",), ("z",)]

    vouched = after(session, (FAY, "vouch", {"action": "z"}))

    assert unmet(vouched) == ("plans-agree",)
    reworded = after(vouched, (ANA, "change_action", {"action": "z", "text": "Be kind", "hints": ["vague"]}))
    assert unmet(reworded) == ("actions-operational", "plans-agree")
    assert unmet(after(reworded, (ANA, "remove_action", {"action": "z"}))) == ("three-actions", "plans-agree")


@pytest.mark.method("S5")
def test_silence_is_started_by_the_facilitator():
    assert after(at_synthesis(), (FAY, "start_silence", {"minutes": "5"})).silence.minutes == 5
    assert refused(at_synthesis(), FAY, "start_silence", {"minutes": 31}).why == "out-of-range"
    assert refused(at_synthesis(), ANA, "start_silence", {"minutes": 5}).code is Code.NOT_YOURS


@pytest.mark.method("S5.2")
def test_both_say_that_the_plans_agree_and_any_change_clears_it():
    session = after(planned(at_synthesis()), (FAY, "copy_plan"), (ANA, "plans_agree"))
    assert unmet(session) == ("plans-agree",)
    agreed = after(session, (FAY, "plans_agree"))
    assert unmet(agreed) == ()

    for change in (
        (ANA, "change_action", {"action": "a0", "when": "next week"}),
        (ANA, "remove_action", {"action": "a0"}),
        (ANA, "add_action", {"text": "Walk", "term": "short"}),
        (FAY, "copy_plan", {"actions": [{"text": "Walk", "when": "tomorrow", "term": "short"}]}),
    ):
        assert "plans-agree" in unmet(after(agreed, change))


@pytest.mark.method("S5.2")
@pytest.mark.parametrize("copy", ["all", [{}], [{"text": " "}], [{"text": "A", "term": "never"}], [3]])
def test_a_copy_that_is_no_plan_is_refused(copy):
    assert refused(planned(at_synthesis()), FAY, "copy_plan", {"actions": copy}).why == "not-a-plan"


@pytest.mark.method("S6", "S6.1")
def test_each_evaluates_and_confirms_the_next_date():
    session = after(
        at_conclusion(next_session=True), *((one, "evaluate", {"learned": "x"}) for one in (ANA, BEA, CLEO))
    )
    assert unmet(session) == ("each-evaluated", "next-confirmed")

    session = after(
        session, (DORA, "pass"), *((one, "confirm_next", {"available": one != CLEO}) for one in (ANA, *CONSULTANTS))
    )

    assert session.next_answers[CLEO] is False
    assert after(session, (FAY, "close")).stage is Stage.CLOSED


@pytest.mark.method("S6.1")
def test_without_a_next_session_nothing_is_asked():
    assert refused(at_conclusion(), BEA, "confirm_next", {"available": True}).code is Code.NOT_NOW


@pytest.mark.method("S6")
def test_after_the_end_everything_is_closed():
    session = at_end()

    for who, word in ((ANA, "note"), (FAY, "admit"), (FAY, "advance"), (BEA, "raise_hand")):
        assert refused(session, who, word, {}).code is Code.CLOSED


@pytest.mark.method("S5.2")
def test_a_client_who_had_to_leave_holds_no_gate_shut():
    session = after(planned(at_synthesis()), (FAY, "copy_plan"), (FAY, "plans_agree"))
    assert open_conditions(session) == ("plans-agree",)

    assert open_conditions(after(session, (FAY, "mark_absent", {"person": ANA}))) == ()
