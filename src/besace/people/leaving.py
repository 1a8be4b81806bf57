"""Leaving a group, or being removed from it: the seat is free at once, and an open room is shut to her (F4)."""

from besace.journal.writer import WRITER
from besace.live import clock, links, seats
from besace.live.models import Seat
from besace.people import timetable
from besace.people.models import Invitation, Meeting, Member, Person, Tie


def remove(member: Member, by: Person | None = None) -> None:
    """Ends someone's part in a group, and cuts the screens on which she sits in a room of it.

    Raises:
        Outdated, Mistake: as `timetable.leave`; nothing is done then.
    """
    WRITER.run(lambda: give_up(member, by))
    cut(member)


def give_up(member: Member, by: Person | None) -> None:
    """Frees her seat within a transaction of the caller's, who calls `cut` once that is done."""
    timetable.leave(member, by)
    waiting = Tie.objects.filter(other=member, state=Tie.State.WAITING)
    waiting.update(state=Tie.State.NO_OBSTACLE, settled=clock.now())
    Meeting.objects.filter(facilitator=member).update(facilitator=None)
    if member.person.email:  # an invitation she had not taken would bring her back
        rows = Invitation.objects.filter(group=member.group_id, email=member.person.email, state=Invitation.State.OPEN)
        rows.update(state=Invitation.State.WITHDRAWN)


def cut(member: Member) -> None:
    """Shuts a member out of the rooms of her group: refused from now on, her open streams cut."""
    held = Seat.objects.filter(room__meeting__cycle__group=member.group_id, person=member.id, shut_out=False)
    for seat in held.select_related("room"):
        links.revoke(seat.room, seat.role, member.id)
        seats.shut_out(seat.room, seat.id)
