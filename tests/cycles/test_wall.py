"""A session's time: said on the clocks of a place, right in every season, and seen from elsewhere."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besace.cycles.mistake import Mistake, Why
from besace.cycles.wall import Oddity, WallTime

PARIS, NEW_YORK, SYDNEY, UTC_ZONE = "Europe/Paris", "America/New_York", "Australia/Sydney", "UTC"
SKIPPED = WallTime(date(2026, 3, 29), time(2, 30), PARIS)
TWICE = WallTime(date(2026, 10, 25), time(2, 30), PARIS)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.method("G7")
def test_a_session_lasts_three_hours_unless_said():
    session = WallTime(date(2026, 2, 10), time(18), PARIS)

    assert (session.begins, session.ends) == (utc(2026, 2, 10, 17), utc(2026, 2, 10, 20))
    assert WallTime(date(2026, 2, 10), time(18), PARIS, 90).ends == utc(2026, 2, 10, 18, 30)


@pytest.mark.method("G7")
def test_an_hour_agreed_stays_the_same_on_the_wall_in_summer_and_winter():
    winter, summer = (WallTime(day, time(18), PARIS) for day in (date(2026, 3, 10), date(2026, 4, 14)))

    assert (winter.begins.hour, summer.begins.hour) == (17, 16)
    assert (winter.oddity, summer.oddity) == (None, None)


def test_an_hour_that_clocks_skip_is_an_hour_later_on_the_wall():
    assert SKIPPED.oddity is Oddity.SKIPPED
    assert SKIPPED.begins == utc(2026, 3, 29, 1, 30)
    assert SKIPPED.seen_from(PARIS) == WallTime(date(2026, 3, 29), time(3, 30), PARIS)


def test_an_hour_that_clocks_show_twice_is_the_first_unless_the_second_is_meant():
    second = WallTime(TWICE.day, TWICE.start, PARIS, again=True)

    assert TWICE.oddity is second.oddity is Oddity.TWICE
    assert (TWICE.begins, second.begins) == (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30))
    assert second != TWICE


def test_an_hour_seen_from_where_clocks_show_it_twice_is_the_right_one_of_the_two():
    first, second = (WallTime(TWICE.day, time(hour, 30), UTC_ZONE) for hour in (0, 1))

    assert first.seen_from(PARIS) == TWICE
    assert second.seen_from(PARIS) == WallTime(TWICE.day, TWICE.start, PARIS, again=True)
    assert second.seen_from(PARIS).seen_from(UTC_ZONE) == second


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 7, 1)], ids=["skipped", "plain"])
def test_again_means_nothing_for_an_hour_that_comes_once(day):
    assert WallTime(day, time(2, 30), PARIS, again=True) == WallTime(day, time(2, 30, fold=1), PARIS)


@pytest.mark.parametrize(("begin", "end"), [(date(2026, 3, 29), time(5)), (date(2026, 10, 25), time(3))])
def test_a_session_over_a_change_of_clocks_still_lasts_three_hours(begin, end):
    session = WallTime(begin, time(1), PARIS)

    assert session.ends - session.begins == timedelta(hours=3)
    assert session.ends.astimezone(ZoneInfo(PARIS)).time() == end


def test_another_zone_may_see_another_day_and_another_gap_between_clocks():
    march = WallTime(date(2026, 3, 10), time(18), PARIS)

    assert march.seen_from(NEW_YORK) == WallTime(date(2026, 3, 10), time(13), NEW_YORK)
    assert march.seen_from(SYDNEY) == WallTime(date(2026, 3, 11), time(4), SYDNEY)
    assert WallTime(date(2026, 4, 14), time(18), PARIS).seen_from(NEW_YORK).start == time(12)


@settings(deadline=None)
@given(
    st.dates(date(1971, 1, 1), date(2100, 1, 1)),
    st.times(),
    st.sampled_from([PARIS, NEW_YORK, SYDNEY, UTC_ZONE, "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]),
    st.sampled_from([PARIS, NEW_YORK, SYDNEY, UTC_ZONE, "America/St_Johns", "Africa/Casablanca"]),
    st.booleans(),
)
def test_seen_from_anywhere_and_back_it_is_the_same_instant(day, start, here, there, again):
    session = WallTime(day, start, here, 120, again)
    seen = session.seen_from(there)

    assert (seen.begins, seen.ends) == (session.begins, session.ends)
    assert seen.oddity is not Oddity.SKIPPED
    assert seen.seen_from(here) == session.seen_from(here)
    assert session.oddity is Oddity.SKIPPED or seen.seen_from(here) == session


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        *[
            ({"zone": name}, "zone", Why.UNKNOWN_ZONE)
            for name in ("", "Paris", "Europe", "../etc/passwd", "Zürich", "\0")
        ],
        *[({"minutes": minutes}, "minutes", Why.LENGTH) for minutes in (0, -1, 1441)],
        *[({"day": day}, "day", Why.OUT_OF_REACH) for day in (date.min, date.max)],
    ],
)
def test_what_is_no_time_is_refused_with_its_field_and_why(changed, field, why):
    with pytest.raises(Mistake) as refused:
        WallTime(**{"day": date(2026, 2, 10), "start": time(18), "zone": PARIS} | changed)

    assert (refused.value.field, refused.value.why) == (field, why)


def test_a_session_seen_from_no_zone_is_refused():
    with pytest.raises(Mistake, match="zone: unknown-zone"):
        TWICE.seen_from("Nantes")
