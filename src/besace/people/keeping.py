"""How long a group keeps things: chosen within limits by those who facilitate it, and never longer than was accepted.

A shorter time holds at once, for what is there already as well. A longer one holds for sessions and cycles that begin
afterwards: whoever spoke before did so on the shorter promise (F4).
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import reduce

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError

from besace.journal.writer import WRITER, ExpectedFailure
from besace.live import clock
from besace.method.words import Seconds
from besace.people import trail
from besace.people.models import Cycle, Group, Keeping, Meeting, Person

DAY = 24 * 3600
LIMITS: dict[str, tuple[int, int]] = {"words": (7, 90), "pages": (0, 90), "attendance": (3, 24)}
"""The shortest and the longest time for each, in its own unit."""
TRAIL_MONTHS = 6
"""The trail is kept as long for every group (CNIL: six months to a year)."""


@dataclass(frozen=True, slots=True)
class Times:
    """Days after a session, days after a cycle, months after a cycle."""

    words: int = 45
    pages: int = 30
    attendance: int = 12

    def shortest(self, other: "Times") -> "Times":
        """The shorter of each."""
        return Times(*(min(getattr(self, one.name), getattr(other, one.name)) for one in fields(self)))


USUAL = Times()


class Overtaken(ExpectedFailure):
    """Somebody else chose other times meanwhile; nothing was changed."""


class OutOfLimits(ValueError):  # noqa: N818 - what is wrong, in three words
    """A time is shorter or longer than any group may choose; nothing was changed."""


def choices(group_id: str) -> list[Keeping]:
    """What a group has chosen, one after the other."""
    return list(Keeping.objects.filter(group=group_id).order_by("number"))


def now(group_id: str) -> Times:
    """What holds for sessions that begin now."""
    made = choices(group_id)
    return times_of(made[-1]) if made else USUAL


def since(made: Iterable[Keeping], begun: Seconds) -> Times:
    """What holds for something that began at an instant: what stood then, or anything shorter chosen since."""
    before = [USUAL, *(times_of(one) for one in made if one.at <= begun)]
    return reduce(Times.shortest, (times_of(one) for one in made if one.at > begun), before[-1])


def choose(group: Group, times: Times, expected: int, by: Person) -> None:
    """Chooses how long a group keeps things from now on; choosing what stands changes nothing.

    Raises:
        OutOfLimits: a time is out of its limits.
        Overtaken: `expected` is not the number of the choice that stands.
    """
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(times, name) <= most:
            raise OutOfLimits(name)

    def chosen() -> None:
        made = choices(group.id)
        if len(made) != expected:
            raise Overtaken
        before = times_of(made[-1]) if made else USUAL
        if times == before:
            return
        told = {one.name: getattr(times, one.name) for one in fields(times)}
        try:
            Keeping.objects.create(group=group, number=expected + 1, at=clock.now(), by=by, **told)
        except IntegrityError:  # another process was first
            raise Overtaken from None
        shorter = before.shortest(times) != before
        trail.note(group.id, by, trail.Act.KEEPING, "shorter" if shorter else "longer")

    WRITER.run(chosen)


def of_meeting(made: Iterable[Keeping], meeting: Meeting) -> Times:
    """What holds for a session."""
    return since(made, meeting.opened or meeting.ended or clock.now())


def of_cycle(made: Iterable[Keeping], cycle: Cycle) -> Times:
    """What holds for what a whole cycle leaves."""
    return since(made, cycle.begun or cycle.created)


def of_latest(group: Group) -> Times:
    """What holds for the newest cycle of a group."""
    cycle = group.cycles.order_by("-number").first()
    return of_cycle(choices(group.id), cycle) if cycle else now(group.id)


def later(at: Seconds, months: int) -> Seconds:
    """The same hour so many months on: the last of a month where that is shorter."""
    return int((clock.local(at, "UTC") + relativedelta(months=months)).timestamp())


def times_of(one: Keeping) -> Times:
    """The times of one choice."""
    return Times(one.words, one.pages, one.attendance)
