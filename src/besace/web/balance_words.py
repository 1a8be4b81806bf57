"""The balance of the floor in words, for the facilitator alone: turns and minutes, no shares and no ranks (F1)."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from besace.method.view.table.seats import Seat


def balance(seat: Seat) -> Iterator[str]:
    """Says how often and how long someone has spoken in this step, and in the session where that is more."""
    if seat.turns:
        yield turns_in_words(seat.turns)
    if seat.minutes:
        yield minutes_in_words(seat.minutes)
    if seat.before:
        yield gettext("in the whole session %(turns)s") % {"turns": _in_all(seat)}


def turns_in_words(turns: int) -> str:
    """Says how many turns."""
    return ngettext("%(count)s turn", "%(count)s turns", turns) % {"count": turns}


def minutes_in_words(minutes: int) -> str:
    """Says how many minutes."""
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def _in_all(seat: Seat) -> str:
    said = turns_in_words(seat.all_turns)
    if not seat.all_minutes:
        return said
    return gettext("%(turns)s and %(minutes)s") % {"turns": said, "minutes": minutes_in_words(seat.all_minutes)}
