"""Dates as leaves of a calendar: one a date, and one for what was left out or moved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext

from besace.cycles.breaks import Bar
from besace.cycles.recurring import Passed
from besace.cycles.wall import WallTime, zone_named
from besace.web.cycle import words


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf: its month and day, what stands under them, and how it is drawn."""

    month: str
    day: str
    note: str
    state: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A day that was passed over: why, what takes its place, and the day itself to take it all the same."""

    why: str
    day: str
    instead: str


def leaves(dates: Sequence[WallTime], passed: Iterable[Passed] = ()) -> list[Leaf]:
    """The leaves of some dates in order, with the months in which none is laid."""
    moved = {one.instead: one for one in passed if one.instead}
    drawn = [(when.day, _leaf(when, moved=when.day in moved)) for when in dates]
    left_out = {one.day for one in passed if one.instead is None}
    skipped = [(day, _skipped(day)) for day in left_out if dates and day <= dates[-1].day]
    return [leaf for _, leaf in sorted(drawn + skipped, key=lambda one: one[0])]


def explained(passed: Iterable[Passed], public: dict[date, str]) -> list[Moved]:
    """Why days were passed over, those of a month left out excepted: that was the facilitator's own wish."""
    return [
        Moved(_why(one, public), one.day.isoformat(), one.instead.isoformat() if one.instead else "")
        for one in passed
        if one.bar is not Bar.MONTH
    ]


def clock_changes(dates: Sequence[WallTime]) -> list[date]:
    """The days between the first and the last date on which the clocks of the place change."""
    if not dates:
        return []
    zone = zone_named(dates[0].zone)
    days = list(_days(dates[0].day, dates[-1].day))
    offsets = [datetime.combine(day, time(12), zone).utcoffset() for day in days]
    return [day for day, before, after in zip(days[1:], offsets, offsets[1:], strict=False) if before != after]


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _leaf(when: WallTime, *, moved: bool) -> Leaf:
    note = gettext("moved") if moved else words.hour(when.start)
    month = words.capital(date_format(when.day, "F"))
    return Leaf(month, str(when.day.day), note, "moved" if moved else "", words.long_day(when.day))


def _skipped(day: date) -> Leaf:
    return Leaf(words.capital(date_format(day, "F")), "–", gettext("left out"), "skipped")


def _why(one: Passed, public: dict[date, str]) -> str:
    told = {"day": words.capital(words.day(one.day)), "name": public.get(one.day, "")}
    told["instead"] = words.day(one.instead) if one.instead else ""
    if one.bar is Bar.BREAK:
        reason = gettext("%(day)s is one of the days you leave out.")
    else:
        reason = gettext("%(day)s is a public holiday: %(name)s.")
    then = gettext("We propose %(instead)s.") if one.instead else gettext("It is left out.")
    return f"{reason} {then}" % told
