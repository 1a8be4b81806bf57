"""The cycle of a group as it is kept: dates proposed, confirmed, begun and changed, in the open (G5, G6).

Until it begins a cycle is only its proposed dates, which each participant confirms; from then on it is its changes, in
order, and `besace.cycles` decides what they are. Ids of people are those of members.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from besace.cycles import turns
from besace.cycles.changes import Change as Changed
from besace.cycles.changes import FellAway, after
from besace.cycles.cycle import Cycle as Turning
from besace.cycles.mistake import Mistake, Why
from besace.cycles.session import Planned
from besace.cycles.wall import WallTime
from besace.journal.writer import WRITER
from besace.live import clock
from besace.people import lengths, written
from besace.people.editions import Outdated, append, stepped
from besace.people.models import Confirmation, Cycle, Group, Meeting, Member, Person, Tie
from besace.people.terms import accepted


@dataclass(frozen=True, slots=True)
class Slot:
    """A date as its answers know it: a date that moves is another one, to be confirmed anew."""

    day: str
    start: str


def slot_of(when: WallTime) -> Slot:
    """What answers of a date are kept under."""
    return Slot(when.day.isoformat(), f"{when.start:%H:%M}")


def current(group: Group) -> Cycle | None:
    """The group's newest cycle, unless it is closed."""
    return group.cycles.filter(closed=None).order_by("-number").first()


def latest(group: Group) -> Cycle | None:
    """The group's newest cycle, also a closed one: what its page shows until the next is laid."""
    return group.cycles.order_by("-number").first()


def complete(cycle: Cycle) -> bool:
    """Whether a cycle has begun and none of its sessions is still to come (G5)."""
    return cycle.begun is not None and not to_come(cycle)


def under_way(group: Group) -> Cycle | None:
    """The group's cycle, until it is complete: then the dates of a new one can be laid, which closes it."""
    cycle = current(group)
    return None if cycle is None or complete(cycle) else cycle


def folded(cycle: Cycle) -> Turning:
    """The cycle as it stands: empty before it has begun."""
    rows = cycle.changes.order_by("seq").values_list("kind", "fields")
    return after(Turning(), (written.read_change(kind, fields) for kind, fields in rows))


def proposed(cycle: Cycle) -> tuple[WallTime, ...]:
    """The dates laid before the cycle began."""
    return tuple(written.read_wall(kept, cycle.zone) for kept in cycle.proposed)


def sessions_of(cycle: Cycle) -> tuple[Planned, ...]:
    """Every session of a cycle, those proposed while it has not begun, by number; the cancelled ones included."""
    if cycle.begun is None:
        return tuple(Planned(number, when) for number, when in enumerate(proposed(cycle), 1))
    return folded(cycle).sessions


def to_come(cycle: Cycle) -> tuple[Planned, ...]:
    """The sessions to come, by date; those without one last."""
    return Turning(sessions=sessions_of(cycle)).to_come


def participants(group: Group) -> list[Member]:
    """Those at the table or on their way to it, the facilitators not counted, in the order they joined."""
    found = group.members.filter(role=Member.Role.PARTICIPANT, left_at=None)
    return list(found.select_related("person").order_by("joined", "id"))


def propose(group: Group, dates: Sequence[WallTime], expected: int) -> Cycle:
    """Lays the dates of a cycle, for each to confirm; in place of those laid before. Those unchanged stay confirmed.

    Raises:
        Mistake: too many, past, or two on one day. How many they should be is asked only when the cycle begins.
        Outdated: they are not those of the edition expected any more, or the cycle has begun.
    """
    if not dates:
        raise Mistake("dates", Why.NONE)
    for mistake in turns.mistakes([str(n) for n, _ in enumerate(dates)], dates, today(dates[0].zone)):
        raise mistake
    rows = [written.wall(when) for when in sorted(dates, key=lambda when: when.begins)]
    return WRITER.run(lambda: _proposed(group, rows, dates[0].zone, expected))


def can_begin(cycle: Cycle) -> bool:
    """Whether as many have their seat as the dates are for, and some have (G5)."""
    count = sum(seated(one, cycle) for one in participants(cycle.group))
    return bool(count) and dates_wanted(cycle.group, count) == len(cycle.proposed)


def dates_wanted(group: Group, people: int) -> int:
    """How many dates a cycle of so many participants needs: half as many where two are client on each (G5)."""
    return turns.dates_for(people, lengths.clients_a_date(group))


def begin(cycle: Cycle, by: Person, expected: int) -> None:
    """Begins a cycle with those who have their seat: as many sessions as participants (G5).

    Raises:
        Mistake: there are not as many dates as people seated, or one is past.
        Outdated: the dates are not those of the edition expected any more.
    """

    def begun() -> None:
        people = [one.id for one in participants(cycle.group) if seated(one, cycle)]
        a_date = lengths.clients_a_date(cycle.group)
        changes = turns.start(people, proposed(cycle), today(cycle.zone), a_date)
        stepped(cycle, expected, begun=clock.now())
        append(cycle, changes, by)

    WRITER.run(begun)


def change(cycle: Cycle, changes: Iterable[Changed], by: Person | None, expected: int) -> None:
    """Appends what changes to a cycle that has begun; calendar entries of the sessions concerned are now older.

    Raises:
        Outdated: somebody else changed it meanwhile.
    """
    made = tuple(changes)
    if not made:
        return

    def changed() -> None:
        stepped(cycle, expected)
        append(cycle, made, by)

    WRITER.run(changed)


