"""Days in words, in the language under way: “5 March”, « 1er mars »."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language


def day_in_words(day: date, *, year: bool = False) -> str:
    """Gives a day without its weekday; French counts the first of a month as such, and not the others."""
    said = date_format(day, "j F Y" if year else "j F")
    return said.replace("1 ", "1er ", 1) if day.day == 1 and (get_language() or "").startswith("fr") else said
