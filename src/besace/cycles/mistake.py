"""What is wrong with what somebody asked for, as a value: the field, the reason, and the numbers a sentence needs."""

from datetime import date
from enum import StrEnum

type Fact = int | str | date


class Why(StrEnum):
    """Each reason for which dates, a poll or a change of turns is refused."""

    UNKNOWN_ZONE = "unknown-zone"
    """No time zone has this name; `found` is the name."""
    LENGTH = "length"
    """A session lasts from one minute to a day."""
    OUT_OF_REACH = "out-of-reach"
    """A year that no calendar of a group needs."""
    PAST = "past"
    """The day is over; `found` is the day."""
    SAME_DAY = "same-day"
    """Two sessions on one day; `found` is the day."""
    BACKWARDS = "backwards"
    """The last day stands before the first."""
    NO_SUCH_RULE = "no-such-rule"
    """A weekday, week of the month or interval that does not exist."""
    NEVER = "never"
    """Holidays, breaks and months left out leave too few days; `found` of `wanted` were laid."""
    NOT_AS_MANY = "not-as-many"
    """A cycle has as many sessions as participants (G5): `found` dates, `wanted` participants."""
    NOT_HALF_AS_MANY = "not-half-as-many"
    """Two are client on each date: `found` dates, `wanted` dates."""
    NONE = "none"
    """Nothing was given where at least one is needed."""
    TOO_MANY = "too-many"
    """More than `wanted`, the most there can be."""
    TOO_FEW = "too-few"
    """No more than `found` slots stand far enough apart and ahead, and `wanted` are to be chosen."""
    TWICE = "twice"
    """The same slot or person is given twice; `found` is its day or id."""
    TWO_ZONES = "two-zones"
    """The slots of one poll are said in one zone, so that a day means one day."""
    NOBODY_ANSWERED = "nobody-answered"
    """Nothing can be proposed before one participant has answered."""
    NOT_IN_THE_POLL = "not-in-the-poll"
    """A slot that was not asked about; `found` is its day."""
    NOT_A_PARTICIPANT = "not-a-participant"
    """She does not take part in this cycle; `found` is the id."""
    ALREADY_IN = "already-in"
    """She takes part already; `found` is the id."""
    NO_SUCH_SESSION = "no-such-session"
    """The cycle has no session of this number to come; `found` is the number."""
    ALREADY_CLIENT = "already-client"
    """She has been client in this cycle (G5); `found` is the id."""
    NOT_A_RESERVE = "not-a-reserve"
    """She has not agreed to be client at short notice; `found` is the id."""


class Mistake(ValueError):  # noqa: N818 - people make mistakes; an error would be the program's
    """Bad input: which field, why, what was found and what would be right. Nothing was changed.

    Holds no word that somebody wrote, save the name of a zone and ids, so that `web` can make a sentence of it.
    """

    def __init__(self, field: str, why: Why, found: Fact | None = None, wanted: Fact | None = None) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why
        self.found = found
        self.wanted = wanted
