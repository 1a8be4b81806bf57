"""What stands around the sessions: who I am, my groups, their cycles and dates, the rooms where I sit."""

from typing import Any

from django.http import HttpResponse, JsonResponse

from besace.cycles.session import Fate, Planned
from besace.live import clock, rooms
from besace.live.models import Seat
from besace.people import aftermath, holding, sittings, timetable
from besace.people.models import Cycle, Meeting, Member
from besace.web.api import endpoints
from besace.web.api.gate import Asked, belonging, known


@known(endpoints.ME)
def me(asked: Asked) -> HttpResponse:
    """Says whose access this is."""
    person, mine = asked.person, asked.access
    said = {"id": person.id, "name": person.name, "language": person.language, "zone": person.zone}
    return JsonResponse({**said, "scopes": mine.scopes.split(), "until": clock.written(mine.until)})


@known(endpoints.GROUPS)
def groups(asked: Asked) -> HttpResponse:
    """Lists the groups she belongs to, the newest first."""
    hers = Member.objects.filter(person=asked.person, left_at=None).select_related("group").order_by("-joined", "pk")
    return JsonResponse({"groups": [{**_said(one), "cycle": _current(one)} for one in hers]})


@belonging(endpoints.GROUP)
def group(asked: Asked, member: Member) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Gives a group's cycles, the newest first, and their sessions."""
    cycles = member.group.cycles.order_by("-number")
    return JsonResponse({**_said(member), "cycles": [_cycle(one, member) for one in cycles]})


@known(endpoints.ROOMS)
def open_rooms(asked: Asked) -> HttpResponse:
    """Lists the open rooms in which she has a seat, each once."""
    found: dict[str, Seat] = {}
    for one in sorted(sittings.of(asked.person), key=lambda seat: seat.role):
        found.setdefault(one.room_id, one)
    return JsonResponse({"rooms": [_room(one) for one in found.values()]})


def _said(member: Member) -> dict[str, Any]:
    return {"id": member.group.id, "name": member.group.name, "role": member.role}


def _current(member: Member) -> int | None:
    cycle = timetable.current(member.group)
    return cycle.number if cycle else None


def _cycle(cycle: Cycle, member: Member) -> dict[str, Any]:
    if cycle.begun and not cycle.closed:
        aftermath.settle(cycle)
    kept = {one.number: one for one in Meeting.objects.select_related("cycle", "room").filter(cycle=cycle)}
    sessions = [_session(one, kept.get(one.number), cycle, member) for one in timetable.sessions_of(cycle)]
    state = "closed" if cycle.closed else "begun" if cycle.begun else "proposed"
    return {"number": cycle.number, "state": state, "zone": cycle.zone, "sessions": sessions}


def _session(planned: Planned, kept: Meeting | None, cycle: Cycle, member: Member) -> dict[str, Any]:
    open_room = kept.room if kept and kept.room and not kept.room.closed else None
    is_open = open_room is not None and planned.fate is Fate.TO_COME
    when = planned.when
    seat = sittings.seat_in(member.person, open_room) if open_room else None
    return {
        "number": planned.number,
        "state": "open" if is_open else str(planned.fate),
        "begins": clock.written(int(when.begins.timestamp())) if when else None,
        "ends": clock.written(int(when.ends.timestamp())) if when else None,
        "zone": when.zone if when else cycle.zone,
        "room": open_room.id if open_room and seat else None,
        "facilitates": holding.facilitates(kept or Meeting(cycle=cycle, number=planned.number), member),
    }


def _room(seat: Seat) -> dict[str, Any]:
    now = rooms.folded(seat.room)
    return {"id": seat.room_id, "role": seat.role, "stage": str(now.session.stage), "seq": now.seq}
