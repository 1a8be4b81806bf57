"""The table of the console: what the facilitator sees of each seat, what a touch does, and what stays out of sight."""

from dataclasses import replace
from typing import Any

import pytest

from besace.method.acts import Act, Refusal
from besace.method.decide import decide
from besace.method.evolve import fold
from besace.method.session import Session
from besace.method.view import Screen, view_for
from besace.method.view.table import table_islands
from besace.method.view.table.seats import Sticks
from besace.method.words import SCREEN, Stage
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    CONSULTANTS,
    DORA,
    FAY,
    STAGES,
    TABLE,
    after,
    at_clarification,
    at_conclusion,
    at_consent,
    at_contract,
    at_end,
    at_reactions,
    at_subjects,
    at_synthesis,
    at_vote,
    gathered,
    planned,
    prepared,
)

NINE = (*TABLE, "eve", "flo", "gwen", "hana", "iris")
MINUTE = 60
HALF_AN_HOUR = 30 * MINUTE


def table(session: Session, at: int = 0) -> dict[str, Any]:
    return dict(table_islands(session, at))


def seat(session: Session, person: str) -> Any:
    return next(one for name, one in table(session).items() if name.startswith("seat") and one and one.person == person)


def menu_at(session: Session, person: str) -> Any:
    (menu,) = seat(session, person).menu
    return menu


def rows(session: Session) -> dict[str, tuple[str, ...]]:
    found = table(session)["by_hand"]
    return {row.key: tuple(one.person for one in row.people) for row in found.rows} if found else {}


def words(value: Any) -> str:
    return repr(value)


@pytest.mark.method("F6")
def test_the_facilitators_screen_has_a_seat_for_each_place_and_her_own():
    islands = table(gathered(NINE))

    assert view_for(gathered(NINE), FAY, 0).screen is Screen.CONSOLE
    assert [islands[f"seat{place}"].place for place in range(10)] == list(range(10))
    assert {islands[f"seat{place}"].of for place in range(10)} == {10}
    assert table(gathered((ANA,)))["seat2"] is None


@pytest.mark.method("F6")
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_every_touch_on_a_seat_is_accepted(stage):
    """Given any moment, when the facilitator touches what a seat offers, then it is done."""
    session = stage(next_session=stage is not at_end)
    for place in range(1, 5):
        seated = table(session)[f"seat{place}"]
        if not seated.menu:
            continue
        (menu,) = seated.menu
        for tap in menu.taps:
            about = {tap.about: getattr(menu, tap.about)} if tap.about else {}
            act = Act(tap.word, {**dict(tap.fields), **about}, behalf=menu.behalf_of(tap) or None)
            assert not isinstance(decide(session, act, FAY, 10), Refusal), tap
        for felt in menu.resonances:
            act = Act("resonate", {"subject": felt.subject, "on": not felt.on}, behalf=menu.person)
            assert not isinstance(decide(session, act, FAY, 10), Refusal), felt


@pytest.mark.method("F6")
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_every_row_of_the_hand_is_accepted(stage):
    session = stage(next_session=stage is not at_end)
    for row in table(session)["by_hand"].rows if table(session)["by_hand"] else ():
        for one in row.people:
            menu = menu_at(session, one.person)
            assert any(writing.word == row.word for writing in menu.writings) or not row.opens
            fields = {**dict(row.fields), **({"kind": "proposal"} if row.kinds else {})}
            behalf = row.behalf or (one.person if row.names == "for" else None)
            fields |= {"person": one.person} if row.names == "person" else {}
            assert row.opens or not isinstance(decide(session, Act(row.word, fields, behalf=behalf), FAY, 10), Refusal)


def by_hand(session: Session) -> Session:
    """Touches every button of the strip, row after row, until none is left that needs no words."""
    while todo := [row for row in rows_of(session) if not row.opens and row.people]:
        row, one = todo[0], todo[0].people[0]
        fields = {**dict(row.fields), **({"kind": "proposal"} if row.kinds else {})}
        fields |= {"person": one.person} if row.names == "person" else {}
        act = Act(row.word, fields, behalf=row.behalf or (one.person if row.names == "for" else None))
        found = decide(session, act, FAY, session.revision)
        assert not isinstance(found, Refusal)
        session = fold(found, session)
    return session


