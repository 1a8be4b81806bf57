"""Handing one session to another who facilitates the group, and taking it back (G8)."""

from dataclasses import dataclass

from besace.cycles.session import Planned
from besace.journal.writer import WRITER
from besace.people import timetable, trail
from besace.people.models import FACILITATING, Group, Meeting, Member, Person


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

    Gives False where there is no such session to come, or no such facilitator.
    """
    cycle = timetable.current(group)
    if cycle is None or number not in {one.number for one in timetable.to_come(cycle)}:
        return False
    chosen = next((one for one in facilitators(group) if one.id == to), None)
    if to and chosen is None:
        return False

    def handed() -> None:
        meeting = timetable.meeting_of(cycle, number)
        meeting.facilitator = chosen
        meeting.save(update_fields=["facilitator"])
        trail.note(group.id, by, trail.Act.HANDED, "session", meeting.id)

    WRITER.run(handed)
    return True
