"""Going on and back, the clock, the floor, absence, acts by hand."""

import pytest

from besace.method import clock
from besace.method.acts import Code, Entry
from besace.method.evolve import evolve
from besace.method.formats import FORMATS, total
from besace.method.gates import open_conditions
from besace.method.words import STAGES as ORDER
from besace.method.words import Stage
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    DORA,
    FAY,
    STAGES,
    after,
    at_clarification,
    at_contract,
    at_presentation,
    at_reactions,
    gathered,
    refused,
)

MINUTES = {str(stage): n for n, stage in enumerate(ORDER[1:-1], 1)}


@pytest.mark.method("S0", "G7")
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_has_all_steps_and_its_own_length(name):
    session = gathered(minutes=name)

    assert total(session.minutes) == {"half-day": 100, "half-day-second": 90}.get(name) or int(name)
    assert all(session.minutes[stage] > 0 for stage in ORDER[1:-1])


@pytest.mark.method("G7")
def test_a_custom_split_works_and_a_wrong_one_is_refused():
    assert total(gathered(minutes=MINUTES).minutes) == 28
    arranged = after(gathered(), (FAY, "arrange", {"minutes": MINUTES, "title": "Tuesday"}))
    assert (total(arranged.minutes), arranged.title) == (28, "Tuesday")
    assert refused(gathered(), FAY, "arrange", {"minutes": {**MINUTES, "contract": 0}}).field == "minutes"
    assert refused(at_presentation(), FAY, "arrange", {"minutes": MINUTES}).why == "too-late"


@pytest.mark.method("S0")
def test_the_stages_follow_each_other_and_none_is_skipped():
    assert [stage().stage for stage in STAGES] == sorted((stage().stage for stage in STAGES), key=ORDER.index)
    assert refused(at_clarification(), FAY, "return").code is Code.NOT_NOW
    assert refused(at_clarification(), BEA, "advance").code is Code.NOT_YOURS


@pytest.mark.method("S0.1")
def test_a_waiver_needs_an_open_condition_and_a_reason_and_is_recorded():
    session = at_clarification()
    assert refused(session, FAY, "waive", {"condition": "each-asked"}).field == "reason"
    assert refused(session, FAY, "waive", {"condition": "presented", "reason": "x"}).why == "not-open"
    assert refused(session, FAY, "waive", {"condition": "patience", "reason": "x"}).why == "not-a-choice"

    session = after(session, (FAY, "waive", {"condition": "each-asked", "reason": "Time"}))

    assert [(one.condition, one.reason, one.stage) for one in session.waivers] == [
        ("each-asked", "Time", Stage.CLARIFICATION)
    ]
    assert open_conditions(session) == ("clear-to-all",)
    assert refused(session, FAY, "waive", {"condition": "each-asked", "reason": "x"}).why == "not-open"


@pytest.mark.method("S0.2")
def test_on_plan_a_step_gets_its_planned_length():
    session = after(gathered(), (FAY, "open", {}, 1000))

    assert clock.step_left(session, 1000) == 1800
    assert clock.session_left(session, 1000) == 10800
    assert clock.behind(session, 1000) == 0
    assert clock.step_left(session, 1000 + 1900) == -100
    assert clock.behind(session, 1000 + 1900) == 100


@pytest.mark.method("S0.2")
def test_a_late_step_gets_its_share_of_what_is_left_and_never_less_than_a_minute():
    late = after(_chosen(), (FAY, "advance", {}, 400))
    assert late.step.allotment == 120 * (28 * 60 - 400) // (27 * 60)
    very_late = after(_chosen(), (FAY, "advance", {}, 28 * 60 - 5))
    assert very_late.step.allotment == 60


def _chosen():
    session = after(gathered(minutes=MINUTES), (FAY, "open", {}, 0), (FAY, "advance", {}, 0))
    choose = [
        (ANA, "propose_subject", {"key": "a", "title": "How?"}),
        (FAY, "choose", {"subject": "a", "because": "urgency"}),
    ]
    return after(session, *choose, (ANA, "accept"), *((one, "consent") for one in (BEA, CLEO, DORA)))


@pytest.mark.method("S0.2")
def test_pauses_do_not_count_in_the_step_and_do_in_the_session():
    session = after(gathered(), (FAY, "open", {}, 0), (FAY, "pause", {}, 60))
    assert clock.step_left(session, 300) == 1740
    assert refused(session, FAY, "pause").code is Code.NOT_NOW

    session = after(session, (FAY, "resume", {}, 360))

    assert clock.step_left(session, 400) == 1700
    assert clock.session_left(session, 400) == 10400
    assert refused(session, FAY, "resume").code is Code.NOT_NOW


