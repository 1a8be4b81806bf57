"""A session that was run on paper, entered afterwards in minutes: the same records as a live one leaves (F6, S5.2).

What is on paper is on paper: fewer actions than three, or vague ones, are kept with the reason; nothing locks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from besace.coach import hints
from besace.cycles import turns
from besace.cycles.cycle import Cycle as Turning
from besace.cycles.session import Number, Planned
from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.parts import Action
from besace.method.words import Condition, PersonId, Seconds
from besace.people import sealed, timetable
from besace.people.models import Attendance, Meeting, Member, Person, Plan

ENOUGH = 3
WHY = ("time", "client", "sheet")
"""Why a condition was let go: time ran out, the client wanted no more, the sheet says no more than that."""


@dataclass(frozen=True, slots=True)
class PaperSession:
    """What the sheets of one session say; people are ids of members."""

    came: frozenset[PersonId]
    client: PersonId
    question: str = ""
    expectation: str = ""
    actions: tuple[Action, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of those who came said what at the conclusion (`learned`, `bring`), where it was counted."""
    coming: Mapping[PersonId, bool] = field(default_factory=dict)
    """What each said of the next date (S6.1)."""
    why: str = ""
    """One of `WHY`, where a condition of the plan does not hold."""


def open_conditions(actions: tuple[Action, ...], language: str, said: date) -> tuple[Condition, ...]:
    """What the plan lacks of the method's conditions (S5): three actions, each concrete, each with a time.

    Takes the language it was written in, and the day, from which “tomorrow” counts.
    """
    codes = {hint.code for one in actions for hint in hints(language, "action", one.text, one.when, said)}
    lacks = {
        Condition.THREE_ACTIONS: len(actions) < ENOUGH,
        Condition.ACTIONS_OPERATIONAL: "vague" in codes,
        Condition.ACTIONS_DATED: "undated" in codes,
    }
    return tuple(condition for condition, lacking in lacks.items() if lacking)


def next_after(turning: Turning, number: Number) -> Planned | None:
    """The session whose date was asked about at the end of this one."""
    return next((one for one in turning.to_come if one.number != number and one.when), None)


def enter(meeting: Meeting, entered: PaperSession, by: Person) -> None:
    """Keeps a session that was held on paper: its turn, who came, the plan, and counts of how it was.

    Raises:
        Mistake: the session is over already, or the client takes no part in the cycle.
        Outdated: somebody else changed the cycle meanwhile.
    """
    cycle = meeting.cycle
    turning = timetable.folded(cycle)
    changes = turns.hold(turning, meeting.number, entered.client)
    this = turning.coming(meeting.number)
    asked = next_after(turning, meeting.number)
    began = int(this.when.begins.timestamp()) if this.when else clock.now()
    at = min(int(this.when.ends.timestamp()), clock.now()) if this.when else clock.now()

    def kept() -> None:
        timetable.change(cycle, changes, by, cycle.edition)
        _attended(meeting, entered)
        _closed(meeting, entered, began, at)
        _planned(meeting, entered, at)
        if asked:
            _confirmed(meeting, asked, entered.coming)

    WRITER.run(kept)


def _attended(meeting: Meeting, entered: PaperSession) -> None:
    for member in timetable.participants(meeting.cycle.group):
        told = {"came": member.id in entered.came, "next_can": entered.coming.get(member.id)}
        Attendance.objects.update_or_create(meeting=meeting, member=member, defaults=told)


def _closed(meeting: Meeting, entered: PaperSession, began: Seconds, at: Seconds) -> None:
    meeting.on_paper, meeting.opened, meeting.ended = True, meeting.opened or began, at
    meeting.counts = _counted(entered)
    meeting.save(update_fields=("on_paper", "opened", "ended", "counts"))


def _counted(entered: PaperSession) -> dict[str, object]:
    """Each count as `[how many, of how many]`, and why a condition was let go; nothing of what was not asked."""
    here = [can for member, can in entered.coming.items() if member in entered.came]
    found: dict[str, object] = {name: [many, len(entered.came)] for name, many in entered.counts.items()}
    if here:
        found["coming"] = [sum(here), len(here)]
    return found | ({"why": entered.why} if entered.why else {})


def _planned(meeting: Meeting, entered: PaperSession, at: Seconds) -> None:
    member = Member.objects.get(pk=entered.client)
    if entered.actions or entered.question:
        _keep(meeting, member, entered.question, entered.expectation, entered.actions, at)


def _keep(
    meeting: Meeting, member: Member, question: str, expectation: str, actions: tuple[Action, ...], at: Seconds
) -> None:
    fields = {
        "question": question,
        "expectation": expectation,
        "actions": [{"id": one.id, "text": one.text, "when": one.when, "term": one.term} for one in actions],
    }
    bound = [meeting.id, member.id]
    blob = sealed.close(member.group_id, sealed.own(member.id), "people_plan.sealed", bound, fields)
    told = {"member": member, "sealed": blob, "changed": at}
    Plan.objects.update_or_create(meeting=meeting, defaults=told)
    Meeting.objects.filter(pk=meeting.pk).update(actions=len(actions))


def _confirmed(meeting: Meeting, asked: Planned, coming: Mapping[PersonId, bool]) -> None:
    """What was said of the next date at the end is what stands of it from now on."""
    for member in timetable.participants(meeting.cycle.group):
        if asked.when and member.id in coming:
            timetable.confirm(meeting.cycle, member, {timetable.slot_of(asked.when): coming[member.id]})
