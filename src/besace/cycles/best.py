"""The best sets of dates that a poll leaves, exactly, with who misses what (G6)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from besace.cycles.mistake import Mistake, Why
from besace.cycles.participant import PersonId
from besace.cycles.poll import Answer, Poll
from besace.cycles.search import Found, Problem, Search
from besace.cycles.wall import WallTime

MIN_GAP = 14
PROPOSALS = 3
ABSENT = (Answer.NO, Answer.NOT_YET)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a set must be: how many dates, how many days apart at least, and ideally.

    Without `dates` there are as many as participants (G5). Without `rhythm` the dates spread over the whole time
    polled; with it, the ideal gap is so many days (28 or 30 for monthly). Each of the `proposals` has at least
    `different` days that any earlier one lacks: a quarter of the dates, rounded up, unless said.
    """

    dates: int | None = None
    gap: int = MIN_GAP
    rhythm: int | None = None
    proposals: int = PROPOSALS
    different: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set of dates, in order; who cannot come to which, who makes an effort, who has not answered.

    Someone who has not answered for a date counts as missing it, and stands in `unanswered` besides.
    """

    dates: tuple[WallTime, ...]
    missing: Mapping[WallTime, tuple[PersonId, ...]]
    efforts: Mapping[WallTime, tuple[PersonId, ...]]
    unanswered: Mapping[WallTime, tuple[PersonId, ...]]

    @property
    def suits_all(self) -> bool:
        """Whether each can come to all of them (G6)."""
        return not self.missing

    @property
    def misses(self) -> Mapping[PersonId, int]:
        """How many dates each of those who miss any would miss."""
        return Counter(person for people in self.missing.values() for person in people)


def best(poll: Poll, today: date, wish: Wish | None = None) -> tuple[Proposal, ...]:
    """Gives the best sets, best first, as many as wished or as there are; slots that are past are not considered.

    Fewest absences first; then the fewest who miss twice; then the fewest “if need be”; then the evenest spread; then
    the earliest dates. `search` says how each is counted.

    Raises:
        Mistake: nobody has answered; a wish below its least; or too few slots stand far enough apart.
    """
    wish = wish or Wish()
    if len(poll.silent) == len(poll.participants):
        raise Mistake("answers", Why.NOBODY_ANSWERED)
    slots = [slot for slot in poll.slots if slot.day >= today]
    problem = _problem(poll, slots, wish)
    if (most := problem.longest()) < problem.count:
        raise Mistake("slots", Why.TOO_FEW, most, problem.count)
    return tuple(_proposal(poll, [slots[n] for n in found.slots]) for found in _found(problem, wish))


def _problem(poll: Poll, slots: list[WallTime], wish: Wish) -> Problem:
    count = len(poll.participants) if wish.dates is None else wish.dates
    least = {
        "dates": (count, 1),
        "gap": (wish.gap, 0),
        "rhythm": (1 if wish.rhythm is None else wish.rhythm, 1),
        "proposals": (wish.proposals, 1),
    }
    for name, (value, lowest) in least.items():
        if value < lowest:
            raise Mistake(name, Why.TOO_FEW, value, lowest)
    days = [slot.day.toordinal() for slot in slots]
    polled = days[-1] - days[0] if days else 0
    return Problem(
        tuple(days),
        tuple(_bits(poll, slot) for slot in slots),
        tuple(len(poll.who(slot, Answer.IF_NEED_BE)) for slot in slots),
        count,
        wish.gap,
        polled if wish.rhythm is None else wish.rhythm * (count - 1),
    )


def _bits(poll: Poll, slot: WallTime) -> int:
    absent = poll.who(slot, *ABSENT)
    return sum(1 << place for place, person in enumerate(poll.participants) if person in absent)


def _found(problem: Problem, wish: Wish) -> list[Found]:
    search, known, found = Search(problem), list[frozenset[int]](), list[Found]()
    different = -(-problem.count // 4) if wish.different is None else max(wish.different, 1)
    while len(found) < wish.proposals and (one := search.best(known, different)):
        found.append(one)
        known.append(frozenset(problem.days[slot] for slot in one.slots))
    return found


def _proposal(poll: Poll, dates: list[WallTime]) -> Proposal:
    missing, efforts, unanswered = (
        {slot: people for slot in dates if (people := poll.who(slot, *said))}
        for said in (ABSENT, (Answer.IF_NEED_BE,), (Answer.NOT_YET,))
    )
    return Proposal(tuple(dates), missing, efforts, unanswered)
