"""What changed in a cycle, in sentences: the group reads every change, in order (G5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from besace.cycles.changes import Added, Agreed, Cancelled, FellAway, Held, Joined, Left, Moved, Promised, fold
from besace.cycles.changes import Change as Changed
from besace.cycles.cycle import Cycle as Turning
from besace.cycles.wall import WallTime
from besace.live import clock
from besace.people import written
from besace.people.models import Cycle
from besace.web.cycle import words

type Names = Mapping[str, str]
type Dates = Mapping[int, WallTime | None]


@dataclass(frozen=True, slots=True)
class Told:
    """One change: the day it was made, and what it was."""

    day: str
    said: str


def changes(cycle: Cycle, names: Names) -> list[Told]:
    """Every change since the cycle began, the newest first; how it began, with its dates and people, left out."""
    found, now = [], Turning()
    for kind, fields, at in cycle.changes.order_by("seq").values_list("kind", "fields", "at"):
        one = written.read_change(kind, fields)
        if at != cycle.begun or kind not in {"joined", "added"}:
            found.append(Told(words.day(clock.day(at, cycle.zone), weekday=False), sentence(one, names, now)))
        now = fold(now, one)
    return found[::-1]


def sentence(one: Changed, names: Names, before: Turning) -> str:
    """Says one change of a cycle as it was before."""
    dates = {session.number: session.when for session in before.sessions}
    return words.capital(SENTENCES[type(one)](one, names, dates))  # type: ignore[operator]


def _name(person: str | None, names: Names) -> str:
    return names.get(person or "", gettext("someone who has left"))


def _on(when: WallTime | None) -> str:
    """A session by its date: its number in the cycle changes when another is cancelled."""
    return (
        gettext("the session of %(day)s") % {"day": words.day(when.day)}
        if when
        else gettext("a session without a date")
    )


def _joined(one: Joined, names: Names, _: Dates) -> str:
    return gettext("%(name)s joined.") % {"name": _name(one.participant.id, names)}


def _left(one: Left, names: Names, _: Dates) -> str:
    return gettext("%(name)s left. Nobody else’s turn changes.") % {"name": _name(one.person, names)}


def _agreed(one: Agreed, names: Names, _: Dates) -> str:
    if one.since:
        return gettext("%(name)s would be the client at short notice.") % {"name": _name(one.person, names)}
    return gettext("%(name)s would not be the client at short notice any more.") % {"name": _name(one.person, names)}


def _added(one: Added, _names: Names, _: Dates) -> str:
    when = one.session.when
    if when is None:
        return gettext("A session was added; its date is to be found.")
    return gettext("A session was added on %(day)s.") % {"day": words.day(when.day)}


def _fell_away(one: FellAway, _names: Names, dates: Dates) -> str:
    return gettext("%(which)s is not needed any more.") % {"which": _on(dates.get(one.session))}


def _cancelled(one: Cancelled, _names: Names, dates: Dates) -> str:
    told = {"which": _on(dates.get(one.session))}
    return gettext("%(which)s was cancelled. Its turn goes on in another one.") % told


def _moved(one: Moved, _names: Names, _: Dates) -> str:
    if one.was is None:
        return gettext("The session without a date is on %(day)s.") % {"day": words.day(one.now.day)}
    told = {"which": _on(one.was), "day": words.day(one.now.day), "hour": words.hour(one.now.start)}
    return gettext("%(which)s moved to %(day)s, %(hour)s.") % told


def _promised(one: Promised, names: Names, dates: Dates) -> str:
    told = {"which": _on(dates.get(one.session)), "name": _name(one.now, names)}
    if one.now is None:
        return gettext("The client of %(which)s is chosen in the session itself.") % told
    return gettext("%(which)s is promised to %(name)s.") % told


def _held(one: Held, names: Names, dates: Dates) -> str:
    told = {"which": _on(dates.get(one.session)), "name": _name(one.client, names)}
    if one.again:
        return gettext("%(name)s was the client of %(which)s, for the second time.") % told
    return gettext("%(name)s was the client of %(which)s.") % told


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
