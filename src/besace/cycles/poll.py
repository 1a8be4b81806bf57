"""A poll on slots for a whole cycle: generated in a few clicks, answered yes, if need be, or no (G6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from dateutil.rrule import MONTHLY, rrule, weekday

from besace.cycles.breaks import NEVER_CLOSED, Closed
from besace.cycles.mistake import Mistake, Why
from besace.cycles.participant import MOST_PARTICIPANTS, PersonId
from besace.cycles.recurring import HORIZON
from besace.cycles.wall import SESSION_MINUTES, WallTime, not_past, reachable

MOST_SLOTS = 120
"""More than anyone can answer on a phone, and as many as are weighed within a second or two."""
EACH_WEEK = frozenset({1, 2, 3, 4, 5})
WEEKS = EACH_WEEK | {-1}
WEEKDAYS = range(7)


class Answer(StrEnum):
    """What a participant says of a slot."""

    YES = "yes"
    IF_NEED_BE = "if-need-be"
    NO = "no"
    NOT_YET = "not-yet"
    """None so far; counts as no when dates are chosen, and is shown as what it is."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Weekdays (0 is Monday) × hours × the months from one day to another, all of their weeks or some (-1 is the last).

    Raises:
        Mistake: nothing is chosen, the days run backwards, or there is no such weekday or week.
    """

    weekdays: frozenset[int]
    starts: frozenset[time]
    first: date
    last: date
    weeks: frozenset[int] = EACH_WEEK

    def __post_init__(self) -> None:
        for name, chosen in (("weekdays", self.weekdays), ("starts", self.starts), ("weeks", self.weeks)):
            if not chosen:
                raise Mistake(name, Why.NONE)
        if self.weekdays - set(WEEKDAYS) or self.weeks - WEEKS:
            raise Mistake("weekdays" if self.weekdays - set(WEEKDAYS) else "weeks", Why.NO_SUCH_RULE)
        if self.last < self.first:
            raise Mistake("last", Why.BACKWARDS, self.last, self.first)
        if self.last - self.first > HORIZON:
            raise Mistake("last", Why.OUT_OF_REACH, self.last)

    def days(self) -> Iterator[date]:
        """Gives the days of the pattern, in order."""
        named = [weekday(day, week) for day in sorted(self.weekdays) for week in sorted(self.weeks)]
        first, last = (datetime.combine(day, time()) for day in (self.first, self.last))
        return (moment.date() for moment in rrule(MONTHLY, dtstart=first, until=last, byweekday=named))


def slots_of(
    pattern: Pattern, zone: str, today: date, minutes: int = SESSION_MINUTES, closed: Closed = NEVER_CLOSED
) -> tuple[WallTime, ...]:
    """Gives the slots of a pattern, in order, without the closed days.

    Raises:
        Mistake: the first day is past or out of reach, the zone is unknown, the length is wrong, no day is left, or
            there are more slots than a poll holds.
    """
    not_past("first", pattern.first, today)
    reachable("first", pattern.first)
    days = closed.open(pattern.days())
    many = len(days) * len(pattern.starts)
    if not many:
        raise Mistake("slots", Why.NONE)
    if many > MOST_SLOTS:
        raise Mistake("slots", Why.TOO_MANY, many, MOST_SLOTS)
    return tuple(WallTime(day, start, zone, minutes) for day in days for start in sorted(pattern.starts))


@dataclass(frozen=True, slots=True)
class Poll:
    """Slots, who is asked, and what each said; slots stand in order whatever the order given.

    Raises:
        Mistake: no slot or too many, one twice, or in two zones; no participant, too many, or one twice.
    """

    slots: tuple[WallTime, ...]
    participants: tuple[PersonId, ...]
    answers: Mapping[PersonId, Mapping[WallTime, Answer]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slots", tuple(sorted(self.slots, key=lambda slot: slot.begins)))
        _few("slots", len(self.slots), MOST_SLOTS)
        _few("participants", len(self.participants), MOST_PARTICIPANTS)
        for slot, after in zip(self.slots, self.slots[1:], strict=False):
            if slot.begins == after.begins:
                raise Mistake("slots", Why.TWICE, slot.day)
            if slot.zone != after.zone:
                raise Mistake("slots", Why.TWO_ZONES, after.zone, slot.zone)
        for person in self.participants:
            if self.participants.count(person) > 1:
                raise Mistake("participants", Why.TWICE, person)

    def said(self, person: PersonId, slot: WallTime) -> Answer:
        """What she says of a slot."""
        return self.answers.get(person, {}).get(slot, Answer.NOT_YET)

    def who(self, slot: WallTime, *said: Answer) -> tuple[PersonId, ...]:
        """Who says this of a slot."""
        return tuple(person for person in self.participants if self.said(person, slot) in said)

    @property
    def silent(self) -> tuple[PersonId, ...]:
        """Who has not answered for a single slot."""
        return tuple(p for p in self.participants if all(self.said(p, slot) is Answer.NOT_YET for slot in self.slots))


def answer(poll: Poll, person: PersonId, given: Mapping[WallTime, Answer]) -> Poll:
    """Takes her answers for some slots, in place of earlier ones; NOT_YET takes one back.

    Raises:
        Mistake: she is not asked, or a slot is not in the poll.
    """
    if person not in poll.participants:
        raise Mistake("person", Why.NOT_A_PARTICIPANT, person)
    for slot in given:
        if slot not in poll.slots:
            raise Mistake("slots", Why.NOT_IN_THE_POLL, slot.day)
    hers = {**poll.answers.get(person, {}), **given}
    return replace(poll, answers={**poll.answers, person: hers})


def _few(name: str, many: int, most: int) -> None:
    if not many:
        raise Mistake(name, Why.NONE)
    if many > most:
        raise Mistake(name, Why.TOO_MANY, many, most)
