"""What a session leaves behind once it is closed, where it belongs: turns, who came, and counts (S6, S6.1, G5).

Nothing tells us that a room was closed: whoever looks at the cycle afterwards, or the clock of the letters, has it
settled, once.
"""

import logging
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction

from besace.cycles import turns
from besace.cycles.changes import Change as Changed
from besace.journal.writer import WRITER
from besace.live import clock, rooms
from besace.method.parts import Presence
from besace.method.session import Session
from besace.people import keepsakes, timetable, trail
from besace.people.editions import Outdated
from besace.people.models import Attendance, Cycle, Meeting, Member
from besace.people.timetable import slot_of

TRIES = 5
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is counted of a session, by ids of members: who was the client, who came, who can come next time."""

    client: str | None
    came: frozenset[str]
    absent: frozenset[str] = frozenset()
    next_can: dict[str, bool] = field(default_factory=dict)
    actions: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    ended: int = 0


def settle(cycle: Cycle) -> None:
    """Records every session of a cycle whose room was closed since, with what each keeps of it, all or nothing."""
    for meeting in cycle.meetings.filter(room__closed=True, ended=None).select_related("room"):
        WRITER.run(partial(_settled, meeting))


def settle_all() -> None:
    """The same for every cycle; one that cannot be read keeps no other back, and is told in the log by its kind."""
    for cycle in Cycle.objects.filter(meetings__room__closed=True, meetings__ended=None).distinct():
        try:
            settle(cycle)
        except Exception as broken:  # noqa: BLE001 - whatever it was, its words stay here
            LOG.error("a session was not recorded: %s", type(broken).__name__)  # noqa: TRY400


def outcome_of(session: Session) -> Outcome:
    """What a closed session comes to."""
    came = frozenset(one.id for one in session.people if one.presence is Presence.HERE or one.id in _active(session))
    said = session.evaluations.values()
    counts = {
        "of": len(came),
        "learned": sum(bool(one.learned) for one in said),
        "enjoyed": sum(bool(one.enjoyed) for one in said),
        "apply": sum(bool(one.apply) for one in said),
        "next": sum(session.next_answers.values()),
        "next_of": len(session.next_answers),
    }
    return Outcome(
        client=session.client,
        came=came,
        absent=frozenset(one.id for one in session.people) - came,
        next_can=dict(session.next_answers),
        actions=len(session.actions) if session.client else None,
        counts=counts,
        ended=session.closed or clock.now(),
    )


def _settled(meeting: Meeting) -> None:
    assert meeting.room is not None  # noqa: S101  # nosec B101 # only those with a room are asked for
    session = rooms.folded(meeting.room).session
    if record(meeting, outcome_of(session)):
        keepsakes.keep(meeting, session)


def record(meeting: Meeting, outcome: Outcome) -> bool:
    """Keeps what a session came to; False where that was done before. A session without a client was not held."""
    cycle = meeting.cycle
    for _ in range(TRIES):
        try:
            return WRITER.run(lambda: _recorded(cycle, meeting, outcome))  # undone whole where it is outdated
        except Outdated:
            cycle.refresh_from_db()
    raise Outdated


@transaction.atomic
def _recorded(cycle: Cycle, meeting: Meeting, outcome: Outcome) -> bool:
    rows = Meeting.objects.filter(pk=meeting.pk, ended=None)
    if not rows.update(ended=outcome.ended, actions=outcome.actions, counts=outcome.counts):
        return False
    timetable.change(cycle, _turned(cycle, meeting.number, outcome), None, cycle.edition)
    members = {one.id: one for one in Member.objects.filter(group=cycle.group)}
    for person in outcome.came | outcome.absent:
        if person in members:
            told = {"came": person in outcome.came, "next_can": outcome.next_can.get(person)}
            Attendance.objects.update_or_create(meeting=meeting, member=members[person], defaults=told)
    _next(cycle, outcome, members)
    trail.note(cycle.group_id, None, trail.Act.CLOSED, "session", meeting.id)
    meeting.refresh_from_db()
    return True


def _turned(cycle: Cycle, number: int, outcome: Outcome) -> tuple[Changed, ...]:
    turning = timetable.folded(cycle)
    if all(one.number != number for one in turning.to_come):
        return ()
    takes_part = {one.id for one in turning.participants}
    if outcome.client not in takes_part:  # nobody, or a guest: the turn it stood for goes on in another session
        return turns.cancel(turning, number, timetable.today(cycle.zone))
    return turns.hold(turning, number, str(outcome.client))


def _next(cycle: Cycle, outcome: Outcome, members: dict[str, Member]) -> None:
    """What each said of the next date stands beside it from now on (S6.1)."""
    coming = [one for one in timetable.to_come(cycle) if one.when]
    if not coming or coming[0].when is None:
        return
    for person, can in outcome.next_can.items():
        if person in members:
            timetable.confirm(cycle, members[person], {slot_of(coming[0].when): can})


def _active(session: Session) -> frozenset[str]:
    """Who spoke or was given the floor in any step, also if she has left before the end."""
    return frozenset(person for by in session.turns.values() for person, count in by.items() if count)
