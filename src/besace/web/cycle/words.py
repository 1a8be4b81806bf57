"""Days, hours, names in a row and numbers, as one says them in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils.formats import date_format
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from besace.cycles.wall import WallTime, zone_named
from besace.live import clock
from besace.papers.days import day_in_words, hour_in_words, short_day_in_words
from besace.people import timetable
from besace.people.models import Cycle

MOST_NAMED = 3
NUMBERS = (
    *(_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine")),
)


def day(when: date, *, weekday: bool = True) -> str:
    """A day as one says it: "Tuesday 10 February", « mardi 1er septembre »."""
    return day_in_words(when, weekday=weekday)


def short_day(when: date) -> str:
    """The same, short: "Tue 10 Feb"."""
    return short_day_in_words(when)


def near_day(when: date) -> str:
    """A day where a phone has little room: "Tue 10 February"."""
    return f"{date_format(when, 'D')} {day(when, weekday=False)}"


def few(names: Sequence[str]) -> str:
    """Names in a row; of more than three, how many: "five people"."""
    if len(names) <= MOST_NAMED:
        return row(names)
    return pgettext("who is named", "%(count)s people") % {"count": number(len(names))}


def long_day(when: date) -> str:
    """A day with its year."""
    return day_in_words(when, weekday=True, year=True)


def hour(at: time | datetime) -> str:
    """An hour: "18:00", « 18 h », « 18 h 30 »."""
    return hour_in_words(at)


def span(when: WallTime) -> str:
    """From when to when, on the clocks of its place."""
    ends = when.ends.astimezone(zone_named(when.zone))
    return gettext("%(begins)s to %(ends)s") % {"begins": hour(when.start), "ends": hour(ends)}


def for_you(when: WallTime | None, zone: str) -> str:
    """The same on the clocks of a reader in another zone, with its day where that is another; else nothing.

    UTC is where nobody said where she lives.
    """
    if when is None or zone == "UTC" or not clock.is_zone(zone):
        return ""
    there = when.seen_from(zone)
    if (there.day, there.start) == (when.day, when.start):
        return ""
    told = {"span": span(there), "day": day(there.day)}
    said = gettext("for you: %(span)s") if there.day == when.day else gettext("for you: %(day)s, %(span)s")
    return said % told


def place_of(zone: str) -> str:
    """The place a time zone is named after: "Paris time"."""
    place = zone.rpartition("/")[2].replace("_", " ")
    return gettext("%(place)s time") % {"place": place} if "/" in zone else zone


def row(names: Sequence[str]) -> str:
    """Names in a row: "Ana, Bea and Cleo"."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return gettext("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def by_month(whens: Sequence[WallTime]) -> list[tuple[str, list[WallTime]]]:
    """Dates under the month they stand in, in order."""
    months: dict[tuple[int, int], list[WallTime]] = {}
    for when in whens:
        months.setdefault((when.day.year, when.day.month), []).append(when)
    return [(capital(date_format(some[0].day, "F")), some) for some in months.values()]


def number(count: int) -> str:
    """A small number as a word, up to nine."""
    return str(NUMBERS[count]) if count < len(NUMBERS) else str(count)


def capital(said: str) -> str:
    """The same with a capital, to begin a sentence."""
    return said[:1].upper() + said[1:]


def all_of_them(count: int) -> str:
    """Everyone of so many: "all nine"."""
    if count < 2:  # noqa: PLR2004 - one is no row
        return gettext("everyone")
    return pgettext("everyone", "all %(count)s") % {"count": number(count)}


def next_when(cycle: Cycle, but: int, language: str) -> str:
    """The date after this session (`but`, its number), in a language: the room asks each about it (S6.1)."""
    later = [one.when for one in timetable.to_come(cycle) if one.when and one.number != but]
    if not later:
        return ""
    with override(language):
        return f"{day(later[0].day)}, {hour(later[0].start)}"
