"""How long each thing is kept, and that it then ends by itself, by destroying its keys (F4).

- What was said and written in a session: until the next one has looked back on its plan, or 45 days.
- Each one's pages, plans and debriefs of a cycle, and subjects still waiting: a month after the cycle was closed.
- Ties: until the cycle is closed. Who came and who could: a year after it.

Whoever looks at the clock of the letters calls `sweep`; doing it again changes nothing.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Exists, OuterRef, Q

from besace.journal.writer import WRITER
from besace.live import clock, ending
from besace.live.models import Room, Seat
from besace.method.words import Seconds
from besace.people import sealed
from besace.people.models import (
    Attendance,
    Confirmation,
    Cycle,
    Debrief,
    Meeting,
    Member,
    Page,
    Plan,
    PollAnswer,
    Subject,
    Tie,
)

DAY = 24 * 3600
AFTER_SESSION, AFTER_CYCLE, AFTER_YEAR = 45 * DAY, 30 * DAY, 365 * DAY


@dataclass(frozen=True, slots=True)
class Ended:
    """How many sessions and cycles ended now: counts, and nothing else."""

    sessions: int = 0
    cycles: int = 0


def sweep(now: Seconds) -> Ended:
    """Ends what is due to end."""
    rooms = [*_rooms_of_cycles(now), *_rooms_of_their_own(now)]
    for room in rooms:
        ending.end(room)
        WRITER.run(partial(Meeting.objects.filter(room=room).update, words_ended=now))
    for cycle in Cycle.objects.filter(closed__isnull=False).filter(ties_to_end()):
        _end_ties(cycle)
    over = Cycle.objects.filter(closed__lte=now - AFTER_CYCLE, words_ended=None).select_related("group")
    cycles = [_end_words(cycle, now) for cycle in over]
    _forget_dates(now)
    return Ended(len(rooms), len(cycles))


def pages_end(cycle: Cycle) -> date | None:
    """The day on which the pages of a cycle end; None while it is not closed."""
    return clock.day(cycle.closed + AFTER_CYCLE, cycle.zone) if cycle.closed else None


def ties_to_end() -> Q:
    """Cycles in whose groups ties named before they were closed can still be read."""
    readable = Tie.objects.filter(member__group=OuterRef("group"), created__lte=OuterRef("closed")).exclude(sealed=b"")
    return Q(Exists(readable))


def _rooms_of_cycles(now: Seconds) -> list[Room]:
    later = Meeting.objects.filter(cycle__group=OuterRef("cycle__group"), ended__gt=OuterRef("ended"))
    due = Meeting.objects.filter(room__isnull=False, ended__isnull=False, words_ended=None)
    due = due.filter(Q(ended__lte=now - AFTER_SESSION) | Exists(later)).select_related("room")
    return [meeting.room for meeting in due if meeting.room]


def _rooms_of_their_own(now: Seconds) -> list[Room]:
    """Sessions that belong to no group end 45 days after they were opened."""
    held = Exists(Seat.objects.filter(room=OuterRef("pk")))
    return list(Room.objects.filter(meeting=None, created__lte=now - AFTER_SESSION).filter(Q(closed=False) | held))


def _end_ties(cycle: Cycle) -> None:
    rows = Tie.objects.filter(member__group=cycle.group_id)
    WRITER.run(lambda: rows.filter(created__lte=cycle.closed).update(sealed=b""))
    if not rows.exclude(sealed=b"").exists():
        sealed.destroy(cycle.group_id, sealed.TIES)


def _end_words(cycle: Cycle, now: Seconds) -> Cycle:
    """Destroys what each kept of a cycle for herself, key by key, then the rows; subjects go on into a newer cycle."""
    meetings = list(Meeting.objects.filter(cycle=cycle).values_list("id", flat=True))
    members = list(Member.objects.filter(group=cycle.group_id).values_list("id", flat=True))
    goes_on = Cycle.objects.filter(group=cycle.group_id, number__gt=cycle.number).exists()
    subjects = Subject.objects.none() if goes_on else Subject.objects.filter(member__in=members)
    scopes = [(one, part) for one in members for meeting in meetings for part in (meeting, f"debrief-{meeting}")]
    scopes += list(subjects.values_list("member_id", "id"))
    for member, part in scopes:
        sealed.destroy(cycle.group_id, sealed.own(member, part))

    def emptied() -> None:
        for kind in (Page, Plan, Debrief):
            kind.objects.filter(meeting__in=meetings).delete()
        subjects.delete()
        Cycle.objects.filter(pk=cycle.pk).update(words_ended=now)

    WRITER.run(emptied)
    return cycle


def _forget_dates(now: Seconds) -> None:
    """Who came, and who could, is forgotten a year after the cycle; that it took place, and counts, stay."""
    old = {"closed__lte": now - AFTER_YEAR}
    cycles = Cycle.objects.filter(**old)
    for kind in (Attendance.objects.filter(meeting__cycle__in=cycles), Confirmation.objects.filter(cycle__in=cycles)):
        if kind.exists():
            WRITER.run(kind.delete)
    answers = PollAnswer.objects.filter(poll__closed__lte=now - AFTER_YEAR)
    if answers.exists():
        WRITER.run(answers.delete)
