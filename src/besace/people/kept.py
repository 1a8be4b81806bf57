"""What is kept of a group for one of its members, until which day, and what has ended: dates and counts (F4)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from besace.live import clock
from besace.method.words import Seconds
from besace.people import holding, keeping, notebook, retention
from besace.people.keeping import Times
from besace.people.models import Cycle, Deed, Keeping, Meeting, Member

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A session that can still be read: its number, its day, and the day on which its words end at the latest."""

    rank: int
    day: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Gone:
    """What ended: its kind, when, how many, and of which session or cycle."""

    kind: str
    on: date
    count: int
    rank: int = 0
    day: date | None = None
    cycle: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """Times that were chosen, and when."""

    times: Times
    on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it. `pages` and `dates` are the days of the newest cycle's ends, None while it is not closed."""

    times: Times
    """Those of the newest cycle, which may be shorter than `next`."""
    next: Times
    """Those of what begins from now on."""
    held: tuple[Held, ...]
    gone: tuple[Gone, ...]
    chosen: tuple[Chosen, ...]
    closed: bool = False
    pages: date | None = None
    dates: date | None = None


def kept_for(member: Member) -> Kept:
    """Gathers it for a member; for someone who has left, of the sessions and cycles of her time there."""
    group, zone = member.group, member.group.zone
    made, until = keeping.choices(group.id), member.left_at or clock.now()
    cycle = group.cycles.filter(created__lte=until).order_by("-number").first()
    return Kept(
        times=keeping.of_cycle(made, cycle) if cycle else keeping.now(group.id),
        next=keeping.now(group.id),
        held=tuple(_held(one) for one in _meetings(member, until).filter(words_ended=None)),
        gone=tuple(_gone(one, zone) for one in _deeds(member, until)[:MOST_TOLD]),
        chosen=tuple(Chosen(keeping.times_of(one), clock.day(one.at, zone)) for one in reversed(made)),
        closed=bool(cycle and cycle.closed),
        pages=retention.pages_end(cycle) if cycle else None,
        dates=retention.dates_end(cycle) if cycle else None,
    )


def last_choice(group_id: str, days: int) -> Keeping | None:
    """The newest choice of times, where it was made within so many days: members are told of it."""
    recent = Keeping.objects.filter(group=group_id, at__gt=clock.now() - days * keeping.DAY)
    return recent.order_by("-number").first()


def ends_at_once(group_id: str, times: Times) -> int:
    """How many sessions and closed cycles would end at once if these times were chosen now."""
    made, now = keeping.choices(group_id), clock.now()
    cycles = Cycle.objects.filter(group=group_id, closed__isnull=False, words_ended=None)
    meetings = Meeting.objects.filter(cycle__group=group_id, room__isnull=False, words_ended=None)

    def over(at: Seconds | None, days: int) -> bool:
        return at is not None and at + days * keeping.DAY <= now

    words = sum(over(one.ended, keeping.of_meeting(made, one).shortest(times).words) for one in meetings)
    return words + sum(over(one.closed, keeping.of_cycle(made, one).shortest(times).pages) for one in cycles)


def _meetings(member: Member, until: Seconds) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(cycle__group=member.group_id, ended__isnull=False, opened__lte=until)
    return rows.exclude(room=None).select_related("cycle").order_by("-ended")


def _deeds(member: Member, until: Seconds) -> list[Deed]:
    rows = Deed.objects.filter(group=member.group_id).select_related("meeting__cycle", "cycle")
    hers = [one for one in rows.order_by("-at", "-pk") if one.cycle is None or one.cycle.created <= until]
    return [one for one in hers if one.count and (one.meeting is None or (one.meeting.opened or 0) <= until)]


def _held(meeting: Meeting) -> Held:
    ends = retention.words_end(meeting)
    day = clock.day(ends, meeting.cycle.zone) if ends else None
    return Held(holding.rank(meeting.cycle, meeting.number), _day(meeting), day)


def _gone(deed: Deed, zone: str) -> Gone:
    on, number = clock.day(deed.at, zone), deed.cycle.number if deed.cycle else 0
    if deed.meeting is None:
        return Gone(deed.kind, on, deed.count, cycle=number)
    rank = holding.rank(deed.meeting.cycle, deed.meeting.number)
    return Gone(deed.kind, on, deed.count, rank, _day(deed.meeting), number)


def _day(meeting: Meeting) -> date | None:
    return notebook.day_of(meeting, notebook.planned_of(meeting))
