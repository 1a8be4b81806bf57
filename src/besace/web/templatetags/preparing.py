"""What stands beside a session to come for whoever runs it: how much is ready, the papers, and what paper left."""

from typing import Any

from django import template

from besace.live import clock
from besace.people import preparing, timetable
from besace.people.models import Group

register = template.Library()


@register.inclusion_tag("preparing/ready.html")
def ready(group: Group, number: int) -> dict[str, Any]:
    """Says how many things are ready for a session to come of the group's cycle, and leads to its papers (B4)."""
    cycle = timetable.current(group)
    planned = next((one for one in timetable.to_come(cycle) if one.number == number), None) if cycle else None
    if cycle is None or cycle.begun is None or planned is None:
        return {}
    cycle.group = group
    meeting = timetable.meeting_of(cycle, number)
    meeting.cycle = cycle
    done, of = preparing.progress(meeting)
    begun = planned.when is not None and planned.when.begins.timestamp() <= clock.now()
    return {"group": group, "number": number, "done": done, "of": of, "begun": begun}