def rows_of(session: Session) -> tuple[Any, ...]:
    found = table(session)["by_hand"]
    return found.rows if found else ()


@pytest.mark.method("F6", "F7")
def test_a_whole_session_goes_by_hand_with_one_laptop():
    """Given nobody has a phone, when the strip is touched and the few words are written, then every gate opens."""
    session = after(by_hand(prepared(next_session=True)), (FAY, "open"))
    assert session.present == TABLE
    session = after(by_hand(session), (FAY, "advance"), (f"{ANA} via {FAY}", "propose_subject", {"title": "How?"}))
    session = after(session, (FAY, "advance"), (FAY, "choose", {"subject": "subject-1", "because": "urgency"}))
    for stage in (Stage.PRESENTATION, Stage.CLARIFICATION, Stage.CONTRACT):
        session = after(by_hand(session), (FAY, "advance"))
        assert session.stage is stage
    contract = (f"{ANA} via {FAY}", "set_contract", {"question": "How?", "expectation": "Ways"})
    session = after(by_hand(after(session, contract)), (FAY, "advance"))
    session = after(by_hand(session), (FAY, "advance"))
    lines = ({"text": f"Call {n}", "when": "tomorrow", "term": "short"} for n in range(3))
    session = after(session, *((f"{ANA} via {FAY}", "add_action", line) for line in lines))
    session = after(by_hand(session), (FAY, "plans_agree"), (FAY, "advance"))
    assert after(by_hand(session), (FAY, "close")).stage is Stage.CLOSED


@pytest.mark.method("F6")
def test_what_is_still_missing_of_someone_comes_first():
    asked = after(at_clarification(), (BEA, "ask"))

    assert [tap.key for tap in menu_at(at_clarification(), BEA).taps][:3] == ["ask", "clear", "pass"]
    assert [tap.key for tap in menu_at(asked, BEA).taps][:2] == ["clear", "ask-again"]


@pytest.mark.method("R5")
def test_the_sticks_are_laid_by_hand_among_the_subjects_that_stand():
    voting = after(at_vote(), (FAY, "open_vote"), (BEA, "vote", {"first": "of-ana", "second": "of-bea"}))

    laid = next(writing for writing in menu_at(voting, CLEO).writings if writing.word == "vote")
    assert [choice.id for choice in laid.choices] == ["of-ana", "of-bea", "of-cleo"]
    assert rows(voting) == {"vote": (ANA, CLEO, DORA)}
    assert "voted" in seat(voting, BEA).marks


@pytest.mark.method("R5")
def test_who_voted_what_is_nowhere_on_the_table():
    first = after(at_vote(), (FAY, "open_vote"), (BEA, "vote", {"first": "of-ana", "second": "of-bea"}))
    other = after(at_vote(), (FAY, "open_vote"), (BEA, "vote", {"first": "of-cleo", "second": "of-ana"}))

    assert table(first) == table(other)


@pytest.mark.method("S4", "S1")
def test_what_someone_keeps_or_notes_is_nowhere_on_the_table():
    session = after(at_reactions(), (ANA, "note", {"text": "hers"}), (BEA, "keep", {"text": "Bea’s"}))

    assert table(session) == table(at_reactions())


@pytest.mark.method("S2.1")
def test_discomfort_is_a_slip_for_the_facilitator_and_for_nobody_else():
    uneasy = after(at_clarification(), (ANA, "discomfort", {"on": True}))

    assert table(at_clarification())["signal"] is None
    assert table(uneasy)["signal"].name == "Ana"
    assert not table(uneasy)["signal"].seen
    assert table(after(uneasy, (FAY, "seen")))["signal"].seen
    for viewer in (BEA, CLEO, SCREEN):
        assert view_for(uneasy, viewer, 0).islands == view_for(at_clarification(), viewer, 0).islands


@pytest.mark.method("S4.2")
def test_the_facilitator_sees_that_the_client_is_writing_and_no_word_of_it():
    writing = after(at_reactions(), (ANA, "writing", {"on": True}), (ANA, "note", {"text": "secret"}))

    assert table(writing)["writing"].name == "Ana"
    assert "secret" not in words(table(writing))
    assert table(after(writing, (ANA, "writing", {"on": False})))["writing"] is None


