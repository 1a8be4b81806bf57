"""The live session of a cycle: its room is opened from the cycle, and each comes in by account (R2, G8)."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from besace.cycles.session import Fate
from besace.journal.writer import WRITER, ExpectedFailure
from besace.live import clock, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.live.seats import Place
from besace.method.acts import Act
from besace.method.formats import FORMATS, scaled
from besace.people import cards, timetable, trail
from besace.people.models import FACILITATING, Cycle, Entrance, Group, Meeting, Member


class AlreadyOpen(ExpectedFailure):
    """The room is open already: go in."""


class NotToCome(Exception):  # noqa: N818 - what happened, in one word
    """The session is over, cancelled, or not needed any more."""


def facilitates(meeting: Meeting, member: Member) -> bool:
    """Whether this session is hers to run: it was handed to her, or to nobody and she facilitates the group (G8).

    The group's facilitator, who answers for it and can take it back, may always.
    """
    if member.left_at or member.group_id != meeting.cycle.group_id:
        return False
    if member.id == meeting.facilitator_id or member.role == Member.Role.FACILITATOR:
        return True
    return meeting.facilitator_id is None and member.role in FACILITATING


def ran(meeting: Meeting, member: Member) -> bool:
    """Whether she was there and ran it: only then does she see what was said in it (F4); on paper, whose it was."""
    if not facilitates(meeting, member):
        return False
    return meeting.on_paper or Entrance.objects.filter(room=meeting.room_id, member=member).exists()


def open_room(meeting: Meeting, by: Member, *, next_when: str = "", more: Mapping[str, Any] | None = None) -> Room:
    """Opens the room of a session with everyone who takes part in the cycle; `more` is what the last one left (R2, R4).

    Raises:
        NotToCome: it is not to come.
        AlreadyOpen: somebody has opened it.
    """
    if all(one.number != meeting.number for one in timetable.to_come(meeting.cycle)):
        raise NotToCome
    setup = _setup(meeting, by) | {"next_session": bool(next_when), "next_when": next_when, **(more or {})}

    def opened() -> Room:
        if Meeting.objects.filter(pk=meeting.pk).exclude(room=None).exists():
            raise AlreadyOpen
        room = rooms.open_room(setup, by.id)
        Meeting.objects.filter(pk=meeting.pk).update(room=room, opened=clock.now())
        trail.note(by.group_id, by.person, trail.Act.OPENED, "session", meeting.id)
        return room

    room = WRITER.run(opened)
    meeting.refresh_from_db()
    return room


def enter(meeting: Meeting, member: Member, key: str) -> Place | None:
    """Gives a member her seat in the open room on the device with this key; None where she has none there.

    Whoever runs the session has the facilitator's seat; a participant is admitted, her account being her name.
    """
    room = rooms.find(meeting.room_id) if meeting.room_id else None
    if room is None or room.closed:
        return None
    session = rooms.folded(room).session
    if facilitates(meeting, member):
        return WRITER.run(lambda: _let_in(room, session.facilitator, member, key))
    if member.role != Member.Role.PARTICIPANT or not (session.person(member.id) or timetable.seated(member)):
        return None
    if not session.is_here(member.id):
        who = {"person": member.id, "name": member.person.name}
        if act(room, session.facilitator, Act("admit", who), f"in-{secrets.token_urlsafe(12)}").refusal:
            return None
    return seats.take(room, member.id, key, Seat.Role.PARTICIPANT)


def _let_in(room: Room, facilitator: str, member: Member, key: str) -> Place:
    """The facilitator's seat is shared; whose device it is, is kept, so that whoever leaves the group loses it."""
    place = seats.take(room, facilitator, key, Seat.Role.FACILITATOR)
    Entrance.objects.get_or_create(room=room, member=member, device=place.device)
    cards.bring_in(room, member)
    return place


def group_of(person: str) -> str:
    """The id of the group to whose page someone in a room can go: a person of a cycle's room is a membership there.

    Empty for guests, and for everyone in a room that belongs to no cycle.
    """
    found = Member.objects.filter(pk=person, left_at=None).values_list("group_id", flat=True).first()
    return str(found or "")


def minutes_of(group: Group) -> Any:
    """How the group's time is split: a known format, else the default one to scale (G7)."""
    name = str(group.minutes)
    return name if name in FORMATS else {str(stage): n for stage, n in scaled(group.minutes).items()}


def rank(cycle: Cycle, number: int) -> int:
    """Which session of the cycle it is, those not held left out."""
    stands = [one for one in timetable.sessions_of(cycle) if one.fate in {Fate.HELD, Fate.TO_COME}]
    order = sorted(stands, key=lambda one: (one.when is None, one.when.begins.timestamp() if one.when else 0))
    return next((n for n, one in enumerate(order, 1) if one.number == number), 1)


def _setup(meeting: Meeting, by: Member) -> dict[str, Any]:
    group, cycle = meeting.cycle.group, meeting.cycle
    turning = timetable.folded(cycle)
    known = {one.id: one for one in timetable.participants(group)}
    people: Sequence[Member] = [known[one.id] for one in turning.participants if one.id in known]
    place = meeting.place or group.place
    return {
        "title": group.name,
        "language": group.language,
        "zone": cycle.zone,
        "place": place,
        "link": (meeting.link or group.link) if place == Group.Place.REMOTE else "",
        "facilitator_name": by.person.name,
        "people": [{"id": one.id, "name": one.person.name} for one in people],
        "number": rank(cycle, meeting.number),
        "been_client": sorted(turning.been_client & set(known)),
        "minutes": minutes_of(group),
        "names_at_door": False,
    }
