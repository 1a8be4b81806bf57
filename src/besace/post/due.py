"""What there is to write to whom, and when, worked out from how things stand: no page has to remember it (B1, F5).

Nothing is sent here and nothing kept: `outbox` compares this with the letters there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from besace import policy
from besace.cycles.session import Fate, Planned
from besace.cycles.wall import WallTime
from besace.method.words import Seconds
from besace.people import plans, polling
from besace.people.models import Group, Invitation, Meeting, Member, Person, Plan
from besace.people.parties import party_of
from besace.policy import Party
from besace.post.models import Kind
from besace.post.standing import Standing

HOUR = time(9)
"""When letters leave, on the clocks of the group."""
DAYS_BEFORE = {Kind.ANNOUNCEMENT: 7, Kind.REMINDER: 1, Kind.ACTIONS: 7}
DAY = 24 * 3600
DONE = "done"
PAUSE = 5 * 60
"""A date that was changed by mistake can be put right before anyone is told."""
READ_WITHIN = 3 * DAY
"""How long after a session one still thanks for it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter there is reason to send, from `due` on and before `until`."""

    kind: Kind
    occasion: str
    group: Group
    due: Seconds
    until: Seconds
    meeting: Meeting | None = None
    when: WallTime | None = None
    member: Member | None = None
    invitation: Invitation | None = None
    asked: bool = False
    """It leaves when a facilitator says so, never by itself."""
    held: bool = False
    """A facilitator said that it does not leave."""
    expected: bool = False
    """It will leave if the session is held."""

    @property
    def person(self) -> Person | None:
        """Whom it is for, where she has an account."""
        return self.member.person if self.member else None

    @property
    def party(self) -> Party:
        """Whom it is for, in the words of the policy's table: of a plan, the client whose it is."""
        if self.member is None:
            return Party.VISITOR
        found = party_of(self.member)
        return Party.CLIENT if self.kind is Kind.ACTIONS and found is Party.MEMBER else found

    @property
    def recipient(self) -> str:
        """Names whom it is for (`Letter.recipient`)."""
        if self.member:
            return self.member.person_id
        return f"i.{self.invitation.id}" if self.invitation else ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What there are never two letters of."""
        return self.kind, self.occasion, self.recipient

    @property
    def about(self) -> str:
        """The meeting it is about (`Draft.about`)."""
        return self.meeting.id if self.meeting else ""

    def is_due(self, now: Seconds) -> bool:
        """Whether it leaves now, by itself."""
        return not (self.asked or self.held or self.expected) and self.due <= now < self.until


def wanted(standing: Standing, now: Seconds) -> list[Wanted]:
    """Everything there is to write in a group, what is to come included, what is of no use any more left out.

    A start that comes late writes what still helps: never a reminder of what has begun.
    """
    to_all = (*_invitations(standing, now), *_poll(standing, now), *_dates(standing, now), *_sessions(standing))
    found = (*to_all, *_plan(standing), *_days(standing))
    return [one for one in found if now < one.until and _wishes(one) and policy.written_to(one.kind, one.party)]


def at_hour(day: date, zone: str) -> Seconds:
    """When the letters of a day leave."""
    return int(datetime.combine(day, HOUR, ZoneInfo(zone)).timestamp())


def begins(when: WallTime) -> Seconds:
    """The instant a session begins."""
    return int(when.begins.timestamp())


def occasion_of(invitation: Invitation) -> str:
    """Names the letter of an invitation: with another address it has another link, and is another letter."""
    return f"{invitation.id}.{invitation.turn}"


def _invitations(standing: Standing, now: Seconds) -> Iterator[Wanted]:
    for one in standing.invitations:
        yield Wanted(Kind.INVITATION, occasion_of(one), standing.group, now, one.until, invitation=one, asked=True)


def _poll(standing: Standing, now: Seconds) -> Iterator[Wanted]:
    """Asks which days suit, those who have said nothing yet (G6); of no use once the last day for answers is over."""
    if standing.poll is None:
        return
    slots = polling.slots_of(standing.poll)
    last = standing.poll.closes or slots[-1].day
    until = int(datetime.combine(last + timedelta(days=1), time(0), ZoneInfo(standing.poll.zone)).timestamp())
    for member in standing.silent:
        yield Wanted(Kind.POLL, standing.poll.id, standing.group, now, until, member=member, asked=True)


def _dates(standing: Standing, now: Seconds) -> Iterator[Wanted]:
    cycle, first = standing.cycle, next((one.when for one in standing.sessions if one.when), None)
    if cycle is None or first is None:
        return
    for member in standing.unsettled:
        occasion = f"{cycle.id}@{cycle.edition}"
        yield Wanted(Kind.DATES, occasion, standing.group, now, begins(first), member=member, asked=True)


def _sessions(standing: Standing) -> Iterator[Wanted]:
    if standing.begun is None:
        return
    for planned in standing.sessions:
        meeting = standing.meetings.get(planned.number)
        if meeting is None:
            continue
        for member in standing.at_the_table:
            yield from _of_session(standing, planned, meeting, member)
        thanked = plans.first_of(meeting) is not None  # of a half-day one is thanked once
        if planned.when and not thanked and (meeting.ended or planned.fate is Fate.TO_COME):
            yield from _thanks(standing, meeting, planned.when)


def _of_session(standing: Standing, planned: Planned, meeting: Meeting, member: Member) -> Iterator[Wanted]:
    if planned.when is None or meeting.ended:
        return
    if planned.fate is Fate.TO_COME:
        yield _before(standing, Kind.ANNOUNCEMENT, meeting, planned.when, member)
        yield _before(standing, Kind.REMINDER, meeting, planned.when, member)
    if told := _changed(standing, planned, meeting, member):
        yield told


def _before(standing: Standing, kind: Kind, meeting: Meeting, when: WallTime, member: Member) -> Wanted:
    due, until = _morning(when, kind), begins(when)
    if kind is Kind.ANNOUNCEMENT:
        until = _morning(when, Kind.REMINDER)  # from then on the reminder says it all
    draft = standing.drafts.get((kind, meeting.id))
    if draft and draft.due:
        due, until = draft.due, max(until, min(begins(when), draft.due + DAY))
    occasion = meeting.id if kind is Kind.ANNOUNCEMENT else f"{meeting.id}@{when.day}"
    held = bool(draft and draft.held)
    return Wanted(kind, occasion, standing.group, due, until, meeting, when, member, held=held)


def _changed(standing: Standing, planned: Planned, meeting: Meeting, member: Member) -> Wanted | None:
    """Tells of another date, or that there is none any more; of another place, whoever has been told the former."""
    at = standing.changed_at.get(planned.number, 0)
    outdated = meeting.sequence > standing.entries.get((member.person_id, meeting.id), meeting.sequence)
    if planned.when is None or planned.fate is Fate.HELD or not (outdated or at > member.joined):
        return None
    kind = Kind.CHANGED if planned.fate is Fate.TO_COME else Kind.CANCELLED
    occasion = f"{meeting.id}#{meeting.sequence}"
    due, until = at + PAUSE, begins(planned.when)
    return Wanted(kind, occasion, standing.group, due, until, meeting, planned.when, member)


def _thanks(standing: Standing, meeting: Meeting, when: WallTime) -> Iterator[Wanted]:
    """The morning after, to those who came."""
    ended = meeting.ended or int(when.ends.timestamp())
    due = at_hour(datetime.fromtimestamp(ended, ZoneInfo(when.zone)).date() + timedelta(days=1), when.zone)
    draft = standing.drafts.get((Kind.THANKS, meeting.id))
    due, held = (draft.due or due, draft.held) if draft else (due, False)
    absent = set(meeting.attendances.filter(came=False).values_list("member_id", flat=True)) if meeting.ended else ()
    told: Any = {"meeting": meeting, "when": when, "held": held, "expected": meeting.ended is None}
    for one in standing.at_the_table:
        if one.id not in absent:
            yield Wanted(Kind.THANKS, meeting.id, standing.group, due, due + READ_WITHIN, member=one, **told)


def _plan(standing: Standing) -> Iterator[Wanted]:
    """Reminds a client, and nobody else, of her plan (F5), a week before the next session."""
    for plan in standing.last_plans if standing.begun else ():
        if not plan.member.left_at:
            yield from _of_plan(standing, plan)


def _of_plan(standing: Standing, plan: Plan) -> Iterator[Wanted]:
    coming = [one.when for one in standing.sessions if one.fate is Fate.TO_COME and one.when]
    following = min((when for when in coming if begins(when) > (plan.meeting.ended or 0)), key=begins, default=None)
    if following and (plan.remind_before or plan.member.person.wants_actions):
        due, occasion = _morning(following, Kind.ACTIONS), f"{plan.meeting_id}>{following.day}"
        told: Any = {"meeting": plan.meeting, "member": plan.member, "when": following}
        yield Wanted(Kind.ACTIONS, occasion, standing.group, due, begins(following), **told)


def _days(standing: Standing) -> Iterator[Wanted]:
    """Reminds a client, and nobody else, on the day of each action that is not done (F5)."""
    for plan in standing.plans_by_day:
        kept = plans.opened(plan)
        open_ = {step.end for step in kept.steps if step.end and step.how.outcome != DONE} if kept else ()
        for day in sorted(open_):
            due, occasion = at_hour(day, standing.group.zone), f"{plan.meeting_id}={day}"
            told: Any = {"meeting": plan.meeting, "member": plan.member}
            yield Wanted(Kind.ACTIONS, occasion, standing.group, due, due + DAY, **told)


def _morning(when: WallTime, kind: Kind) -> Seconds:
    return at_hour(when.day - timedelta(days=DAYS_BEFORE[kind]), when.zone)


def _wishes(one: Wanted) -> bool:
    """Whether she wants letters of this kind; of dates she is told whatever she wants."""
    person = one.person
    if person is None:
        return True
    match one.kind:
        case Kind.ANNOUNCEMENT:
            return person.wants_announcements
        case Kind.REMINDER:
            return person.wants_reminders
        case Kind.THANKS:
            return person.wants_announcements or person.wants_reminders
        case _:
            return True
