"""How long each thing is kept, and that it then ends by itself, by destroying its keys (F4).

- What was said and written in a session: until the next one has looked back on its plan, or so many days.
- Each one's pages, plans and debriefs of a cycle, and subjects still waiting: so many days after the cycle was closed.
- Ties: until the cycle is closed. Who came and who could: so many months after it. The trail: six months.

How many is each group's to choose (`keeping`). Of what ended, `Deed` rows tell how many, of which session, and when.
Whoever looks at the clock of the letters calls `sweep`; doing it again changes nothing.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Exists, OuterRef, Q

from besace.journal import ballast
from besace.journal.writer import WRITER
from besace.live import clock, ending
from besace.live.models import Room, Seat
from besace.method.words import Seconds
from besace.people import access, keeping, sealed, trail, webhooks
from besace.people.keeping import DAY, LIMITS, TRAIL_MONTHS, USUAL
from besace.people.models import (
    Attendance,
    Confirmation,
    Cycle,
    Debrief,
    Deed,
    Keeping,
    Meeting,
    Member,
    Page,
    Plan,
    Poll,
    PollAnswer,
    Subject,
    Tie,
)

AFTER_OWN = USUAL.words * DAY
"""A session that belongs to no group has no one to choose."""
AFTER_PRACTICE = DAY
"""A practice is kept by nobody: the day leaves time to read what came of it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How many sessions and cycles ended now: counts, and nothing else."""

    sessions: int = 0
    cycles: int = 0


@ballast.erases
def sweep(now: Seconds) -> Ended:
    """Ends what is due to end."""
    meetings, own = _meetings_due(now), _rooms_of_their_own(now)
    for meeting in meetings:
        _end_session(meeting, now)
    for room in own:
        ending.end(room)
    for cycle in Cycle.objects.filter(closed__isnull=False).filter(ties_to_end()):
        _end_ties(cycle, now)
    cycles = [_end_words(cycle, now) for cycle in _cycles_due(now)]
    _forget_dates(now)
    _forget_traces(now)
    access.sweep(now)
    webhooks.sweep(now)
    return Ended(len(meetings) + len(own), len(cycles))


def words_end(meeting: Meeting) -> Seconds | None:
    """The instant at which the words of a session end at the latest; None while it is not over."""
    if meeting.ended is None:
        return None
    return meeting.ended + keeping.of_meeting(keeping.choices(meeting.cycle.group_id), meeting).words * DAY


def pages_end(cycle: Cycle) -> date | None:
    """The day on which the pages of a cycle end; None while it is not closed."""
    if cycle.closed is None:
        return None
    return clock.day(cycle.closed + keeping.of_cycle(keeping.choices(cycle.group_id), cycle).pages * DAY, cycle.zone)


def dates_end(cycle: Cycle) -> date | None:
    """The day from which nobody knows any more who came; None while the cycle is not closed."""
    if cycle.closed is None:
        return None
    months = keeping.of_cycle(keeping.choices(cycle.group_id), cycle).attendance
    return clock.day(keeping.later(cycle.closed, months), cycle.zone)


def ties_to_end() -> Q:
    """Cycles in whose groups ties named before they were closed can still be read."""
    readable = Tie.objects.filter(member__group=OuterRef("group"), created__lte=OuterRef("closed")).exclude(sealed=b"")
    return Q(Exists(readable))


def _chosen() -> dict[str, list[Keeping]]:
    """What each group has chosen, by its id."""
    found: dict[str, list[Keeping]] = {}
    for one in Keeping.objects.order_by("group_id", "number"):
        found.setdefault(one.group_id, []).append(one)
    return found


def _meetings_due(now: Seconds) -> list[Meeting]:
    later = Meeting.objects.filter(cycle__group=OuterRef("cycle__group"), ended__gt=OuterRef("ended"))
    open_ = Meeting.objects.filter(room__isnull=False, ended__isnull=False, words_ended=None).select_related(
        "room", "cycle"
    )
    found = open_.annotate(followed=Exists(later)).filter(
        Q(ended__lte=now - LIMITS["words"][0] * DAY) | Q(followed=True)
    )
    chosen = _chosen()

    def due(meeting: Meeting) -> bool:
        times = keeping.of_meeting(chosen.get(meeting.cycle.group_id, ()), meeting)
        return meeting.followed or (meeting.ended or now) <= now - times.words * DAY  # type: ignore[attr-defined]

    return [meeting for meeting in found if due(meeting)]


def _cycles_due(now: Seconds) -> list[Cycle]:
    chosen = _chosen()
    over = Cycle.objects.filter(closed__lte=now - LIMITS["pages"][0] * DAY, words_ended=None).select_related("group")
    return [
        cycle
        for cycle in over
        if (cycle.closed or now) <= now - keeping.of_cycle(chosen.get(cycle.group_id, ()), cycle).pages * DAY
    ]


def _rooms_of_their_own(now: Seconds) -> list[Room]:
    """Sessions that belong to no group end so many days after they were opened; a practice, after one."""
    held = Exists(Seat.objects.filter(room=OuterRef("pk")))
    due = Q(created__lte=now - AFTER_OWN) | Q(created__lte=now - AFTER_PRACTICE) & ~Q(practice="")
    return list(Room.objects.filter(due, meeting=None).filter(Q(closed=False) | held))


def _end_session(meeting: Meeting, now: Seconds) -> None:
    if meeting.room:
        ending.end(meeting.room)

    def told() -> None:
        Meeting.objects.filter(pk=meeting.pk).update(words_ended=now)
        _tell(meeting.cycle, Deed.Kind.WORDS, 1, now, meeting)

    WRITER.run(told)


def _end_ties(cycle: Cycle, now: Seconds) -> None:
    rows = Tie.objects.filter(member__group=cycle.group_id)
    ending_ = rows.filter(created__lte=cycle.closed).exclude(sealed=b"")

    def ended() -> None:
        _tell(cycle, Deed.Kind.TIES, ending_.count(), now)
        ending_.update(sealed=b"")

    WRITER.run(ended)
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
        gone = sum(kind.objects.filter(meeting__in=meetings).delete()[0] for kind in (Page, Plan, Debrief))
        gone += subjects.delete()[0]
        Cycle.objects.filter(pk=cycle.pk).update(words_ended=now)
        _tell(cycle, Deed.Kind.PAGES, gone, now)

    WRITER.run(emptied)
    return cycle


def _forget_dates(now: Seconds) -> None:
    """Who came, and who could, is forgotten in its time; that a cycle took place, and counts, stay."""
    chosen, soonest = _chosen(), keeping.later(now, -LIMITS["attendance"][0])
    kept = Q(Exists(Attendance.objects.filter(meeting__cycle=OuterRef("pk"))))
    kept |= Q(Exists(Confirmation.objects.filter(cycle=OuterRef("pk"))))
    for cycle in Cycle.objects.filter(kept, closed__lte=soonest):
        months = keeping.of_cycle(chosen.get(cycle.group_id, ()), cycle).attendance
        if keeping.later(cycle.closed or now, months) <= now:
            WRITER.run(partial(_forget_of, cycle, now))
    answered = Exists(PollAnswer.objects.filter(poll=OuterRef("pk")))
    for poll in Poll.objects.filter(answered, closed__lte=soonest):
        months = keeping.since(chosen.get(poll.group_id, ()), poll.created).attendance
        if keeping.later(poll.closed or now, months) <= now:
            WRITER.run(poll.answers.all().delete)


def _forget_of(cycle: Cycle, now: Seconds) -> None:
    rows = (Attendance.objects.filter(meeting__cycle=cycle), Confirmation.objects.filter(cycle=cycle))
    _tell(cycle, Deed.Kind.ATTENDANCE, sum(one.delete()[0] for one in rows), now)


def _forget_traces(now: Seconds) -> None:
    """The trail, and what is told of what ended, stay six months."""
    before = keeping.later(now, -TRAIL_MONTHS)
    trail.sweep(before)
    old = Deed.objects.filter(at__lte=before)
    if old.exists():
        WRITER.run(old.delete)


def _tell(cycle: Cycle, kind: Deed.Kind, count: int, now: Seconds, meeting: Meeting | None = None) -> None:
    Deed.objects.create(group_id=cycle.group_id, kind=kind, count=count, at=now, cycle=cycle, meeting=meeting)
    about = meeting.id if meeting else cycle.id
    trail.note(cycle.group_id, None, trail.Act.ENDED, str(kind), about)
