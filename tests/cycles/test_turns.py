"""Each is client once, and nobody's turn is lost: whoever leaves, joins, falls ill, and whatever is moved (G5)."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from besace.cycles import turns
from besace.cycles.changes import Added, Agreed, Cancelled, FellAway, Held, Joined, Left, Moved, Promised, after
from besace.cycles.cycle import Cycle
from besace.cycles.mistake import Mistake, Why
from besace.cycles.participant import MOST_PARTICIPANTS, Participant
from besace.cycles.session import Fate, Planned
from besace.cycles.wall import WallTime
from besace.method import words

TODAY = date(2026, 1, 5)
ANA, BEA, CLEO, DORA = PEOPLE = ("ana", "bea", "cleo", "dora")


def month(number):
    return WallTime(date(2026, 1, 13) + timedelta(weeks=4 * number), time(18), "Europe/Paris")


DATES = tuple(month(number) for number in range(1, 5))


def cycle_of(*acts, people=PEOPLE):
    """A cycle after some acts: a function of `turns` and its arguments."""
    cycle = after(Cycle(), turns.start(people, [month(n + 1) for n in range(len(people))], TODAY))
    for act, *args in acts:
        cycle = after(cycle, act(cycle, *args))
    return cycle


def promised(cycle):
    return {session.number: session.client for session in cycle.to_come}


def refusal_of(act, *args):
    with pytest.raises(Mistake) as refused:
        act(*args)
    return refused.value.field, refused.value.why


ALL_PROMISED = tuple((turns.promise, number, person) for number, person in enumerate(PEOPLE, 1))


@pytest.mark.method("G5")
def test_a_cycle_has_as_many_sessions_as_participants_by_date():
    cycle = after(Cycle(), turns.start(PEOPLE, DATES[::-1], TODAY))

    assert [one.id for one in cycle.participants] == list(PEOPLE)
    assert [(one.number, one.when) for one in cycle.to_come] == list(enumerate(DATES, 1))
    assert (cycle.been_client, cycle.waiting) == (frozenset(), cycle.participants)


@pytest.mark.method("G5")
def test_nine_participants_and_seven_dates_do_not_start():
    people = tuple("abcdefghi")
    (mistake,) = turns.mistakes(people, [month(n) for n in range(7)], TODAY)

    assert (mistake.field, mistake.why, mistake.found, mistake.wanted) == ("dates", Why.NOT_AS_MANY, 7, 9)
    assert refusal_of(turns.start, people, DATES, TODAY) == ("dates", Why.NOT_AS_MANY)


def test_all_that_is_wrong_with_a_start_is_told_at_once():
    past = WallTime(date(2026, 1, 4), time(18), "Europe/Paris")
    found = turns.mistakes((ANA, BEA, ANA), (past, DATES[0], DATES[0], DATES[1]), TODAY)

    assert [(one.field, one.why, one.found) for one in found] == [
        ("participants", Why.TWICE, ANA),
        ("dates", Why.NOT_AS_MANY, 4),
        ("dates", Why.PAST, past.day),
        ("dates", Why.SAME_DAY, DATES[0].day),
    ]


@pytest.mark.parametrize(("many", "why"), [(0, Why.NONE), (10, Why.TOO_MANY)])
def test_nobody_or_ten_do_not_start(many, why):
    dates = [month(n) for n in range(many)]

    assert refusal_of(turns.start, [f"p{n}" for n in range(many)], dates, TODAY) == ("participants", why)


def test_the_most_participants_are_the_methods():
    assert MOST_PARTICIPANTS == words.MOST_PARTICIPANTS


@pytest.mark.method("G5")
def test_who_has_been_client_and_who_has_yet_to_be_is_known():
    cycle = cycle_of((turns.hold, 1, CLEO))

    assert cycle.been_client == {CLEO}
    assert [one.id for one in cycle.waiting] == [ANA, BEA, DORA]
    assert [one.number for one in cycle.to_come] == [2, 3, 4]


@pytest.mark.method("G5")
def test_the_session_of_who_leaves_falls_away_and_the_others_keep_theirs():
    cycle = cycle_of(*ALL_PROMISED)
    changes = turns.leave(cycle, BEA)

    assert changes == (Left(BEA), FellAway(2, BEA))
    assert promised(after(cycle, changes)) == {1: ANA, 3: CLEO, 4: DORA}


def test_without_a_promise_the_last_open_session_falls_away():
    assert turns.leave(cycle_of((turns.promise, 4, ANA)), BEA) == (Left(BEA), FellAway(3, BEA))


def test_who_has_been_client_leaves_every_session_to_the_others():
    cycle = cycle_of((turns.hold, 1, ANA))

    assert turns.leave(cycle, ANA) == (Left(ANA),)
    assert after(cycle, turns.leave(cycle, ANA)).been_client == {ANA}


@pytest.mark.method("G5")
def test_who_joins_in_mid_cycle_has_a_session_added():
    cycle = cycle_of((turns.hold, 1, ANA))
    changes = turns.join(cycle, "eve", DATES[0].day, month(6))

    assert changes == (Joined(Participant("eve", DATES[0].day)), Added(Planned(5, month(6))))
    assert len(after(cycle, changes).to_come) == 4


def test_who_comes_back_after_her_turn_needs_no_session():
    cycle = cycle_of((turns.hold, 1, ANA), (turns.leave, ANA))

    assert turns.join(cycle, ANA, TODAY, month(6)) == (Joined(Participant(ANA, TODAY)),)


def test_the_tenth_and_whoever_is_in_are_refused():
    full = cycle_of(people=tuple("abcdefghi"))

    assert refusal_of(turns.join, full, "j", TODAY) == ("participants", Why.TOO_MANY)
    assert refusal_of(turns.join, full, "a", TODAY) == ("person", Why.ALREADY_IN)


@pytest.mark.method("G5")
def test_a_cancelled_session_gives_its_turn_to_one_that_is_added():
    cycle = cycle_of(*ALL_PROMISED)
    changes = turns.cancel(cycle, 2, TODAY)

    assert changes == (Cancelled(2), Added(Planned(5, None, BEA)))
    assert promised(after(cycle, changes)) == {1: ANA, 3: CLEO, 4: DORA, 5: BEA}


def test_a_session_is_moved_and_a_date_is_found_for_one_without():
    cycle = cycle_of((turns.cancel, 2, TODAY))

    assert turns.move(cycle, 1, month(7), TODAY) == (Moved(1, DATES[0], month(7)),)
    assert turns.move(cycle, 5, month(8), TODAY) == (Moved(5, None, month(8)),)
    assert turns.move(cycle, 1, DATES[0], TODAY) == ()


def test_the_day_of_a_cancelled_session_is_free_again():
    assert turns.cancel(cycle_of(), 2, TODAY, DATES[1])[1] == Added(Planned(5, DATES[1]))


@pytest.mark.parametrize(
    ("when", "why"), [(DATES[2], Why.SAME_DAY), (WallTime(date(2026, 1, 4), time(18), "UTC"), Why.PAST)]
)
def test_a_date_past_or_taken_is_refused(when, why):
    cycle = cycle_of()

    assert refusal_of(turns.move, cycle, 1, when, TODAY) == ("when", why)
    assert refusal_of(turns.cancel, cycle, 1, TODAY, when) == ("when", why)
    assert refusal_of(turns.join, cycle, "eve", TODAY, when) == ("when", why)


def agreed_on(cycle, person, day):
    return turns.agree(cycle, person, date(2026, 1, day))


@pytest.mark.method("G5")
def test_reserves_are_those_who_agreed_and_wait_the_longest_waiting_first():
    cycle = cycle_of(
        (turns.promise, 2, BEA),
        (turns.hold, 1, ANA),
        (turns.join, "eve", date(2026, 2, 1)),
        *[(agreed_on, person, day) for person, day in ((ANA, 6), (BEA, 6), ("eve", 6), (DORA, 9), (CLEO, 10))],
    )

    assert turns.reserves(cycle, 2) == (DORA, CLEO, "eve")
    assert turns.reserves(cycle, 2, cannot=(DORA,)) == (CLEO, "eve")
    assert turns.reserves(cycle_of((turns.promise, 2, BEA)), 2) == ()


@pytest.mark.method("G5")
def test_a_reserve_stands_in_and_the_turn_of_the_ill_comes_back_in_exchange():
    cycle = cycle_of(*ALL_PROMISED, (agreed_on, DORA, 6))
    changes = turns.stand_in(cycle, 2, DORA)

    assert changes == (Promised(2, BEA, DORA), Promised(4, DORA, BEA))


def test_where_the_reserve_had_no_session_the_ill_is_promised_the_next_open_one():
    cycle = cycle_of((turns.promise, 1, BEA), (agreed_on, DORA, 6))

    assert turns.stand_in(cycle, 1, DORA) == (Promised(1, BEA, DORA), Promised(2, None, BEA))


def test_who_has_not_agreed_or_no_longer_does_cannot_stand_in():
    cycle = cycle_of((turns.promise, 1, BEA), (agreed_on, DORA, 6), (turns.agree, DORA, None))

    assert refusal_of(turns.stand_in, cycle, 1, DORA) == ("person", Why.NOT_A_RESERVE)
    assert turns.agree(cycle, DORA, TODAY) == (Agreed(DORA, TODAY),)


def test_a_promise_is_given_exchanged_and_given_twice_without_effect():
    cycle = cycle_of((turns.promise, 1, ANA), (turns.promise, 3, BEA))

    assert turns.promise(cycle, 1, BEA) == (Promised(1, ANA, BEA), Promised(3, BEA, ANA))
    assert turns.promise(cycle, 2, BEA) == (Promised(2, None, BEA), Promised(3, BEA, None))
    assert turns.promise(cycle, 1, ANA) == ()


def test_the_session_has_the_last_word_on_who_is_client_and_who_was_expected_keeps_a_turn():
    cycle = cycle_of((turns.promise, 1, ANA), (turns.promise, 3, BEA))

    assert turns.hold(cycle, 1, BEA) == (Held(1, BEA), Promised(3, BEA, ANA))
    assert turns.hold(cycle, 1, CLEO) == (Held(1, CLEO), Promised(2, None, ANA))
    assert turns.hold(cycle, 2, BEA) == (Held(2, BEA), Promised(3, BEA, None))


@pytest.mark.method("G5")
def test_a_second_turn_is_flagged_and_adds_a_session_for_who_still_waits():
    cycle = cycle_of((turns.promise, 2, BEA), (turns.hold, 1, ANA))
    changes = turns.hold(cycle, 2, ANA)

    assert changes == (Held(2, ANA, again=True), Added(Planned(5, None, BEA)))
    assert len(after(cycle, changes).to_come) == 3


def test_what_is_over_is_not_done_again_nor_by_strangers():
    cycle = cycle_of((turns.hold, 1, ANA))

    for act, *args in ((turns.hold, BEA), (turns.cancel, TODAY), (turns.move, month(9), TODAY), (turns.promise, BEA)):
        assert refusal_of(act, cycle, 1, *args) == ("session", Why.NO_SUCH_SESSION)
    assert refusal_of(turns.hold, cycle, 2, "max") == ("person", Why.NOT_A_PARTICIPANT)
    assert refusal_of(turns.leave, cycle, "max") == ("person", Why.NOT_A_PARTICIPANT)
    assert refusal_of(turns.agree, cycle, "max", TODAY) == ("person", Why.NOT_A_PARTICIPANT)
    assert refusal_of(turns.promise, cycle, 2, ANA) == ("person", Why.ALREADY_CLIENT)


def test_sessions_without_a_date_come_after_those_with_one():
    cycle = cycle_of((turns.cancel, 1, TODAY), (turns.move, 2, month(9), TODAY))

    assert [one.number for one in cycle.to_come] == [3, 4, 2, 5]
    assert cycle.sessions[0] == replace(Planned(1, DATES[0]), fate=Fate.CANCELLED)
