"""Handing one session to another who facilitates the group, and taking it back (G8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from besace.cycles.facilitating import whose_turn
from besace.cycles.session import Planned
from besace.journal.writer import WRITER
from besace.live import links, seats
from besace.live.models import Seat
from besace.people import timetable, trail
from besace.people.holding import facilitates
from besace.people.models import FACILITATING, Cycle, Entrance, Group, Meeting, Member, Person


@dataclass(frozen=True, slots=True)
class Handed:
    """A session to come, and to whom it was handed; None: whoever facilitates the group."""

    planned: Planned
    to: Member | None


def facilitators(group: Group) -> list[Member]:
    """Those who facilitate a group, its facilitator first."""
    found = group.members.filter(role__in=FACILITATING, left_at=None).select_related("person")
    return sorted(found, key=lambda one: (one.role != Member.Role.FACILITATOR, one.joined))


def sessions(group: Group) -> list[Handed]:
    """The sessions to come, each with whom it was handed to."""
    cycle = timetable.current(group)
    if cycle is None:
        return []
    rows = Meeting.objects.filter(cycle=cycle).select_related("facilitator__person")
    handed = {row.number: row.facilitator for row in rows}
    return [Handed(one, handed.get(one.number)) for one in timetable.to_come(cycle)]


def hand(group: Group, number: int, to: str, by: Person | None = None) -> bool:
    """Hands a session to a member who facilitates; to nobody (an empty id): it is the group's facilitator's again.

    Where its room is open already, whoever ran it until then and does not any more is cut from it (F4). Gives False
    where there is no such session to come, or no such facilitator.
    """
    return _handed(group, number, to, by, facilitators(group))


def take_turns(group: Group, number: int, to: str, by: Person | None = None) -> bool:
    """Lets one of the group facilitate a session to come; like `hand`, and False where she takes no part in the cycle.

    She keeps her seat in it, and cannot be its client.
    """
    cycle = timetable.current(group)
    takes_part = {one.id for one in timetable.folded(cycle).participants} if cycle else set()
    return bool(to) and _handed(group, number, to, by, [one for one in members(group) if one.id in takes_part])


def members(group: Group) -> list[Member]:
    """The participants of a group."""
    return timetable.participants(group)


def proposed(meeting: Meeting) -> Member | None:
    """Whose turn it is to facilitate a session to come, where the group takes turns; None where everyone is away."""
    cycle = meeting.cycle
    planned = next((one for one in timetable.to_come(cycle) if one.number == meeting.number), None)
    if planned is None:
        return None
    said = timetable.answers(cycle).get(timetable.slot_of(planned.when), {}) if planned.when else {}
    cannot = {member for member, can in said.items() if not can}
    order = whose_turn(timetable.folded(cycle), meeting.number, _done(cycle), cannot)
    return next((one for one in members(cycle.group) if one.id in order[:1]), None)


def _done(cycle: Cycle) -> list[str]:
    """Who of the group has facilitated its sessions, or is to, over all its cycles."""
    rows = Meeting.objects.filter(cycle__group=cycle.group_id, facilitator__role=Member.Role.PARTICIPANT)
    return list(rows.order_by("cycle__number", "ended", "number").values_list("facilitator_id", flat=True))


def _handed(group: Group, number: int, to: str, by: Person | None, among: Sequence[Member]) -> bool:
    cycle = timetable.current(group)
    if cycle is None or number not in {one.number for one in timetable.to_come(cycle)}:
        return False
    chosen = next((one for one in among if one.id == to), None)
    if to and chosen is None:
        return False

    def handed() -> Meeting:
        meeting = timetable.meeting_of(cycle, number)
        meeting.facilitator = chosen
        meeting.save(update_fields=["facilitator"])
        trail.note(group.id, by, trail.Act.HANDED, "session", meeting.id)
        return meeting

    _cut_former(WRITER.run(handed))
    return True


def _cut_former(meeting: Meeting) -> None:
    """Takes the facilitator's seat from devices by which nobody came in who still runs this session."""
    if meeting.room is None:
        return
    rows = Entrance.objects.filter(room=meeting.room).select_related("member")
    running = {one.device for one in rows if facilitates(meeting, one.member)}
    former = {one.device for one in rows} - running
    for seat in Seat.objects.filter(room=meeting.room, role=Seat.Role.FACILITATOR, device_id__in=former):
        links.revoke(meeting.room, seat.role, seat.person)
        seats.let_go(meeting.room, seat.pk)
