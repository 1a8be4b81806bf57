"""A session's time as people say it: a day, an hour on the clocks of a place, and how long (G7).

Such a time stays right when clocks change, because it is what was agreed; the instant is worked out when asked for.
Two local times are odd (PEP 495), and each has one answer here, the one of RFC 5545, 3.3.5, so that calendars agree:

- one that clocks skip in spring counts with the offset from before: 02:30 becomes 03:30, an hour later on the wall;
- one that clocks show twice in autumn is the first of the two, unless `again` says the second.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from besace.cycles.mistake import Mistake, Why

SESSION_MINUTES = 180
LONGEST_MINUTES = 24 * 60
REACH = range(1970, 9900)


class Oddity(StrEnum):
    """What changing clocks do to a local time."""

    SKIPPED = "skipped"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class WallTime:
    """From `start` on that `day`, on the clocks of `zone` (an IANA name), for so many minutes as they pass.

    `again` is the fold of PEP 495: the second of two equal hours. It says nothing of any other time, and is then False.

    Raises:
        Mistake: `zone` is unknown, `minutes` are none or more than a day, or `day` is out of reach.
    """

    day: date
    start: time
    zone: str
    minutes: int = SESSION_MINUTES
    again: bool = False

    def __post_init__(self) -> None:
        zone_named(self.zone)
        reachable("day", self.day)
        if not 0 < self.minutes <= LONGEST_MINUTES:
            raise Mistake("minutes", Why.LENGTH, self.minutes, LONGEST_MINUTES)
        object.__setattr__(self, "start", self.start.replace(tzinfo=None, fold=0))
        object.__setattr__(self, "again", self.again and self.oddity is Oddity.TWICE)

    @property
    def begins(self) -> datetime:
        """The instant it begins, in UTC."""
        return self._local(fold=int(self.again)).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The instant it ends, in UTC."""
        return self.begins + timedelta(minutes=self.minutes)

    @property
    def oddity(self) -> Oddity | None:
        """Whether clocks skip its beginning or show it twice; None on all other days.

        Before a gap the earlier offset is the smaller one, before a repeated hour the greater (PEP 495).
        """
        before, after = (self._local(fold).utcoffset() or timedelta() for fold in (0, 1))
        if before == after:
            return None
        return Oddity.SKIPPED if before < after else Oddity.TWICE

    def seen_from(self, zone: str) -> "WallTime":
        """Gives the same instant and length as the clocks of another zone show them; with its own, as they really will.

        Raises:
            Mistake: the zone is unknown.
        """
        there = self.begins.astimezone(zone_named(zone))
        return replace(self, day=there.date(), start=there.time(), zone=zone, again=bool(there.fold))

    def _local(self, fold: int) -> datetime:
        return datetime.combine(self.day, self.start.replace(fold=fold), ZoneInfo(self.zone))


def zone_named(name: str) -> ZoneInfo:
    """Gives the time zone of an IANA name.

    Raises:
        Mistake: there is none.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # no name, a path out of the zones' folder, a folder, or no such zone
        raise Mistake("zone", Why.UNKNOWN_ZONE, name) from None


def reachable(field: str, day: date) -> None:
    """Takes a day that a calendar can hold in every zone, and the field it came in.

    Raises:
        Mistake: it is out of reach.
    """
    if day.year not in REACH:
        raise Mistake(field, Why.OUT_OF_REACH, day)


def not_past(field: str, day: date, today: date) -> None:
    """Takes a day from today on.

    Raises:
        Mistake: it is over.
    """
    if day < today:
        raise Mistake(field, Why.PAST, day, today)
