"""Days and hours in templates, as one says them."""

from datetime import date, datetime

from django import template

from besace.cycles.wall import WallTime
from besace.web.cycle import words

register = template.Library()


@register.filter
def said_day(day: date) -> str:
    """A day in full: "Tuesday 10 February"."""
    return words.day(day)


@register.filter
def short_day(day: date) -> str:
    """A day, short: "Tue 10 Feb"."""
    return words.short_day(day)


@register.filter
def said_span(when: WallTime) -> str:
    """From when to when."""
    return words.span(when)


@register.filter
def said_hour(when: WallTime) -> str:
    """The hour at which it begins."""
    return words.hour(when.start)


@register.filter
def dated(day: date) -> str:
    """A day with its year: "10 February 2026"."""
    return f"{words.day(day, weekday=False)} {day.year}"


@register.filter
def at_hour(at: datetime) -> str:
    """The hour of an instant."""
    return words.hour(at)
