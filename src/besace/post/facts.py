"""What a letter says that nobody can edit: to whom, when, where, and its links."""

from dataclasses import dataclass
from datetime import date

from besace.cycles.wall import WallTime
from besace.live import clock
from besace.people.models import Group, Meeting, Member
from besace.post import links
from besace.post.due import Wanted
from besace.post.models import Kind
from besace.post.standing import Standing

NOWHERE = frozenset({Kind.CANCELLED, Kind.ACTIONS, Kind.THANKS, Kind.POLL, Kind.DATES})
"""Letters that say no place."""
UNTIL = frozenset({Kind.INVITATION, Kind.POLL})
"""Letters that say until when one may answer."""
ANSWERED = frozenset({Kind.REMINDER, Kind.CHANGED})
"""Letters one answers: I am coming, or something keeps me away."""


PAGES = {
    Kind.POLL: "poll",
    Kind.DATES: "confirm-dates",
    Kind.ANNOUNCEMENT: "subject",
    Kind.ACTIONS: "own-plan",
    Kind.THANKS: "notebook-page",
}
"""The page a letter leads to, by its name; other letters lead to the group's."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything true that a letter is written from."""

    kind: Kind
    language: str
    name: str
    today: date
    when: WallTime | None = None
    dates: tuple[WallTime, ...] = ()
    place: tuple[str, ...] = ()
    link: str = ""
    until: date | None = None
    facilitates: bool = False
    """An invitation to facilitate."""
    here: str = ""
    """Where the button leads."""
    away: str = ""
    fewer: str = ""


def facts_of(one: Wanted, standing: Standing) -> Facts:
    """Reads what a letter says."""
    group, invitation, member = one.group, one.invitation, one.member
    zone = one.when.zone if one.when else standing.cycle.zone if standing.cycle else group.zone
    place, link = place_of(group, one.meeting)
    return Facts(
        one.kind,
        language_of(one),
        member.person.name if member else invitation.name if invitation else "",
        clock.day(clock.now(), zone),
        one.when,
        _dates(one, standing),
        () if one.kind in NOWHERE else place,
        "" if one.kind in NOWHERE or one.kind is Kind.INVITATION else link,
        clock.day(one.until - 1, zone) if one.kind in UNTIL else None,
        invitation is not None and invitation.role != Member.Role.PARTICIPANT,
        _here(one),
        links.coming(one.meeting, member, away=True) if one.kind in ANSWERED and one.meeting and member else "",
        links.fewer(one.person, invitation),
    )


def language_of(one: Wanted) -> str:
    """The language a letter is written in: that of the one who reads it."""
    return one.member.person.language if one.member else one.invitation.language if one.invitation else "en"


def _dates(one: Wanted, standing: Standing) -> tuple[WallTime, ...]:
    if one.kind not in {Kind.INVITATION, Kind.DATES}:
        return ()
    return tuple(session.when for session in standing.sessions if session.when)


def _here(one: Wanted) -> str:
    if one.invitation:
        return links.invited(one.invitation)
    if one.kind in ANSWERED and one.meeting and one.member:
        return links.coming(one.meeting, one.member)
    name = PAGES.get(one.kind, "group")
    named = {"own-plan": "number", "notebook-page": "meeting_id"}.get(name, "")
    more: dict[str, str | int] = {"number": one.meeting.number, "meeting_id": one.meeting.id} if one.meeting else {}
    return links.page(name, group_id=one.group.id, **{key: more[key] for key in (named,) if key in more})


def place_of(group: Group, meeting: Meeting | None) -> tuple[tuple[str, ...], str]:
    """Where it is held: its address and how to come in; or the link of the call."""
    held: Group | Meeting = meeting if meeting and (meeting.place or meeting.address or meeting.link) else group
    remote = (held.place or group.place) == Group.Place.REMOTE
    lines = () if remote else tuple(line for line in (held.address, held.directions) if line)
    return lines, held.link if remote else ""