@pytest.mark.method("S0.3")
def test_hands_stand_in_the_order_in_which_they_went_up():
    raised = after(at_clarification(), (DORA, "raise_hand"), (BEA, "raise_hand"))

    assert [one.name for one in table(raised)["hands"].raised] == ["Dora", "Bea"]
    assert [one.name for one in table(after(raised, (FAY, "give_floor", {"person": DORA})))["hands"].raised] == ["Bea"]


@pytest.mark.method("R1")
def test_the_order_of_the_round_is_in_view_and_someone_may_pass():
    round_of = table(after(gathered(), (FAY, "open"), (ANA, "check_in"), (f"{BEA} via {FAY}", "pass")))["round"]

    assert [(turn.name, turn.state) for turn in round_of.turns] == [
        ("Ana", "spoken"),
        ("Bea", "passed"),
        ("Cleo", "next"),
        ("Dora", ""),
    ]
    assert [turn.name for turn in round_of.turns if turn.state in ("", "now", "next")] == ["Cleo", "Dora"]


@pytest.mark.method("R1")
def test_who_has_had_a_turn_is_done_even_with_the_floor_still_in_hand():
    session = after(gathered(), (FAY, "open"), (FAY, "give_floor", {"person": ANA}), (ANA, "check_in"))

    assert [(turn.name, turn.state) for turn in table(session)["round"].turns][:2] == [
        ("Ana", "spoken"),
        ("Bea", "next"),
    ]


@pytest.mark.method("R1", "R4")
def test_a_pass_is_a_mark_of_its_round_and_of_no_later_moment():
    passed = after(gathered(), (FAY, "open"), (BEA, "pass"))
    later = after(passed, (FAY, "advance"))

    assert later.moment != passed.moment
    assert "passed" in seat(passed, BEA).marks
    assert "passed" not in seat(later, BEA).marks


@pytest.mark.method("F1")
def test_turns_and_minutes_of_the_floor_are_counted_for_each():
    held = after(
        at_clarification(),
        (FAY, "give_floor", {"person": BEA}, 0),
        (BEA, "ask", {}, 60),
        (FAY, "give_floor", {"person": CLEO}, 200),
    )

    assert [(turn.name, turn.state, turn.turns, turn.minutes) for turn in table(held, 210)["round"].turns] == [
        ("Bea", "spoken", 1, 3),
        ("Cleo", "now", 1, 0),
        ("Dora", "next", 0, 0),
    ]
    assert seat(held, BEA).sticks == (Sticks((1,)),)


@pytest.mark.method("F1")
def test_turns_are_sticks_in_bundles_of_five():
    often = after(at_clarification(), *((BEA, "ask") for _ in range(7)))

    assert seat(often, BEA).sticks == (Sticks((5, 2)),)


@pytest.mark.method("F3")
def test_a_seat_says_what_is_still_missing_of_it():
    session = after(at_contract(), (BEA, "reformulate"), (ANA, "match", {"person": BEA, "matches": False}))

    assert seat(session, BEA).marks == ("said-back", "unmatched")
    assert "reformulations-match" in seat(session, BEA).waits
    assert not seat(session, BEA).settled


@pytest.mark.method("S0")
def test_the_rail_has_every_stage_in_order_with_its_minutes():
    rail = table(at_contract())["rail"]

    assert [(one.minutes, one.state) for one in rail.stretches] == [
        (30, "done"),
        (15, "done"),
        (30, "done"),
        (10, "now"),
        (45, "later"),
        (30, "later"),
        (20, "later"),
    ]


@pytest.mark.method("S0.2")
def test_an_overrun_shows_the_later_steps_planned_again():
    late = replace(at_clarification(), opened=-45 * MINUTE)

    on_time = table(late, HALF_AN_HOUR)
    over = table(late, HALF_AN_HOUR + 5 * MINUTE)

    assert on_time["overrun"] is None
    assert over["overrun"].minutes == 5
    assert over["overrun"].shortens
    assert [one.again for one in over["rail"].stretches] == [None, None, None, 9, 42, 28, 19]
    assert {one.again for one in on_time["rail"].stretches} == {None}


