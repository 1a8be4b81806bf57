"""The best sets of dates of a poll, with who misses what (G6)."""

from datetime import date, time, timedelta

import pytest

from besace.cycles.best import Wish, best
from besace.cycles.mistake import Mistake, Why
from besace.cycles.poll import Answer, Poll, answer
from besace.cycles.wall import WallTime

TODAY = date(2026, 1, 5)
YES, IF_NEED_BE, NO, NOT_YET = Answer
PEOPLE = ("ana", "bea", "cleo")
FIRST = date(2026, 2, 10)


def slot(week, weekday=0, hour=18):
    return WallTime(FIRST + timedelta(weeks=week, days=weekday), time(hour), "Europe/Paris")


TUESDAYS = tuple(slot(week) for week in (0, 4, 8))
THURSDAYS = tuple(slot(week, 2) for week in (0, 4, 8))


def poll_of(slots, otherwise, people=PEOPLE):
    """A poll to which everyone says yes, but for some (person, slot) pairs."""
    poll = Poll(tuple(slots), people)
    for person in people:
        poll = answer(poll, person, {one: otherwise.get((person, one), YES) for one in slots})
    return poll


def refusal_of(*args):
    with pytest.raises(Mistake) as refused:
        best(*args)
    return refused.value


@pytest.mark.method("G5", "G6")
def test_the_dates_that_suit_everyone_are_chosen_as_many_as_participants():
    refused = {("ana", TUESDAYS[0]): NO, ("bea", THURSDAYS[1]): NO, ("cleo", TUESDAYS[2]): NO}

    first = best(poll_of(TUESDAYS + THURSDAYS, refused), TODAY)[0]

    assert first.dates == (THURSDAYS[0], TUESDAYS[1], THURSDAYS[2])
    assert first.suits_all
    assert first.misses == {}


@pytest.mark.method("G6")
def test_where_none_suits_all_it_says_who_misses_what():
    refused = {("ana", TUESDAYS[0]): NO, ("bea", THURSDAYS[0]): NO, ("bea", THURSDAYS[1]): NO}

    first, *_ = best(poll_of(TUESDAYS + THURSDAYS, refused), TODAY, Wish(different=1))

    assert not first.suits_all
    assert first.missing == {first.dates[0]: (("ana",) if first.dates[0] == TUESDAYS[0] else ("bea",))}
    assert sum(first.misses.values()) == 1


def test_of_equal_absences_nobody_misses_twice_where_that_can_be_avoided():
    slots = (slot(0), slot(4), slot(4, 1), slot(8))
    refused = {("ana", slots[0]): NO, ("ana", slots[1]): NO, ("bea", slots[2]): NO, ("cleo", slots[2]): IF_NEED_BE}

    first = best(poll_of(slots, refused), TODAY)[0]

    assert first.misses == {"ana": 1, "bea": 1}
    assert first.efforts == {slots[2]: ("cleo",)}


def test_of_equal_absences_the_fewest_efforts_come_before_an_even_spread():
    slots = (slot(0), slot(4), slot(5), slot(8))
    effort = {("ana", slots[1]): IF_NEED_BE}

    assert best(poll_of(slots, effort), TODAY)[0].dates == (slots[0], slots[2], slots[3])
    assert best(poll_of(slots, {}), TODAY)[0].dates == (slots[0], slots[1], slots[3])


def test_dates_spread_over_the_time_polled_or_keep_the_rhythm_wished():
    weekly = tuple(slot(week) for week in range(21))
    poll = poll_of(weekly, {})

    assert best(poll, TODAY)[0].dates == (slot(0), slot(10), slot(20))
    assert best(poll, TODAY, Wish(rhythm=28))[0].dates == (slot(0), slot(4), slot(8))


@pytest.mark.parametrize(("gap", "weeks"), [(14, (0, 2)), (7, (0, 1)), (15, (0, 3))])
def test_two_dates_stand_at_least_the_gap_apart(gap, weeks):
    poll = poll_of([slot(week) for week in range(4)], {})
    first = best(poll, TODAY, Wish(dates=2, gap=gap, rhythm=1))[0]

    assert first.dates == tuple(slot(week) for week in weeks)


def test_no_two_dates_fall_on_one_day_even_without_a_gap():
    poll = poll_of([slot(0, hour=9), slot(0), slot(1)], {})

    assert best(poll, TODAY, Wish(dates=2, gap=0))[0].dates == (slot(0, hour=9), slot(1))
    assert refusal_of(poll, TODAY, Wish(dates=3, gap=0)).found == 2


def test_of_equals_the_earlier_comes_first():
    poll = poll_of([slot(0), slot(0, hour=9), slot(1)], {})

    assert [one.dates[0] for one in best(poll, TODAY, Wish(dates=1))] == [slot(0, hour=9), slot(1)]


@pytest.mark.method("G6")
def test_three_really_different_sets_are_proposed():
    poll = poll_of([slot(week, day) for week in range(0, 32, 4) for day in (0, 2)], {}, tuple("abcdefgh"))
    proposals = best(poll, TODAY)
    days = [{one.day for one in proposal.dates} for proposal in proposals]

    assert len(proposals) == 3
    assert all(len(later - earlier) >= 2 for n, later in enumerate(days) for earlier in days[:n])


def test_fewer_are_proposed_where_there_are_no_more():
    assert len(best(poll_of(TUESDAYS, {}), TODAY)) == 1


def test_what_is_unanswered_counts_as_missing_and_is_told_apart():
    poll = poll_of(TUESDAYS, {("ana", TUESDAYS[0]): NOT_YET, ("bea", TUESDAYS[0]): NO})

    first = best(poll, TODAY)[0]

    assert first.missing == {TUESDAYS[0]: ("ana", "bea")}
    assert first.unanswered == {TUESDAYS[0]: ("ana",)}


def test_slots_that_are_past_are_not_chosen_and_today_still_is():
    poll = poll_of((*TUESDAYS, slot(12)), {})

    assert best(poll, TUESDAYS[0].day)[0].dates[0] == TUESDAYS[0]
    assert best(poll, TUESDAYS[0].day + timedelta(1))[0].dates[0] == TUESDAYS[1]
    assert refusal_of(poll, slot(13).day).found == 0


@pytest.mark.method("G6")
def test_a_poll_nobody_answered_proposes_nothing():
    mistake = refusal_of(Poll(TUESDAYS, PEOPLE), TODAY)

    assert (mistake.field, mistake.why) == ("answers", Why.NOBODY_ANSWERED)


@pytest.mark.method("G5")
def test_nine_participants_and_seven_slots_say_how_many_there_are():
    people = tuple("abcdefghi")
    mistake = refusal_of(poll_of([slot(4 * n) for n in range(7)], {}, people), TODAY)

    assert (mistake.field, mistake.why, mistake.found, mistake.wanted) == ("slots", Why.TOO_FEW, 7, 9)


@pytest.mark.parametrize("wish", [{"dates": 0}, {"gap": -1}, {"rhythm": 0}, {"proposals": 0}])
def test_a_wish_for_less_than_something_is_refused(wish):
    mistake = refusal_of(poll_of(TUESDAYS, {}), TODAY, Wish(**wish))

    assert (mistake.field, mistake.why) == (*wish, Why.TOO_FEW)
