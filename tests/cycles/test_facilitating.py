"""Whose turn it is to facilitate, beside the turn of clients (G8)."""

from datetime import date, time

import pytest

from besace.cycles import turns
from besace.cycles.changes import after
from besace.cycles.cycle import Cycle
from besace.cycles.facilitating import whose_turn
from besace.cycles.mistake import Mistake, Why
from besace.cycles.wall import WallTime

TODAY = date(2026, 1, 5)
DATES = [WallTime(date(2026, month, 12), time(18), "Europe/Paris") for month in (2, 3, 4)]


def cycle() -> Cycle:
    return after(Cycle(), turns.start(["ana", "bea", "cleo"], DATES, TODAY))


@pytest.mark.method("G8")
def test_who_has_facilitated_least_then_longest_ago_comes_first():
    assert whose_turn(cycle(), 1, []) == ("ana", "bea", "cleo")
    assert whose_turn(cycle(), 1, ["ana"]) == ("bea", "cleo", "ana")
    assert whose_turn(cycle(), 1, ["cleo", "ana", "bea"]) == ("cleo", "ana", "bea")


@pytest.mark.method("G8", "R7")
def test_nobody_facilitates_the_session_in_which_she_is_to_be_client_or_that_she_cannot_come_to():
    promised = after(cycle(), turns.promise(cycle(), 1, "ana"))

    assert whose_turn(promised, 1, [], ["bea"]) == ("cleo",)
    assert whose_turn(promised, 2, []) == ("ana", "bea", "cleo")


def test_of_a_session_that_is_not_to_come_there_is_no_turn():
    with pytest.raises(Mistake) as wrong:
        whose_turn(cycle(), 9, [])
    assert wrong.value.why is Why.NO_SUCH_SESSION


@pytest.mark.method("G5")
def test_the_second_session_of_a_half_day_is_one_without_a_date_then_the_last_promised_to_nobody():
    dated = cycle()
    today = WallTime(date(2026, 2, 12), time(11), "Europe/Paris", 90)
    assert turns.bring_forward(dated, today)[0] == 3
    promised = after(dated, turns.promise(dated, 3, "ana"))
    assert turns.bring_forward(promised, today)[0] == 2
    half = after(Cycle(), turns.start(["ana", "bea", "cleo"], DATES[:2], TODAY, a_date=2))
    number, changes = turns.bring_forward(half, today)

    assert number == 3
    assert [one.when for one in after(half, changes).sessions] == [*DATES[:2], today]