@pytest.mark.method("S0.2")
def test_the_tools_of_the_clock_follow_the_pause():
    paused = after(at_synthesis(), (FAY, "pause"))

    assert table(at_synthesis())["tools"].hold.word == "pause"
    assert table(paused)["tools"].hold.word == "resume"
    assert table(at_synthesis())["tools"].silence
    assert table(at_contract())["tools"].back
    assert table(at_reactions())["tools"].back is None


@pytest.mark.method("S5")
def test_a_silence_is_on_the_clock_while_it_lasts():
    silent = after(at_synthesis(), (FAY, "start_silence", {"minutes": 3}))

    assert table(silent, 10)["table_clock"].silence_ends == 3 * MINUTE
    assert table(silent, 3 * MINUTE)["table_clock"].silence_ends is None


@pytest.mark.method("F2", "S2.2")
def test_the_facilitator_asks_in_clarification_alone():
    assert [stage.__name__ for stage in STAGES if table(stage())["asking"]] == ["at_clarification"]


@pytest.mark.method("F6")
def test_words_are_written_for_those_whose_act_it_is():
    assert {one.id for one in table(at_clarification())["writing_for"].people} == set(CONSULTANTS)
    assert table(at_subjects())["writing_for"].word == "propose_subject"


@pytest.mark.method("F6")
def test_only_a_real_address_becomes_a_link():
    remote = prepared(place="remote", link="https://meet.example/x")

    assert table(remote)["meet"].link == "https://meet.example/x"
    assert table(replace(remote, link="javascript:alert(1)"))["meet"] is None  # as an older journal may have it
    assert table(prepared(place="room", link="https://meet.example/x"))["meet"] is None


@pytest.mark.method("F6")
def test_a_seat_is_taken_left_and_taken_again_by_touch():
    expected, gone = prepared(), after(at_clarification(), (FAY, "mark_absent", {"person": BEA}))

    assert [tap.key for tap in menu_at(expected, BEA).taps] == ["admit", "mark_absent"]
    assert [tap.key for tap in menu_at(gone, BEA).taps] == ["admit-again"]
    assert seat(gone, BEA).marks == ("absent",)
    assert rows(expected) == {"admit": TABLE}


@pytest.mark.method("S0")
def test_a_closed_session_offers_nothing_more():
    closed = table(at_end())

    assert not any(closed[f"seat{place}"].menu for place in range(5))
    assert {name for name in ("tools", "asking", "by_hand", "writing_for", "arranging") if closed[name]} == set()


def test_a_long_name_is_cut_between_words():
    long = after(prepared(()), (FAY, "admit", {"person": "x", "name": "Jean-Christophe de La Rochefoucauld-Liancourt"}))
    word = after(prepared(()), (FAY, "admit", {"person": "x", "name": "Donaudampfschifffahrtsgesellschaft"}))

    assert seat(long, "x").lines == ("Jean-Christophe de La", "Rochefoucauld-Liancourt")
    assert seat(word, "x").lines == ("Donaudampfschifffahrtsgesellschaft",)


def test_a_question_changes_the_seats_of_who_asks_and_who_answers():
    session = after(at_clarification(NINE), (BEA, "ask"))
    before, now = table(session), table(after(session, (CLEO, "ask")))

    changed = {now[name].name for name in now if name.startswith("seat") and now[name] != before[name]}
    assert changed == {"Ana", "Cleo"}


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_one_act_changes_few_islands(stage):
    """Given nine at the table, when a hand goes up, then only that seat and the slip of hands change."""
    session = stage(NINE)
    if session.stage is Stage.CLOSED:
        return
    before, now = table(session), table(after(session, ("eve", "raise_hand")))

    assert {name for name in now if now[name] != before[name]} == {"hands", "seat5"}


def test_every_value_can_be_cached():
    for session in (*(stage() for stage in STAGES), planned(at_synthesis()), at_consent(), at_conclusion()):
        assert isinstance(hash(tuple(table(session).values())), int)
