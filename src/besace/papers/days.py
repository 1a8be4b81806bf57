"""Days and hours in words, in the language under way: “Tuesday 10 February”, « 1er mars », « 18 h 30 »."""

from datetime import date, datetime, time

from django.utils.formats import date_format
from django.utils.translation import get_language

NARROW = "\u202f"


def day_in_words(day: date, *, weekday: bool = False, year: bool = False) -> str:
    """Gives a day; French counts the first of a month as such, and not the others."""
    number = "1er" if day.day == 1 and is_french() else str(day.day)
    parts = [date_format(day, "l")] if weekday else []
    return " ".join([*parts, number, date_format(day, "F"), *([str(day.year)] if year else [])])


def hour_in_words(at: time | datetime, space: str = NARROW) -> str:
    """Gives an hour; `space` stands about the « h » of French."""
    if not is_french():
        return f"{at:%H:%M}"
    return f"{at.hour}{space}h" + (f"{space}{at.minute:02}" if at.minute else "")


def is_french() -> bool:
    """Whether French is the language under way."""
    return (get_language() or "").startswith("fr")
