"""Sessions as entries of a calendar: the one a letter carries (RFC 5546), and a private feed that says "Session" only.

An entry holds a time, a place and a link. Whoever looks over a shoulder at a calendar learns nothing of the group.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, override

from besace.cycles.wall import WallTime
from besace.papers.calendar import NOT_TEXT
from besace.papers.heavy import on_use

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = on_use("icalendar")

MAKER = "-//Besace//Sessions//EN"
REQUEST, CANCEL = "REQUEST", "CANCEL"
ROUND = timedelta(days=400)
"""How far around a session its zone's changes of clocks are told."""
EVERY = timedelta(hours=12)
"""How often a program may ask for the feed anew (RFC 7986, 5.7)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A session in a calendar. `name` makes its identifier, the same for ever; `sequence` rises with each change."""

    name: str
    when: WallTime
    language: str
    sequence: int = 0
    place: str = ""
    link: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who sends an entry, and the one to whom: nobody else is named in it."""

    organizer: str
    attendee: str


def uid_of(name: str) -> str:
    """The identifier of a session's entry: it changes with nothing, not even with the address of the house."""
    return f"{uuid5(NAMESPACE_URL, f'besace:session:{name}')}"


def letter_of(entry: Entry, method: str, parties: Parties, stamp: datetime) -> bytes:
    """Gives the entry that a letter carries, to be kept (REQUEST) or taken out (CANCEL)."""
    calendar = _calendar(method)
    event = _event(entry, stamp)
    _where(event, entry)
    if parties.organizer:
        event.add("organizer", icalendar.vCalAddress(f"mailto:{_bare(parties.organizer)}"))
    if parties.attendee:
        event.add("attendee", _attendee(parties.attendee))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    return _whole(calendar, [entry], [event])


def feed_of(entries: Iterable[Entry], stamp: datetime) -> bytes:
    """Gives a person's sessions as a calendar to subscribe to: times, and the word “Session”."""
    told = list(entries)
    calendar = _calendar("PUBLISH")
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    return _whole(calendar, told, [_event(one, stamp) for one in told])


def _calendar(method: str) -> "icalendar.Calendar":
    calendar = icalendar.Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(entry: Entry, stamp: datetime) -> "icalendar.Event":
    event = icalendar.Event()
    event.add("uid", uid_of(entry.name))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    begins, ends = _told(entry.when)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    with override(entry.language):
        event.add("summary", gettext("Session"), parameters={"LANGUAGE": entry.language})
    event.add("class", "PRIVATE")
    return event


def _told(when: WallTime) -> tuple[datetime, datetime]:
    """When a session begins and ends, on the clocks of its place; in UTC where these would say an hour that they show
    twice, the second time: a calendar takes it for the first (RFC 5545, 3.3.5).
    """
    there = [instant.astimezone(ZoneInfo(when.zone)) for instant in (when.begins, when.ends)]
    begins, ends = (when.begins, when.ends) if any(instant.fold for instant in there) else there
    return begins, ends


def _where(event: "icalendar.Event", entry: Entry) -> None:
    place = (entry.place or entry.link).translate(NOT_TEXT)
    if place:
        event.add("location", place)
    if entry.link or entry.page:
        event.add("url", entry.link or entry.page)


def _attendee(address: str) -> "icalendar.vCalAddress":
    attendee = icalendar.vCalAddress(f"mailto:{address}")
    # She answers by the links of the letter, not by a mail that nobody reads.
    attendee.params["RSVP"] = icalendar.vText("FALSE")
    attendee.params["PARTSTAT"] = icalendar.vText("NEEDS-ACTION")
    attendee.params["ROLE"] = icalendar.vText("REQ-PARTICIPANT")
    return attendee


def _whole(calendar: "icalendar.Calendar", entries: list[Entry], events: "list[icalendar.Event]") -> bytes:
    for name in sorted({one.when.zone for one in entries} - {"UTC"}):
        days = [one.when.begins for one in entries if one.when.zone == name]
        zone = icalendar.Timezone.from_tzinfo(
            ZoneInfo(name), name, (min(days) - ROUND).date(), (max(days) + ROUND).date()
        )
        calendar.add_component(zone)
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _bare(sender: str) -> str:
    return sender.rpartition("<")[2].rstrip(">")
