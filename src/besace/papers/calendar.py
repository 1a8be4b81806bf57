"""The client's actions as a file for her own calendar (S5.1; RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext, override

from besace.coach import Slot, time_slot
from besace.method.parts import Action
from besace.papers.heavy import on_use

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = on_use("icalendar")

MAKER = "-//Besace//Action plan//EN"
NOT_TEXT = {sign: None for sign in (*range(32), 127) if chr(sign) not in "\t\n"}
"""RFC 5545 lets no control character into a text."""


def calendar_of(actions: Iterable[Action], language: str, room: str, said: date, stamp: datetime) -> bytes:
    """Gives the plan as an iCalendar file: an all-day event for each dated action, a task for each other.

    Takes the actions, the language of the session, the room they come from (it only makes the identifiers
    stable, so that taking the file twice changes entries instead of doubling them), the day on which they
    were said, from which "tomorrow" counts, and the instant of writing, in UTC.
    """
    calendar = icalendar.Calendar()
    with override(language):
        calendar.add("prodid", MAKER)
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("name", gettext("Action plan"))
        for action in actions:
            entry = _entry(slot_of(action, language, said))
            _describe(entry, action, language)
            entry.add("uid", f"{uuid5(NAMESPACE_URL, f'{room}/{action.id}')}")
            entry.add("dtstamp", stamp)
            calendar.add_component(entry)
    return bytes(calendar.to_ical())


def slot_of(action: Action, language: str, said: date) -> Slot | None:
    """Gives the days an action speaks of: its own time first, else one within its words; None where it names none."""
    return time_slot(language, action.when, said) or time_slot(language, action.text, said)


def _entry(slot: Slot | None) -> "icalendar.Event | icalendar.Todo":
    if slot is None:
        task = icalendar.Todo()
        task.add("status", "NEEDS-ACTION")
        return task
    event = icalendar.Event()
    event.add("dtstart", slot.start)
    # The end of an all-day event is the first day that no longer belongs to it (RFC 5545, 3.6.1).
    event.add("dtend", slot.end + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _describe(entry: "icalendar.Event | icalendar.Todo", action: Action, language: str) -> None:
    spoken = {"LANGUAGE": language}
    entry.add("summary", _text(action.text), parameters=spoken)
    entry.add("class", "PRIVATE")
    if action.when:
        when = gettext("When: %(when)s") % {"when": _text(action.when)}
        entry.add("description", when, parameters=spoken)


def _text(words: str) -> str:
    return words.translate(NOT_TEXT)