def meeting_of(cycle: Cycle, number: int) -> Meeting:
    """What is kept of a session beside its date."""
    return WRITER.run(lambda: Meeting.objects.get_or_create(cycle=cycle, number=number)[0])


def confirm(cycle: Cycle, member: Member, answers: Mapping[Slot, bool]) -> None:
    """Keeps what a member says of dates of the cycle; of others, nothing is kept."""
    known = {slot_of(one.when) for one in to_come(cycle) if one.when}
    now = clock.now()

    def kept() -> None:
        for slot, can in answers.items():
            if slot in known:
                told = {"can": can, "at": now}
                Confirmation.objects.update_or_create(
                    cycle=cycle, member=member, day=slot.day, start=slot.start, defaults=told
                )

    WRITER.run(kept)


def answers(cycle: Cycle) -> dict[Slot, dict[str, bool]]:
    """What each member (by id) says of each date."""
    found: dict[Slot, dict[str, bool]] = {}
    for day, start, member, can in cycle.confirmations.values_list("day", "start", "member_id", "can"):
        found.setdefault(Slot(day.isoformat(), start), {})[member] = can
    return found


def unsettled(cycle: Cycle, member: Member) -> tuple[WallTime, ...]:
    """The dates to come that she has not said yes to; none once she has confirmed all."""
    yes = cycle.confirmations.filter(member=member, can=True).values_list("day", "start")
    said = {Slot(day.isoformat(), start) for day, start in yes}
    return tuple(one.when for one in to_come(cycle) if one.when and slot_of(one.when) not in said)


def settled(cycle: Cycle | None, member: Member) -> bool:
    """Whether there are dates, and she has confirmed that she can come to all of them (G6)."""
    return cycle is not None and bool(to_come(cycle)) and not unsettled(cycle, member)


def seated(member: Member, cycle: Cycle | None = None) -> bool:
    """Whether her seat is hers: terms accepted, ties named and settled, and every date confirmed (G3, G4, G6).

    Who takes part in a cycle that has begun keeps her seat, whatever date moves afterwards.
    """
    cycle = cycle or current(member.group)
    if member.left_at or not accepted(member, member.group) or member.ties_at is None:
        return False
    if Tie.objects.filter(member=member, state=Tie.State.WAITING).exists():
        return False
    if cycle and cycle.begun and any(one.id == member.id for one in folded(cycle).participants):
        return True
    return settled(cycle, member)


def close(cycle: Cycle, by: Person, expected: int) -> None:
    """Closes a cycle: every turn has been, or the sessions still to come are given up, in the open.

    Raises:
        Outdated: somebody else changed it meanwhile, or it has not begun.
    """

    def closed() -> None:
        if cycle.begun is None:
            raise Outdated
        stepped(cycle, expected, closed=clock.now())
        given_up = [FellAway(one.number, one.client or "") for one in folded(cycle).to_come]
        append(cycle, given_up, by)

    WRITER.run(closed)


def take_in(cycle: Cycle, member: Member, when: WallTime | None, by: Person, expected: int) -> None:
    """Takes someone into a cycle that has begun, with one session more for her turn.

    Raises:
        Mistake: her seat is not hers yet (G3, G6), she would be the tenth, takes part already, or the date is past or
            another session's day.
        Outdated: somebody else changed the cycle meanwhile.
    """

    def taken() -> None:
        now = Member.objects.select_related("group").get(pk=member.pk)
        if now.role != Member.Role.PARTICIPANT or not seated(now, cycle):
            raise Mistake("person", Why.NOT_A_PARTICIPANT, member.id)
        change(cycle, turns.join(folded(cycle), member.id, today(cycle.zone), when), by, expected)

    WRITER.run(taken)


def leave(member: Member, by: Person | None = None) -> None:
    """Lets a member go at once: her seat is free, and of the sessions only that of her turn falls away."""

    def gone() -> None:
        Member.objects.filter(pk=member.pk, left_at=None).update(left_at=clock.now())
        cycle = current(member.group)
        if cycle is None or cycle.begun is None:
            return
        now = folded(cycle)
        if any(one.id == member.id for one in now.participants):
            change(cycle, turns.leave(now, member.id, _under_way(cycle)), by, cycle.edition)

    WRITER.run(gone)


def today(zone: str) -> date:
    """The day it is in a zone."""
    return clock.day(clock.now(), zone)


def _proposed(group: Group, rows: list[list[object]], zone: str, expected: int) -> Cycle:
    cycle = current(group)
    if cycle and complete(cycle) and not expected:
        stepped(cycle, cycle.edition, closed=clock.now())
        cycle = None
    if cycle is None:
        number = group.cycles.count() + 1
        if expected:
            raise Outdated
        return Cycle.objects.create(
            group=group, number=number, zone=zone, proposed=rows, edition=1, created=clock.now()
        )
    if cycle.begun:
        raise Outdated
    stepped(cycle, expected, proposed=rows, zone=zone)
    return cycle


def _under_way(cycle: Cycle) -> frozenset[int]:
    """The sessions whose room is open, or was closed and is not recorded yet."""
    rows = Meeting.objects.filter(cycle=cycle, ended=None).exclude(room=None)
    return frozenset(rows.values_list("number", flat=True))
