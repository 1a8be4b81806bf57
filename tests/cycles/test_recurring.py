"""Dates by rule: as many as asked, around holidays and breaks, at the same hour all year (G6, G7)."""

from calendar import Calendar
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besace.cycles.breaks import Bar, Break, Closed
from besace.cycles.mistake import Mistake, Why
from besace.cycles.recurring import LAST, Instead, Monthly, Passed, Recurrence, Weekly, at, lay

TODAY = date(2026, 1, 5)
FEBRUARY = date(2026, 2, 1)
TUESDAY = 1
SECOND_TUESDAY = Monthly(2, TUESDAY)
BASTILLE = date(2026, 7, 14)
SUMMER = Closed(holidays=frozenset({BASTILLE}), months=frozenset({8}))


def days_of(rule, count, first=FEBRUARY, closed=None, instead=Instead.LEAVE_OUT):
    return lay(Recurrence(rule, first, closed or Closed(), instead), count, TODAY).days


def refusal_of(*args, **kwargs):
    with pytest.raises(Mistake) as refused:
        days_of(*args, **kwargs)
    return refused.value


@pytest.mark.method("G6", "G7")
def test_a_cycle_is_laid_monthly_on_the_second_tuesday():
    days = days_of(SECOND_TUESDAY, 9)

    assert [(day.month, day.day) for day in days] == [
        (2, 10), (3, 10), (4, 14), (5, 12), (6, 9), (7, 14), (8, 11), (9, 8), (10, 13),
    ]  # fmt: skip


@pytest.mark.method("G6")
def test_a_holiday_moves_to_the_tuesday_before_and_a_closed_month_is_left_out():
    laid = lay(Recurrence(SECOND_TUESDAY, FEBRUARY, SUMMER, Instead.EARLIER), 9, TODAY)

    assert [(day.month, day.day) for day in laid.days[5:]] == [(7, 7), (9, 8), (10, 13), (11, 10)]
    assert laid.passed == (
        Passed(BASTILLE, Bar.HOLIDAY, date(2026, 7, 7)),
        Passed(date(2026, 8, 11), Bar.MONTH, None),
    )


@pytest.mark.parametrize(
    ("instead", "july"),
    [(Instead.LATER, [date(2026, 7, 21)]), (Instead.EARLIER, [date(2026, 7, 7)]), (Instead.LEAVE_OUT, [])],
)
def test_a_skipped_date_moves_or_is_left_out_and_as_many_are_given(instead, july):
    days = days_of(SECOND_TUESDAY, 6, closed=SUMMER, instead=instead)

    assert [day for day in days if day.month == 7] == july
    assert len(days) == 6


def test_a_date_moves_the_other_way_where_its_own_is_closed():
    rest_of_july = Closed(breaks=(Break(BASTILLE, date(2026, 7, 31)),))
    start_of_july = Closed(breaks=(Break(date(2026, 7, 1), BASTILLE),))

    assert days_of(SECOND_TUESDAY, 1, date(2026, 7, 1), rest_of_july, Instead.LATER) == (date(2026, 7, 7),)
    assert days_of(SECOND_TUESDAY, 1, date(2026, 7, 1), start_of_july, Instead.EARLIER) == (date(2026, 7, 21),)


def test_no_date_moves_before_the_first():
    closed = Closed(holidays=frozenset({BASTILLE}))

    assert days_of(SECOND_TUESDAY, 1, date(2026, 7, 10), closed, Instead.EARLIER) == (date(2026, 7, 21),)


@pytest.mark.parametrize(
    ("every", "days"), [(1, (3, 10, 17, 24)), (2, (3, 17, 31)), (3, (3, 24))], ids=["weekly", "fortnightly", "third"]
)
def test_every_so_many_weeks_from_the_first_date(every, days):
    assert days_of(Weekly(every), len(days), date(2026, 3, 3)) == tuple(date(2026, 3, day) for day in days)


def test_a_fortnightly_date_moves_by_a_week_and_a_weekly_one_is_left_out():
    first, closed = date(2026, 3, 3), Closed(holidays=frozenset({date(2026, 3, 17)}))
    fortnightly = days_of(Weekly(2), 3, first, closed, Instead.LATER)
    weekly = days_of(Weekly(), 3, first, closed, Instead.LATER)

    assert [day.day for day in fortnightly] == [3, 24, 31]
    assert [day.day for day in weekly] == [3, 10, 24]


