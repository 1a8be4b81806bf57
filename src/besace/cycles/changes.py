"""What changed in a cycle, each as a value that a page can tell in the open: folding them gives the new cycle.

Nothing changes a cycle but these, so nothing can change unsaid.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce, singledispatch

from besace.cycles.cycle import Cycle
from besace.cycles.participant import Participant, PersonId
from besace.cycles.session import Fate, Number, Planned
from besace.cycles.wall import WallTime


@dataclass(frozen=True, slots=True)
class Joined:
    """Someone takes part from now on."""

    participant: Participant


@dataclass(frozen=True, slots=True)
class Left:
    """Someone takes part no more."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class Agreed:
    """She agrees to be client at short notice, since that day; or, with None, no longer."""

    person: PersonId
    since: date | None


@dataclass(frozen=True, slots=True)
class Added:
    """A session is added, for the client promised it or for whoever is waiting."""

    session: Planned


@dataclass(frozen=True, slots=True)
class FellAway:
    """A session is not needed any more, since this person has left."""

    session: Number
    whose: PersonId


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A session does not take place; the one added next takes its turn on."""

    session: Number


@dataclass(frozen=True, slots=True)
class Moved:
    """A session has another date than before, or its first."""

    session: Number
    was: WallTime | None
    now: WallTime


@dataclass(frozen=True, slots=True)
class Promised:
    """A session is promised to somebody else than before; None: chosen in the session itself."""

    session: Number
    was: PersonId | None
    now: PersonId | None


@dataclass(frozen=True, slots=True)
class Held:
    """A session took place, with this client; `again` where she had been client before (R7)."""

    session: Number
    client: PersonId
    again: bool = False


type Change = Joined | Left | Agreed | Added | FellAway | Cancelled | Moved | Promised | Held


def after(cycle: Cycle, changes: Iterable[Change]) -> Cycle:
    """Gives the cycle as it is after some changes."""
    return reduce(fold, changes, cycle)


def fold(cycle: Cycle, change: Change) -> Cycle:
    """Gives the cycle as it is after one change."""
    return _fold(change, cycle)


@singledispatch
def _fold(change: object, _: Cycle) -> Cycle:
    raise TypeError(type(change).__name__)


@_fold.register
def _(change: Joined, cycle: Cycle) -> Cycle:
    return replace(cycle, participants=(*cycle.participants, change.participant))


@_fold.register
def _(change: Left, cycle: Cycle) -> Cycle:
    return replace(cycle, participants=tuple(one for one in cycle.participants if one.id != change.person))


@_fold.register
def _(change: Agreed, cycle: Cycle) -> Cycle:
    people = (replace(p, reserve=change.since) if p.id == change.person else p for p in cycle.participants)
    return replace(cycle, participants=tuple(people))


@_fold.register
def _(change: Added, cycle: Cycle) -> Cycle:
    return replace(cycle, sessions=(*cycle.sessions, change.session))


@_fold.register
def _(change: FellAway, cycle: Cycle) -> Cycle:
    return _with(cycle, change.session, lambda one: replace(one, fate=Fate.FELL_AWAY))


@_fold.register
def _(change: Cancelled, cycle: Cycle) -> Cycle:
    return _with(cycle, change.session, lambda one: replace(one, fate=Fate.CANCELLED))


@_fold.register
def _(change: Moved, cycle: Cycle) -> Cycle:
    return _with(cycle, change.session, lambda one: replace(one, when=change.now))


@_fold.register
def _(change: Promised, cycle: Cycle) -> Cycle:
    return _with(cycle, change.session, lambda one: replace(one, client=change.now))


@_fold.register
def _(change: Held, cycle: Cycle) -> Cycle:
    return _with(cycle, change.session, lambda one: replace(one, fate=Fate.HELD, client=change.client))


def _with(cycle: Cycle, number: Number, change: Callable[[Planned], Planned]) -> Cycle:
    sessions = (change(one) if one.number == number else one for one in cycle.sessions)
    return replace(cycle, sessions=tuple(sessions))
