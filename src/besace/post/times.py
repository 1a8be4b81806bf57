"""Days and hours as a letter says them, in the language that is on."""

from datetime import date, time
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _

from besace.cycles.wall import WallTime
from besace.papers.days import day_in_words, hour_in_words

UNBROKEN = "\u00a0"
"""Mail programs draw the narrow space badly."""


def day(of: date, today: date | None = None) -> str:
    """Says a day: “Tuesday 10 February”, with its year where that is another than today's."""
    return day_in_words(of, weekday=True, year=bool(today and today.year != of.year))


def weekday(of: date) -> str:
    """Says the day of the week alone, with a capital."""
    return dateformat.format(of, "l").capitalize()


def hour(of: time) -> str:
    """Says a time of day: “18:00”, « 18 h »."""
    return hour_in_words(of, UNBROKEN)


def moment(when: WallTime, today: date | None = None) -> str:
    """Says when a session begins."""
    return _("%(day)s, %(hour)s") % {"day": day(when.day, today), "hour": hour(when.start)}


def span(when: WallTime, today: date | None = None) -> str:
    """Says from when until when a session lasts, on the clocks of its place."""
    parts = {"day": day(when.day, today), "start": hour(when.start), "end": hour(_ends(when))}
    return _("%(day)s, %(start)s to %(end)s") % parts


def _ends(when: WallTime) -> time:
    return when.ends.astimezone(ZoneInfo(when.zone)).time()
