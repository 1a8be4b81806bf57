"""Spans of days: what a phrase of times.toml stands for, counted from today."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Slot:
    """Days from `start` to `end`, both included."""

    start: date
    end: date


type Heard = Mapping[str, int]
"""The numbers a phrase held: n, unit, weekday, month, day, year, feast, season."""

DAY, WEEK, MONTH, QUARTER, YEAR = range(5)
WINTER = 3
WEEK_DAYS = 7
FARTHEST = 100
"""Days after Easter up to which feasts are named by them; beyond, a number is a month and a day."""
ASHES = 46


def in_units(today: date, heard: Heard, again: int) -> Slot | None:
    """The day so many days, weeks, months or years from today."""
    return _once(_one(_later(today, heard["n"], heard["unit"])), again)


def within_units(today: date, heard: Heard, again: int) -> Slot | None:
    """From today to so many days, weeks, months or years later."""
    return _once(Slot(today, _later(today, heard["n"], heard["unit"])), again)


def whole_unit(today: date, heard: Heard, again: int) -> Slot | None:
    """The day, week, month, quarter or year that is `n` after the present one."""
    count, unit = heard["n"] + again, heard["unit"]
    if unit == DAY:
        return _one(today + timedelta(count))
    if unit == WEEK:
        monday = today - timedelta(today.weekday()) + timedelta(weeks=count)
        return Slot(monday, monday + timedelta(6))
    if unit == YEAR:
        return Slot(date(today.year + count, 1, 1), date(today.year + count, 12, 31))
    months = 3 if unit == QUARTER else 1
    first = _months_after(date(today.year, today.month - (today.month - 1) % months, 1), count * months)
    return Slot(first, _month_end(_months_after(first, months - 1)))


def weekend(today: date, heard: Heard, again: int) -> Slot | None:
    """Saturday and Sunday, `n` weeks from now."""
    saturday = today - timedelta(today.weekday()) + timedelta(5, weeks=heard["n"] + again)
    return Slot(saturday, saturday + timedelta(1))


def coming_weekday(today: date, heard: Heard, again: int) -> Slot | None:
    """The next such weekday after today, `n` weeks later."""
    ahead = (heard["weekday"] - today.weekday() - 1) % 7 + 1
    return _one(today + timedelta(ahead, weeks=heard["n"] + again))


def weekday_of_week(today: date, heard: Heard, again: int) -> Slot | None:
    """That weekday of the week that is `n` after the present one."""
    return _one(today - timedelta(today.weekday()) + timedelta(heard["weekday"], weeks=heard["n"] + again))


def calendar_date(today: date, heard: Heard, again: int) -> Slot | None:
    """A day of a month, of the year said or of the first in which it is not past."""
    if "year" in heard:
        return _once(_dated(heard["year"], heard["month"], heard["day"]), again)
    return _dated(today.year + again, heard["month"], heard["day"])


def day_of_month(today: date, heard: Heard, again: int) -> Slot | None:
    """That day of this month or the next."""
    month = _months_after(today.replace(day=1), again)
    return _dated(month.year, month.month, heard["day"])


def named_month(today: date, heard: Heard, again: int) -> Slot | None:
    """A whole month, of the year said or of the first in which it is not past."""
    if "year" in heard and again:
        return None
    first = date(heard.get("year", today.year + again), heard["month"], 1)
    return Slot(first, _month_end(first))


def half_month(today: date, heard: Heard, again: int) -> Slot | None:
    """The first or second half of a month, up to the 15th and from the 16th."""
    month = named_month(today, heard, again)
    if month is None:
        return None
    middle = month.start.replace(day=15)
    return Slot(month.start, middle) if heard["n"] == 1 else Slot(middle + timedelta(1), month.end)


def week_of_month(today: date, heard: Heard, again: int) -> Slot | None:
    """The n-th seven days of a month."""
    month = named_month(today, heard, again)
    if month is None:
        return None
    first = month.start + timedelta(weeks=heard["n"] - 1)
    return Slot(first, min(first + timedelta(6), month.end)) if first <= month.end else None


def week_holding(today: date, heard: Heard, again: int) -> Slot | None:
    """The week, Monday to Sunday, in which a day falls."""
    day = calendar_date(today, heard, again) if "month" in heard else day_of_month(today, heard, again)
    return whole_unit(day.start, {"n": 0, "unit": WEEK}, 0) if day else None


def numbered_week(today: date, heard: Heard, again: int) -> Slot | None:
    """A week by its number in the calendar (ISO 8601)."""
    try:
        monday = date.fromisocalendar(today.year + again, heard["n"], 1)
    except ValueError:
        return None
    return Slot(monday, monday + timedelta(6))


def named_quarter(today: date, heard: Heard, again: int) -> Slot | None:
    """The first to fourth quarter of a year, of the year said or of the first in which it is not past."""
    if "year" in heard and again:
        return None
    first = date(heard.get("year", today.year + again), 3 * heard["n"] - 2, 1)
    return Slot(first, _month_end(_months_after(first, 2)))


def named_year(_today: date, heard: Heard, again: int) -> Slot | None:
    """A whole year, said in figures."""
    return _once(Slot(date(heard["year"], 1, 1), date(heard["year"], 12, 31)), again)


def season(today: date, heard: Heard, again: int) -> Slot | None:
    """Spring 0, summer 1, autumn 2 or winter 3 of the northern year; winter runs over into the next."""
    year, number = today.year + again - 1, heard["season"]
    starts = ((3, 20), (6, 21), (9, 22), (12, 21))
    following = date(year + (number == WINTER), *starts[(number + 1) % 4])
    return Slot(date(year, *starts[number]), following - timedelta(1))


def feast(today: date, heard: Heard, again: int) -> Slot | None:
    """A day of the year by its name: month and day as four figures, or so many days after Easter Sunday, or before."""
    year, named = today.year + again, heard["feast"]
    return _one(easter(year) + timedelta(named)) if named <= FARTHEST else _dated(year, named // 100, named % 100)


def lent(today: date, _heard: Heard, again: int) -> Slot | None:
    """From Ash Wednesday to the day before Easter."""
    sunday = easter(today.year + again)
    return Slot(sunday - timedelta(ASHES), sunday - timedelta(1))


def advent(today: date, _heard: Heard, again: int) -> Slot | None:
    """From the fourth Sunday before Christmas to Christmas Eve."""
    eve = date(today.year + again, 12, 24)
    return Slot(eve - timedelta((eve.weekday() + 1) % WEEK_DAYS + 3 * WEEK_DAYS), eve)


def easter(year: int) -> date:
    """Easter Sunday of a year (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


KINDS: Mapping[str, Callable[[date, Heard, int], Slot | None]] = {
    "in": in_units,
    "within": within_units,
    "whole": whole_unit,
    "weekend": weekend,
    "weekday": coming_weekday,
    "weekday of week": weekday_of_week,
    "date": calendar_date,
    "day of month": day_of_month,
    "month": named_month,
    "half": half_month,
    "week of month": week_of_month,
    "week of": week_holding,
    "numbered week": numbered_week,
    "quarter": named_quarter,
    "year": named_year,
    "season": season,
    "feast": feast,
    "lent": lent,
    "advent": advent,
}
"""The words that `is` may say in times.toml."""


def _one(day: date) -> Slot:
    return Slot(day, day)


def _once(slot: Slot | None, again: int) -> Slot | None:
    return None if again else slot


def _dated(year: int, month: int, day: int) -> Slot | None:
    try:
        return _one(date(year, month, day))
    except ValueError:
        return None


def _later(today: date, count: int, unit: int) -> date:
    if unit in (DAY, WEEK):
        return today + timedelta(days=count * (7 if unit == WEEK else 1))
    return _months_after(today, count * {MONTH: 1, QUARTER: 3, YEAR: 12}[unit])


def _months_after(day: date, count: int) -> date:
    """The same day so many months later, or the month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
