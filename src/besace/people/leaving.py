"""Leaving a group, or being removed from it: the seat is free at once, and an open room is shut to her (F4)."""

from besace.journal.writer import WRITER, ExpectedFailure
from besace.live import clock, links, seats
from besace.live.models import Seat
from besace.people import timetable, trail, webhooks
from besace.people.editions import Outdated
from besace.people.models import FACILITATING, Invitation, Meeting, Member, Person, Tie
from besace.people.sittings import hers

TRIES = 3


class Alone(ExpectedFailure):
    """Nobody else facilitates the group: whoever does cannot leave it."""


def leave(member: Member) -> None:
    """Lets a member go of her own accord: her subjects come to no session, and her own pages stay hers to read.

    Raises:
        Alone: she is the only one who facilitates.
        Outdated: the dates changed again and again meanwhile; nothing is done then.
    """
    for attempt in range(TRIES):
        try:
            WRITER.run(lambda: _go(member))
            return cut(member)
        except Outdated:  # somebody changed the dates just then: what falls away is asked again
            if attempt == TRIES - 1:
                raise
    return None


def remove(member: Member, by: Person | None = None) -> None:
    """Ends someone's part in a group, and cuts the screens on which she sits in a room of it.

    Raises:
        Outdated, Mistake: as `timetable.leave`; nothing is done then.
    """
    WRITER.run(lambda: give_up(member, by))
    cut(member)


def _go(member: Member) -> None:
    others = Member.objects.filter(group=member.group_id, role__in=FACILITATING, left_at=None)
    if member.role in FACILITATING and not others.exclude(pk=member.pk).exists():
        raise Alone
    give_up(member, member.person)


def give_up(member: Member, by: Person | None) -> None:
    """Frees her seat within a transaction of the caller's, who calls `cut` once that is done."""
    timetable.leave(member, by)
    act = trail.Act.LEFT if by == member.person else trail.Act.REMOVED
    trail.note(member.group_id, by, act, member.role, trail.mark(member.group_id, member.person_id))
    waiting = Tie.objects.filter(other=member, state=Tie.State.WAITING)
    waiting.update(state=Tie.State.NO_OBSTACLE, settled=clock.now())
    Meeting.objects.filter(facilitator=member).update(facilitator=None)
    webhooks.end_of(member)
    if member.person.email:  # an invitation she had not taken would bring her back
        rows = Invitation.objects.filter(group=member.group_id, email=member.person.email, state=Invitation.State.OPEN)
        rows.update(state=Invitation.State.WITHDRAWN)


def cut(member: Member) -> None:
    """Shuts a member out of the rooms of her group: refused from now on, her open streams cut."""
    held = Seat.objects.filter(room__meeting__cycle__group=member.group_id, shut_out=False).filter(hers(member))
    for seat in held.select_related("room"):
        links.revoke(seat.room, seat.role, seat.person)
        seats.shut_out(seat.room, seat.id)
