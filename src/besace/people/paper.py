"""A session that was run on paper, entered afterwards in minutes: the same records as a live one leaves (F6, S5.2).

What is on paper is on paper: fewer actions than three, or vague ones, are kept with the reason; nothing locks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from besace.coach import codes
from besace.cycles import turns
from besace.cycles.cycle import Cycle as Turning
from besace.cycles.session import Number, Planned
from besace.journal.writer import WRITER, ExpectedFailure
from besace.live import clock
from besace.method.parts import Action
from besace.method.words import Condition, PersonId, Seconds
from besace.people import plans, timetable
from besace.people.aftermath import Outcome, record
from besace.people.models import Meeting, Member

ENOUGH = 3
WHY = ("time", "client", "sheet")
"""Why a condition was let go: time ran out, the client wanted no more, the sheet says no more than that."""


class AlreadyHeld(ExpectedFailure):
    """This session is over and kept already; nothing was changed."""


@dataclass(frozen=True, slots=True)
class PaperSession:
    """What the sheets of one session say; people are ids of members."""

    came: frozenset[PersonId]
    client: PersonId
    question: str = ""
    expectation: str = ""
    actions: tuple[Action, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of those who came said what at the conclusion (`learned`, `enjoyed`, `apply`), where it was counted."""
    coming: Mapping[PersonId, bool] = field(default_factory=dict)
    """What each said of the next date (S6.1)."""
    why: str = ""
    """One of `WHY`, where a condition of the plan does not hold."""

    @property
    def has_plan(self) -> bool:
        """Whether something stands on the sheet of the plan."""
        return bool(self.actions or self.question)


def open_conditions(actions: tuple[Action, ...], language: str, said: date) -> tuple[Condition, ...]:
    """What the plan lacks of the method's conditions (S5): three actions, each concrete, each with a time.

    Takes the language it was written in, and the day, from which “tomorrow” counts.
    """
    heard = {code for one in actions for code in codes(language, "action", one.text, one.when, said)}
    lacks = {
        Condition.THREE_ACTIONS: len(actions) < ENOUGH,
        Condition.ACTIONS_OPERATIONAL: "vague" in heard,
        Condition.ACTIONS_DATED: "undated" in heard,
    }
    return tuple(condition for condition, lacking in lacks.items() if lacking)


def next_after(turning: Turning, number: Number) -> Planned | None:
    """The session whose date was asked about at the end of this one."""
    return next((one for one in turning.to_come if one.number != number and one.when), None)


def enter(meeting: Meeting, entered: PaperSession) -> None:
    """Keeps a session that was held on paper: its turn, who came, the plan, and counts of how it was.

    Raises:
        AlreadyHeld: it is over: held live, or entered by somebody else meanwhile.
        Mistake: it is not to come, or the client takes no part in the cycle.
        Outdated: the cycle changed again and again meanwhile.
    """
    turning = timetable.folded(meeting.cycle)
    turns.hold(turning, meeting.number, entered.client)  # else the session would be taken for one without a client
    when = turning.coming(meeting.number).when
    began, over = (int(when.begins.timestamp()), int(when.ends.timestamp())) if when else (clock.now(), clock.now())
    at = min(over, clock.now())

    def kept() -> None:
        if not record(meeting, _outcome(turning, entered, at)):
            raise AlreadyHeld
        counts = meeting.counts | ({"why": entered.why} if entered.why else {})
        Meeting.objects.filter(pk=meeting.pk).update(on_paper=True, opened=meeting.opened or began, counts=counts)
        if entered.has_plan:
            member = Member.objects.get(pk=entered.client)
            plans.keep(meeting, member, entered.question, entered.expectation, entered.actions, at)

    WRITER.run(kept)


def _outcome(turning: Turning, entered: PaperSession, at: Seconds) -> Outcome:
    everyone = frozenset(one.id for one in turning.participants)
    here = [can for member, can in entered.coming.items() if member in entered.came]
    asked = {"next": sum(here), "next_of": len(here)} if here else {}
    return Outcome(
        entered.client,
        entered.came,
        everyone - entered.came,
        dict(entered.coming),
        len(entered.actions) if entered.has_plan else None,
        {"of": len(entered.came), **entered.counts, **asked},
        at,
    )