def test_every_second_month_counts_from_the_first_one_that_can_be():
    days = days_of(Monthly(2, TUESDAY, every=2), 3, date(2026, 2, 20))

    assert days == (date(2026, 3, 10), date(2026, 5, 12), date(2026, 7, 14))


def weeks_of(month, weekday):
    return [day for day in Calendar().itermonthdates(2026, month) if day.month == month and day.weekday() == weekday]


@settings(deadline=None)
@given(st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6))
def test_each_week_and_weekday_of_a_month_is_the_calendars_own(week, weekday):
    expected = tuple(weeks_of(month, weekday)[week if week == LAST else week - 1] for month in range(2, 12))

    assert days_of(Monthly(week, weekday), 10) == expected


CLOSED = st.builds(
    Closed,
    holidays=st.frozensets(st.dates(FEBRUARY, date(2027, 6, 1)), max_size=60),
    breaks=st.lists(
        st.builds(lambda a, n: Break(a, a + timedelta(n)), st.dates(FEBRUARY, date(2027, 6, 1)), st.integers(0, 60)),
        max_size=3,
    ).map(tuple),
    # Never all the odd months nor all the even ones: every second month may be asked for.
    months=st.frozensets(st.sampled_from([1, 2, 3, 7, 8, 12])),
)
RULES = st.builds(Monthly, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6), st.integers(1, 2)) | st.builds(
    Weekly, st.integers(1, 5)
)


@settings(deadline=None)
@given(RULES, st.integers(1, 9), CLOSED, st.sampled_from(Instead), st.dates(TODAY, date(2026, 6, 30)))
def test_as_many_open_days_as_asked_in_order_and_none_before_the_first(rule, count, closed, instead, first):
    laid = lay(Recurrence(rule, first, closed, instead), count, TODAY)

    assert len(laid.days) == count
    assert list(laid.days) == sorted(set(laid.days))
    assert laid.days[0] >= first
    assert all(closed.bar(day) is None for day in laid.days)
    assert all(closed.bar(passed.day) is passed.bar for passed in laid.passed)
    assert {day.weekday() for day in laid.days} == {getattr(rule, "weekday", first.weekday())}


@pytest.mark.method("G7")
def test_the_hour_stays_the_same_on_the_wall_through_the_year():
    times = at(days_of(SECOND_TUESDAY, 9), time(18), "Europe/Paris")

    assert {(one.start, one.minutes) for one in times} == {(time(18), 180)}
    assert [one.begins.hour for one in times] == [17, 17, 16, 16, 16, 16, 16, 16, 16]


def test_a_break_without_end_before_its_beginning_is_refused():
    with pytest.raises(Mistake, match="breaks: backwards"):
        Break(date(2026, 8, 2), date(2026, 8, 1))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Monthly(5, TUESDAY),
        lambda: Monthly(0, TUESDAY),
        lambda: Monthly(2, 7),
        lambda: Monthly(2, TUESDAY, 0),
        lambda: Weekly(0),
        lambda: Closed(months=frozenset({13})),
    ],
)
def test_a_rule_that_no_calendar_has_is_refused(make):
    with pytest.raises(Mistake) as refused:
        make()

    assert refused.value.why is Why.NO_SUCH_RULE


def test_a_first_date_that_is_past_is_refused():
    mistake = refusal_of(SECOND_TUESDAY, 9, date(2026, 1, 4))

    assert (mistake.field, mistake.why, mistake.found, mistake.wanted) == ("first", Why.PAST, date(2026, 1, 4), TODAY)
    assert days_of(Weekly(), 1, TODAY) == (TODAY,)


def test_a_year_of_closed_months_never_ends_in_a_search():
    mistake = refusal_of(SECOND_TUESDAY, 9, closed=Closed(months=frozenset(range(1, 13))))

    assert (mistake.field, mistake.why, mistake.found, mistake.wanted) == ("closed", Why.NEVER, 0, 9)


@pytest.mark.parametrize(("count", "first"), [(0, FEBRUARY), (61, FEBRUARY), (1, date.max)])
def test_no_date_or_one_out_of_reach_is_refused(count, first):
    assert refusal_of(Weekly(), count, first).field == ("first" if first == date.max else "count")
