"""Two clients in a half-day: from the close of the first session to a second one of the same cycle (G5, R4).

The second is a session of its own: a turn of its own, a room, keys and a plan. It has no date before it opens, so that
nothing is asked or written twice about one half-day.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from besace.cycles import turns
from besace.cycles.mistake import Mistake
from besace.cycles.wall import WallTime
from besace.journal.writer import WRITER
from besace.live import clock, onward, rooms
from besace.live.models import Room
from besace.live.onward import NothingFollows
from besace.method.formats import total
from besace.people import aftermath, plans, subjects, timetable, trail
from besace.people.holding import rank
from besace.people.models import Entrance, Meeting

type More = Callable[[int], Mapping[str, Any]]

HELD = ("facilitator", "place", "address", "directions", "link")
"""What the second session has from the first."""


def meeting_in(room: Room) -> Meeting | None:
    """Gives the session of a cycle that is held in a room, if it is one."""
    return Meeting.objects.select_related("cycle__group", "room").filter(room=room).first()


def go_on(first: Meeting, more: More) -> Room:
    """Opens the second session after the first is closed, once; `more` says of its number when the group meets next.

    Raises:
        NothingFollows: nobody in the cycle has yet to be client, or no second session belongs to the first.
    """
    assert first.room is not None  # noqa: S101  # nosec B101 # it was found by its room
    if found := rooms.find(first.room.second_id) if first.room.second_id else None:
        return found
    aftermath.settle(first.cycle)
    first.cycle.refresh_from_db()
    try:
        second = WRITER.run(lambda: _opened(first, more))
    except Mistake:
        raise NothingFollows from None
    first.refresh_from_db()
    return second


def _opened(first: Meeting, more: More) -> Room:
    cycle, room = first.cycle, rooms.find(first.room_id or "")
    session = rooms.folded(room).session if room else None
    if room is None or session is None or session.follows is None:
        raise NothingFollows
    now = clock.local(clock.now(), cycle.zone).replace(second=0, microsecond=0, tzinfo=None)
    when = WallTime(now.date(), now.time(), cycle.zone, total(session.follows.minutes))
    number, changes = turns.bring_forward(timetable.folded(cycle), when)
    timetable.change(cycle, changes, None, cycle.edition)
    meeting = timetable.meeting_of(cycle, number)
    turning = timetable.folded(cycle)
    told = {
        "number": rank(cycle, number),
        "been_client": sorted(turning.been_client),
        "waiting": [one for one in _waiting(first) if one["owner"] in {person.id for person in session.people}],
        "previous": _previous(first),
    }
    second = onward.open_second(room, {**told, **more(number)})
    held = {name: getattr(first, name) for name in HELD}
    Meeting.objects.filter(pk=meeting.pk).update(room=second, opened=clock.now(), **held)
    for one in Entrance.objects.filter(room=room):
        Entrance.objects.get_or_create(room=second, member_id=one.member_id, device=one.device)
    trail.note(cycle.group_id, None, trail.Act.OPENED, "session", meeting.id)
    return second


def _waiting(first: Meeting) -> list[dict[str, Any]]:
    return [asdict(one) for one in subjects.waiting(first.cycle.group)]


def _previous(first: Meeting) -> dict[str, Any] | None:
    found = plans.previous_of_second(first)
    return {"client": found.client, "actions": list(found.actions)} if found else None
