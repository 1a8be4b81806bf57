"""A cycle's dates by a rule: monthly on the second Tuesday, every second week; without holidays and breaks (G6, G7).

Days are laid as local dates, with the recurrence of RFC 5545 as python-dateutil knows it; the hour is added afterwards,
on the clocks of the place, so that 18:00 stays 18:00 in summer and winter (see `wall`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from besace.cycles.breaks import NEVER_CLOSED, Bar, Closed
from besace.cycles.mistake import Mistake, Why
from besace.cycles.wall import SESSION_MINUTES, WallTime, not_past, reachable

LAST = -1
WEEKS = (1, 2, 3, 4, LAST)
"""A fifth week is no rule: most months lack it."""
WEEKDAYS = range(7)
LONGEST_STEP = 53
MOST_DATES = 60
HORIZON = timedelta(days=3_660)
"""Ten years: where so few days are open, there is no cycle."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """On the first to fourth or the last (-1) such weekday (0 is Monday) of a month, of every month or every n-th.

    Raises:
        Mistake: there is no such week, weekday or interval.
    """

    week: int
    weekday: int
    every: int = 1

    def __post_init__(self) -> None:
        _among("week", self.week, WEEKS)
        _among("weekday", self.weekday, WEEKDAYS)
        _among("every", self.every, range(1, LONGEST_STEP + 1))

    def days(self, first: date) -> Iterator[date]:
        """Gives the days of the rule; the first month counted is that of its first day from `first` on."""
        nth = weekday(self.weekday, self.week)
        begin = next(_days(rrule(MONTHLY, dtstart=_midnight(first), byweekday=nth)))
        return _days(rrule(MONTHLY, dtstart=_midnight(begin), interval=self.every, byweekday=nth))

    def around(self, day: date) -> list[date]:
        """The same weekday in the other weeks of that month, in order."""
        weeks = (day + timedelta(weeks=n) for n in range(-4, 5) if n)
        return [other for other in weeks if other.month == day.month]


@dataclass(frozen=True, slots=True)
class Weekly:
    """On the weekday of the first date, every week, every second, every n-th.

    Raises:
        Mistake: there is no such interval.
    """

    every: int = 1

    def __post_init__(self) -> None:
        _among("every", self.every, range(1, LONGEST_STEP + 1))

    def days(self, first: date) -> Iterator[date]:
        """Gives the days of the rule from the first date on."""
        return _days(rrule(WEEKLY, dtstart=_midnight(first), interval=self.every))

    def around(self, day: date) -> list[date]:
        """The same weekday in the weeks before the rule's next date; none where it comes every week."""
        return [day + timedelta(weeks=n) for n in range(1, self.every)]


type Rule = Monthly | Weekly


class Instead(StrEnum):
    """What becomes of a date that falls on a closed day."""

    LEAVE_OUT = "leave-out"
    """It is left out, and the rule goes on until there are enough."""
    LATER = "later"
    """It moves by whole weeks to the next open day before the rule's next date, else to one before it.

    Where neither is open, it is left out.
    """
    EARLIER = "earlier"
    """The same, looking before it first."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A date of the rule that was not taken: why, and which day takes its place, if any."""

    day: date
    bar: Bar
    instead: date | None


@dataclass(frozen=True, slots=True)
class Laid:
    """The days of a cycle, in order, and those of the rule that were passed over."""

    days: tuple[date, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule from a first date on, the days left out, and what is done about them."""

    rule: Rule
    first: date
    closed: Closed = NEVER_CLOSED
    instead: Instead = Instead.LEAVE_OUT


def lay(asked: Recurrence, count: int, today: date) -> Laid:
    """Lays so many days by the rule; never fewer, and never two of them on one day.

    Raises:
        Mistake: the first date is past or out of reach; `count` is none or too many; or too few days are open.
    """
    not_past("first", asked.first, today)
    reachable("first", asked.first)
    _among("count", count, range(1, MOST_DATES + 1))
    days: list[date] = []
    passed: list[Passed] = []
    for day in _within_reach(asked):
        if bar := asked.closed.bar(day):
            passed.append(Passed(day, bar, _replacement(asked, day)))
        taken = passed[-1].instead if bar else day
        days += [taken] if taken else []
        if len(days) == count:
            return Laid(tuple(days), tuple(passed))
    raise Mistake("closed", Why.NEVER, len(days), count)


def at(days: Iterable[date], start: time, zone: str, minutes: int = SESSION_MINUTES) -> tuple[WallTime, ...]:
    """Gives each day its hour, the same on the clocks of the place all year round.

    Raises:
        Mistake: the zone is unknown, or the length is none or more than a day.
    """
    return tuple(WallTime(day, start, zone, minutes) for day in days)


def _within_reach(asked: Recurrence) -> Iterator[date]:
    for day in asked.rule.days(asked.first):
        if day > asked.first + HORIZON:
            return
        yield day


def _replacement(asked: Recurrence, day: date) -> date | None:
    if asked.instead is Instead.LEAVE_OUT:
        return None
    earlier_first = asked.instead is Instead.EARLIER
    near = sorted(asked.rule.around(day), key=lambda other: ((other > day) is earlier_first, abs(other - day)))
    return next((other for other in asked.closed.open(near) if other >= asked.first), None)


def _days(moments: rrule) -> Iterator[date]:
    return (moment.date() for moment in moments)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _among(field: str, value: int, allowed: Iterable[int]) -> None:
    if value not in tuple(allowed):
        raise Mistake(field, Why.NO_SUCH_RULE, value)
