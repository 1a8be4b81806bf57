"""The plan a client left with: hers to read, to follow and to tell; the next session opens with it (R2, S5.1, F5).

Two columns, one key a session under her own scope: what was agreed in the session, and how it goes, which she alone
writes. Of all this others learn the actions at the next opening, and a count of those begun where she chose to tell it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q

from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.parts import Action, Previous, Report
from besace.method.words import Seconds
from besace.papers.calendar import calendar_of, slot_of
from besace.people import holding, sealed
from besace.people.models import Attendance, Cycle, Meeting, Member, Plan

PLACE, PROGRESS = "people_plan.sealed", "people_plan.progress"
BEGUN = ("started", "done")
TOLD = ("easy", "difficult", "learned")


@dataclass(frozen=True, slots=True)
class How:
    """How an action goes: the outcome as in `report_action`, empty while nothing was said of it."""

    outcome: str = ""
    easy: str = ""
    difficult: str = ""
    learned: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An action of the plan, with the days its own words name (None: none), and how it goes."""

    id: str
    text: str
    when: str
    term: str
    start: date | None = None
    end: date | None = None
    how: How = field(default_factory=How)


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan as its owner reads it: the contract it came from, its actions, the day it was agreed."""

    question: str
    expectation: str
    language: str
    said: date
    calendar: str
    """What makes the identifiers of its calendar entries: the same as those taken in the session itself."""
    steps: tuple[Step, ...]

    @property
    def begun(self) -> int:
        """How many actions she says are begun or done."""
        return sum(step.how.outcome in BEGUN for step in self.steps)


def keep(
    meeting: Meeting, member: Member, question: str, expectation: str, actions: Sequence[Action], at: Seconds
) -> Plan:
    """Keeps the plan a client leaves a session with; `at` is when it was said, from which "tomorrow" counts.

    Times in it are read in the group's language. Kept a second time, it is written anew, and what she noted of it
    since stays.
    """
    spoken = member.group.language
    said = clock.day(at, meeting.cycle.zone)
    fields = {
        "question": question,
        "expectation": expectation,
        "language": spoken,
        "said": said.isoformat(),
        "calendar": meeting.room_id or meeting.id,
        "actions": [_fields_of(action, spoken, said) for action in actions],
    }

    def kept() -> Plan:
        row = Plan.objects.filter(meeting=meeting).first() or Plan(meeting=meeting, member=member)
        if row.member_id != member.id:
            row.member, row.progress = member, None
        row.sealed = _close(row, member.group_id, PLACE, fields)
        row.changed = clock.now()
        row.save()
        Meeting.objects.filter(pk=meeting.pk).update(actions=len(actions))
        return row

    return WRITER.run(kept)


def plan_of(meeting: Meeting) -> Kept | None:
    """Gives the plan of a session; None where there is none, or its owner destroyed it."""
    row = Plan.objects.select_related("member").filter(meeting=meeting).first()
    return opened(row) if row else None


def opened(row: Plan) -> Kept | None:
    """Opens a plan; None where it is destroyed."""
    group = row.member.group_id
    fields = sealed.open_(group, _scope(row), PLACE, _bound(row), row.sealed)
    if fields is None:
        return None
    told = _progress(row, group)
    steps = tuple(_step_of(one, told) for one in fields.pop("actions"))
    return Kept(**{**fields, "said": date.fromisoformat(fields["said"])}, steps=steps)


def previous(cycle: Cycle) -> Previous | None:
    """Gives whose plan the next session begins with (R2), as `prepare` takes it: that of the last session held.

    After a half-day of two clients, that of the first of them. None where there is no such session or plan, or its
    client has left.
    """
    return _previous(next(iter(of_the_last_date(cycle)), None))


def _previous(last: Meeting | None) -> Previous | None:
    row = Plan.objects.select_related("member").filter(meeting=last, member__left_at=None).first() if last else None
    plan = opened(row) if row else None
    return Previous(row.member_id, tuple(step.text for step in plan.steps)) if row and plan else None


def previous_of_second(first: Meeting) -> Previous | None:
    """Gives whose plan the second session of a half-day begins with: that of the second client of the last one (R2).

    The first of this half-day began with the plan of the first client; where there was only one, it has been told.
    """
    last = last_held(first.cycle, but=first)
    return _previous(last) if last and first_of(last) else None


def first_of(meeting: Meeting) -> Meeting | None:
    """The session that was held before this one in the same half-day; None where there was none."""
    return Meeting.objects.filter(room__second=meeting.room_id).first() if meeting.room_id else None


def of_the_last_date(cycle: Cycle) -> tuple[Meeting, ...]:
    """The session held last; in a half-day of two clients both, in order."""
    last = last_held(cycle)
    return tuple(one for one in (first_of(last), last) if one) if last else ()


def shown_to(member: Member, cycle: Cycle) -> Previous | None:
    """Gives the plan the next session begins with, to those who were there when it was made, to nobody else (F4)."""
    last = next(iter(of_the_last_date(cycle)), None)
    if last is None:
        return None
    was_there = Attendance.objects.filter(meeting=last, member=member, came=True).exists()
    return previous(cycle) if was_there or holding.ran(last, member) else None


def last_held(cycle: Cycle, but: Meeting | None = None, also: Meeting | None = None) -> Meeting | None:
    """The group's session that ended last, also in the cycle before; one that found no client is none.

    One whose plan was erased is still the last: no older plan comes back in its place. `but`, `also`: to leave out.
    """
    over = Meeting.objects.filter(cycle__group=cycle.group_id, ended__isnull=False)
    held = over.filter(Q(plan__isnull=False) | Q(actions__isnull=False)).exclude(
        pk__in=[one.pk for one in (but, also) if one]
    )
    return held.order_by("-ended", "-number").first()


def progress(row: Plan, how: Mapping[str, How], *, tell: bool) -> None:
    """Notes how the actions go, by their ids; `tell`: the number of those begun may be told, never which (F5)."""
    known = {step.id for step in plan.steps} if (plan := opened(row)) else set()
    told = {key: asdict(one) for key, one in how.items() if key in known}
    begun = sum(one["outcome"] in BEGUN for one in told.values()) if tell else None

    def noted() -> None:
        row.progress = _close(row, row.member.group_id, PROGRESS, told)
        row.changed = clock.now()
        row.save(update_fields=["progress", "changed"])
        Meeting.objects.filter(pk=row.pk).update(begun=begun)

    WRITER.run(noted)


def told(row: Plan, reports: Mapping[int, Report]) -> None:
    """Keeps what she told of her plan at the next opening (R2): her own words of that moment, by number from 1.

    What was not said there leaves what she had noted; the count she chose to tell follows.
    """
    plan = opened(row)
    if plan is None or not reports:
        return
    how = {step.id: step.how for step in plan.steps}
    for number, said in reports.items():
        if 1 <= number <= len(plan.steps):
            step = plan.steps[number - 1]
            kept = {name: getattr(said, name) or getattr(step.how, name) for name in TOLD}
            how[step.id] = How(said.outcome, **kept)
    progress(row, how, tell=row.meeting.begun is not None)


def remind(row: Plan, *, before: bool, on_the_day: bool) -> None:
    """Notes when she wishes to be reminded of her actions: she alone, and only if she wishes (F5)."""
    row.remind_before, row.remind_on_the_day = before, on_the_day
    WRITER.run(lambda: row.save(update_fields=["remind_before", "remind_on_the_day"]))


def calendar(plan: Kept, number: int | None = None) -> bytes:
    """Gives the actions, or the one of that number from 1, as a file for her own calendar (S5.1)."""
    steps = plan.steps if number is None else plan.steps[number - 1 : number]
    actions = (Action(step.id, step.text, step.when, step.term) for step in steps)
    stamp = datetime.fromtimestamp(clock.now(), UTC)
    return calendar_of(actions, plan.language, plan.calendar, plan.said, stamp)


def _fields_of(action: Action, language: str, said: date) -> dict[str, Any]:
    slot = slot_of(action, language, said)
    days = [slot.start.isoformat(), slot.end.isoformat()] if slot else []
    return {"id": action.id, "text": action.text, "when": action.when, "term": action.term, "days": days}


def _step_of(fields: dict[str, Any], told: Mapping[str, How]) -> Step:
    start, end = [date.fromisoformat(day) for day in fields.pop("days")] or (None, None)
    return Step(**fields, start=start, end=end, how=told.get(fields["id"], How()))


def _progress(row: Plan, group: str) -> Mapping[str, How]:
    if row.progress is None:
        return {}
    fields = sealed.open_(group, _scope(row), PROGRESS, _bound(row), row.progress)
    return {key: How(**one) for key, one in (fields or {}).items()}


def _close(row: Plan, group: str, place: str, fields: Mapping[str, Any]) -> bytes:
    return sealed.close(group, _scope(row), place, _bound(row), fields)


def _scope(row: Plan) -> str:
    return sealed.own(row.member_id, row.meeting_id)


def _bound(row: Plan) -> list[str | int]:
    return [row.meeting_id, row.member_id]
