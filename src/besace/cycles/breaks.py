"""Days on which a group does not meet: public holidays, breaks, and months left out, all given by the facilitator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from besace.cycles.mistake import Mistake, Why

JANUARY, DECEMBER = 1, 12


class Bar(StrEnum):
    """What keeps a group from meeting on a day."""

    HOLIDAY = "holiday"
    BREAK = "break"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Break:
    """Days without sessions, both ends included.

    Raises:
        Mistake: the last stands before the first.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Mistake("breaks", Why.BACKWARDS, self.last, self.first)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Closed:
    """All that is left out: holidays, breaks, and months of every year (1 to 12).

    Raises:
        Mistake: a month that no year has.
    """

    holidays: frozenset[date] = frozenset()
    breaks: tuple[Break, ...] = ()
    months: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        for month in self.months:
            if not JANUARY <= month <= DECEMBER:
                raise Mistake("months", Why.NO_SUCH_RULE, month)

    def bar(self, day: date) -> Bar | None:
        """What keeps the group from meeting on this day; None where nothing does."""
        if day.month in self.months:
            return Bar.MONTH
        if any(day in pause for pause in self.breaks):
            return Bar.BREAK
        return Bar.HOLIDAY if day in self.holidays else None

    def open(self, days: Iterable[date]) -> list[date]:
        """Gives those of some days on which the group can meet."""
        return [day for day in days if self.bar(day) is None]


NEVER_CLOSED = Closed()
