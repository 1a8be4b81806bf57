"""What a session leaves behind for those who were in it, once it is over: all of it at one call (F5, R4, S5, S6)."""

from dataclasses import asdict
from typing import Any

from besace.live import clock
from besace.method.parts import Contract
from besace.method.session import Session
from besace.people import notebook, plans, subjects
from besace.people.models import Cycle, Meeting, Member, Plan


def left_by_the_last(cycle: Cycle) -> dict[str, Any]:
    """What the next session begins with, as `prepare` takes it: the previous plan, the subjects that wait (R2, R4)."""
    previous = plans.previous(cycle)
    return {
        "waiting": [asdict(one) for one in subjects.waiting(cycle.group)],
        "previous": {"client": previous.client, "actions": list(previous.actions)} if previous else None,
    }


def keep(meeting: Meeting, session: Session) -> None:
    """Keeps each one's own words, the client's plan, what the previous client told of hers, and subjects left over.

    Doing it twice changes nothing; but it is for the end of the session alone: done again after somebody erased their
    words, it would bring back what the room still holds of them. Someone admitted at the door who is no member has no
    pages.
    """
    notebook.keep(meeting, session)
    subjects.settle(meeting, session)
    client = Member.objects.filter(pk=session.client, group=meeting.cycle.group_id).select_related("group").first()
    if client and session.actions:
        contract = session.contract or Contract("", "")
        at = session.opened or clock.now()
        plans.keep(meeting, client, contract.question, contract.expectation, session.actions, at)
    if session.previous:
        _told(meeting, session)


def _told(meeting: Meeting, session: Session) -> None:
    last = plans.last_held(meeting.cycle, but=meeting)
    before = plans.last_held(meeting.cycle, but=last, also=meeting) if last and plans.first_of(meeting) else None
    found = (last, plans.first_of(last) if last else None, before)
    rows = Plan.objects.select_related("member", "meeting").filter(meeting__in=[one for one in found if one])
    row = next((one for one in rows if session.previous and one.member_id == session.previous.client), None)
    if row:
        plans.told(row, session.reports)
