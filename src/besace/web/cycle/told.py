"""What changed in a cycle, in sentences: the group reads every change, in order (G5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from besace.cycles.changes import Added, Agreed, Cancelled, FellAway, Held, Joined, Left, Moved, Promised
from besace.cycles.changes import Change as Changed
from besace.cycles.wall import WallTime
from besace.live import clock
from besace.people import written
from besace.people.models import Cycle
from besace.web.cycle import words

type Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One change: the day it was made, and what it was."""

    day: str
    said: str


def changes(cycle: Cycle, names: Names) -> list[Told]:
    """Every change since the cycle began, the newest first; how it began, with its dates and people, left out."""
    found = []
    for kind, fields, at in cycle.changes.order_by("-seq").values_list("kind", "fields", "at"):
        if at == cycle.begun and kind in {"joined", "added"}:
            continue
        said = sentence(written.read_change(kind, fields), names)
        found.append(Told(words.day(clock.day(at, cycle.zone), weekday=False), said))
    return found


def sentence(one: Changed, names: Names) -> str:
    """Says one change."""
    return words.capital(SENTENCES[type(one)](one, names))  # type: ignore[operator]


def _name(person: str | None, names: Names) -> str:
    return names.get(person or "", gettext("someone who has left"))


def _when(when: WallTime | None) -> str:
    return words.day(when.day) if when else gettext("a date to be found")


def _joined(one: Joined, names: Names) -> str:
    return gettext("%(name)s joined.") % {"name": _name(one.participant.id, names)}


def _left(one: Left, names: Names) -> str:
    return gettext("%(name)s left. Nobody else’s turn changes.") % {"name": _name(one.person, names)}


def _agreed(one: Agreed, names: Names) -> str:
    if one.since:
        return gettext("%(name)s would be the client at short notice.") % {"name": _name(one.person, names)}
    return gettext("%(name)s would not be the client at short notice any more.") % {"name": _name(one.person, names)}


def _added(one: Added, _names: Names) -> str:
    return gettext("A session was added: %(when)s.") % {"when": _when(one.session.when)}


def _fell_away(_one: FellAway, _names: Names) -> str:
    return gettext("One session less is needed.")


def _cancelled(one: Cancelled, _names: Names) -> str:
    return gettext("Session %(number)s was cancelled. Its turn goes on in another one.") % {"number": one.session}


def _moved(one: Moved, _names: Names) -> str:
    if one.was is None:
        return gettext("Session %(number)s has its date: %(now)s.") % {"number": one.session, "now": _when(one.now)}
    told = {"number": one.session, "was": _when(one.was), "now": _when(one.now)}
    return gettext("Session %(number)s moved from %(was)s to %(now)s.") % told


def _promised(one: Promised, names: Names) -> str:
    if one.now is None:
        return gettext("The client of session %(number)s is chosen in the session itself.") % {"number": one.session}
    told = {"number": one.session, "name": _name(one.now, names)}
    return gettext("Session %(number)s is promised to %(name)s.") % told


def _held(one: Held, names: Names) -> str:
    told = {"number": one.session, "name": _name(one.client, names)}
    if one.again:
        return gettext("%(name)s was the client of session %(number)s, for the second time.") % told
    return gettext("%(name)s was the client of session %(number)s.") % told


SENTENCES = {
    Joined: _joined,
    Left: _left,
    Agreed: _agreed,
    Added: _added,
    FellAway: _fell_away,
    Cancelled: _cancelled,
    Moved: _moved,
    Promised: _promised,
    Held: _held,
}
