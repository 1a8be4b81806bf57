"""Days and hours in words, in the language under way: “Tuesday 10 February”, « 1er mars », «3 de marzo», « 18 h 30 ».

How a language sets them is in its catalogue, so that a translator alone decides it.
"""

from datetime import date, datetime, time

from django.utils.formats import date_format
from django.utils.translation import pgettext

NARROW = "\u202f"


def day_in_words(day: date, *, weekday: bool = False, year: bool = False) -> str:
    """Gives a day; French counts the first of a month as such, and not the others."""
    number = pgettext("the first of a month", "1") if day.day == 1 else str(day.day)
    named = {"day": number, "month": date_format(day, "F"), "year": day.year}
    if year:
        said = pgettext("a day and its year", "%(day)s %(month)s %(year)s") % named
    else:
        said = pgettext("a day", "%(day)s %(month)s") % named
    return f"{date_format(day, 'l')} {said}" if weekday else said


def short_day_in_words(day: date) -> str:
    """Gives a day where there is little room: “Tue 10 Feb”; a month has a capital only where its whole name has one."""
    short = date_format(day, "M")
    month = short if date_format(day, "F")[0].isupper() else short.lower()
    return f"{date_format(day, 'D')} {day.day} {month}"


def hour_in_words(at: time | datetime, space: str = NARROW) -> str:
    """Gives an hour; `space` stands where a language leaves room about its sign, as French does about its « h »."""
    if at.minute:
        said = pgettext("time of day", "%(hour)02d:%(minute)02d") % {"hour": at.hour, "minute": at.minute}
    else:
        said = pgettext("time of day, on the hour", "%(hour)02d:00") % {"hour": at.hour}
    return said.replace(NARROW, space)