@pytest.mark.method("S0.2")
def test_extend_adds_and_takes_minutes():
    session = after(
        gathered(), (FAY, "open", {}, 0), (FAY, "extend", {"minutes": "5"}), (FAY, "extend", {"minutes": -10})
    )

    assert session.step.allotment == 25 * 60
    assert refused(session, FAY, "extend", {"minutes": 0}).why == "out-of-range"
    assert refused(session, FAY, "extend", {"minutes": "soon"}).why == "not-a-number"


@pytest.mark.method("S0.2")
def test_the_rest_is_planned_again_so_that_the_session_ends_on_time():
    session = after(gathered(minutes=MINUTES), (FAY, "open", {}, 0))

    again = clock.replanned(session, 5 * 60)

    assert sum(again.values()) <= 23 * 60
    assert sum(again.values()) > 23 * 60 - len(again)


@pytest.mark.method("S0.3", "F1")
def test_the_floor_is_a_turn_and_the_act_made_with_it_is_the_same_one():
    session = after(at_clarification(), (FAY, "give_floor", {"person": BEA}, 10))
    assert session.spoken == {BEA: 1}
    session = after(session, (BEA, "ask", {}, 20), (BEA, "ask", {}, 30), (CLEO, "ask", {}, 40))
    assert session.spoken == {BEA: 2, CLEO: 1}

    session = after(session, (FAY, "clear_floor", {}, 70))

    assert session.airtime[Stage.CLARIFICATION] == {BEA: 60}
    assert session.floor is None


@pytest.mark.method("F1")
def test_turns_are_counted_a_step_and_the_floor_falls_with_it():
    session = after(at_contract(), (FAY, "give_floor", {"person": BEA}), (FAY, "return"))

    assert session.floor is None
    assert session.turns[Stage.CONTRACT] == {BEA: 1}
    assert session.spoken[BEA] == 1


@pytest.mark.method("S0.3")
def test_the_floor_of_one_moment_is_not_that_of_the_next():
    session = after(gathered(), (FAY, "open"), (FAY, "give_floor", {"person": BEA}), (FAY, "advance"))
    assert session.floor is None

    session = after(
        session, (ANA, "propose_subject", {"key": "a", "title": "How?"}), (FAY, "give_floor", {"person": ANA})
    )

    assert after(session, (FAY, "choose", {"subject": "a", "because": "urgency"})).floor is None


@pytest.mark.method("S0.3")
def test_hands_are_raised_in_order_and_lowered_by_the_floor():
    session = after(at_clarification(), (CLEO, "raise_hand"), (BEA, "raise_hand"), (CLEO, "raise_hand"))
    assert session.hands == (CLEO, BEA)

    session = after(session, (FAY, "give_floor", {"person": CLEO}), (BEA, "lower_hand"))

    assert session.hands == ()


@pytest.mark.method("F4", "S0.1")
def test_absence_settles_conditions_at_once_and_return_opens_them_again():
    session = after(at_reactions(), *((one, "react", {"kind": "proposal"}) for one in (BEA, CLEO)))
    assert open_conditions(session) == ("each-reacted",)

    gone = after(session, (FAY, "mark_absent", {"person": DORA}))

    assert open_conditions(gone) == ()
    found = refused(gone, DORA, "react", {"kind": "proposal"})
    assert (found.code, found.why) == (Code.NOT_YOURS, "absent")
    assert refused(gone, "dora via fay", "react", {"kind": "proposal"}).code is Code.NOT_YOURS
    assert refused(gone, FAY, "give_floor", {"person": DORA}).why == "absent"
    assert open_conditions(after(gone, (FAY, "admit", {"person": DORA}))) == ("each-reacted",)


@pytest.mark.method("F6")
def test_an_act_by_hand_is_the_persons_and_says_who_made_it():
    session = after(at_reactions(), ("bea via fay", "react", {"kind": "proposal", "text": "A walk"}))

    assert session.reactions[0].by == BEA
    assert session.spoken == {BEA: 1}


@pytest.mark.method("F4")
def test_an_entry_whose_key_is_gone_counts_and_says_nothing():
    session = at_reactions()

    after_it = evolve(session, Entry("note", ANA, 0, {}, scope="person:ana", audience=ANA, forgotten=True))

    assert (after_it.revision, after_it.forgotten, after_it.notes) == (session.revision + 1, 1, {})


@pytest.mark.method("F3")
def test_unknown_acts_are_refused():
    assert refused(at_reactions(), FAY, "dance").code is Code.UNKNOWN
