"""All that is one person's, out of every group, in one go (GDPR 15 and 20): hers and nobody else's.

Names of fields are not translated, days are ISO 8601, instants are in UTC. Names and words of others are left out; what
she said in a session is in it as long as the session can be read.
"""

from collections.abc import Iterator
from typing import Any

from besace import journal, policy
from besace.live import clock
from besace.people import takeaway, ties, webhooks
from besace.people.keys import keys_of
from besace.people.models import (
    FACILITATING,
    Attendance,
    Confirmation,
    Entrance,
    Meeting,
    Member,
    Person,
    PollAnswer,
    Tie,
)
from besace.people.parties import party_of

FORMAT = "besace-person/1"
WORDS = (
    "text",
    "title",
    "question",
    "expectation",
    "learned",
    "enjoyed",
    "apply",
    "expected",
    "reason",
    "easy",
    "difficult",
    "when",
)
"""The fields of an act in which somebody writes freely."""
SET_UP = frozenset({"prepare", "arrange", "copy_plan"})
"""What is carried over from elsewhere, and nobody wrote there."""


def data_of(person: Person) -> dict[str, Any]:
    """Gives all of it as data."""
    members = Member.objects.select_related("group", "person").filter(person=person).order_by("joined", "id")
    return {"format": FORMAT, "account": _account(person), "groups": [_group(one) for one in members]}


def said_in(meeting: Meeting, member: Member) -> list[dict[str, str]]:
    """What she said in writing in a session, act by act, while it can be read."""
    if meeting.room is None or _shares_a_seat(meeting, member):
        return []
    hers = (one for one in journal.read(meeting.room.journal) if one.whose == member.id and one.kind not in SET_UP)
    return [
        {"act": one.kind, "at": clock.written(one.at), "noted_by": "facilitator" if one.behalf else "me", **words}
        for one in hers
        if (words := _words(one.fields))
    ]


def _shares_a_seat(meeting: Meeting, member: Member) -> bool:
    """Whether others too sat where she did, as those who facilitate together do: their words are not hers to take."""
    if member.role not in FACILITATING:
        return False
    others = Entrance.objects.filter(room=meeting.room, member__role__in=FACILITATING)
    return others.exclude(member=member).exists()


def _account(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "zone": person.zone,
        "paper": person.paper,
        "letters": {
            "announcements": person.wants_announcements,
            "reminders": person.wants_reminders,
            "actions": person.wants_actions,
        },
        "advice": person.coached,
        "buzz": person.buzzed,
        "sound": person.sounded,
        "cards_put_away": person.cards_away.split(),
        "since": clock.written(person.created) if person.created else None,
        "passkeys": [
            {"name": key.data.get("name", ""), "since": clock.written(int(key.created_at.timestamp()))}
            for key in keys_of(person)
        ],
        "programs": [
            {
                "name": one.label,
                "may": one.scopes.split(),
                "since": clock.written(one.created),
                "until": clock.written(one.until),
            }
            for one in person.accesses.order_by("pk")
        ],
        "webhooks": webhooks.data_of(person),
        "organises": [
            {"programme": one.programme.name, "role": one.role}
            for one in person.programme_roles.select_related("programme").order_by("pk")
        ],
        "seats_claimed": [
            {"role": one.role, "since": clock.written(one.created)} for one in person.claims.order_by("pk")
        ],
    }


def _group(member: Member) -> dict[str, Any]:
    meetings = (
        Meeting.objects.filter(cycle__group=member.group_id).select_related("room", "cycle").order_by("cycle", "number")
    )
    parts = {
        "group": member.group.name,
        "role": member.role,
        "joined": clock.written(member.joined),
        "left": clock.written(member.left_at) if member.left_at else None,
        "terms_accepted": clock.written(member.terms_at) if member.terms_at else None,
        "attendance_shown_to_organiser": member.attendance_shown,
        "dates": list(_dates(member)),
        "polls": list(_polls(member)),
        "attendance": list(_attendance(member)),
        "ties_named": [_tie(one) for one in Tie.objects.filter(member=member).order_by("created")],
        "said": [
            {"cycle": one.cycle.number, "session": one.number, "words": said}
            for one in meetings
            if (said := said_in(one, member))
        ],
        "notebook": takeaway.data_of(member),
    }
    return policy.taken("everything", parts, party_of(member))


def _dates(member: Member) -> Iterator[dict[str, Any]]:
    for one in Confirmation.objects.filter(member=member).order_by("day", "start"):
        yield {"day": one.day.isoformat(), "start": one.start, "can": one.can}


def _polls(member: Member) -> Iterator[dict[str, Any]]:
    for one in PollAnswer.objects.select_related("poll").filter(member=member).order_by("poll__created", "slot"):
        slots = one.poll.slots
        day, start = slots[one.slot][:2] if one.slot < len(slots) else ("", "")
        yield {"day": day, "start": start, "said": one.said}


def _attendance(member: Member) -> Iterator[dict[str, Any]]:
    rows = Attendance.objects.select_related("meeting__cycle").filter(member=member)
    for one in rows.order_by("meeting__cycle__number", "meeting__number"):
        yield {"cycle": one.meeting.cycle.number, "session": one.meeting.number, "came": one.came, "next": one.next_can}


def _tie(one: Tie) -> dict[str, Any]:
    """Her own words of a tie; whom it is with is somebody else's to give."""
    kind, words = ties.words_of(one)
    return {"state": one.state, "named": clock.written(one.created), "kind": kind, "words": words}


def _words(fields: Any) -> dict[str, str]:
    return {name: str(fields[name]) for name in WORDS if fields.get(name)}
