"""How a kept cycle goes from one edition to the next: of two who change it at once, one is told (G5)."""

from collections.abc import Sequence

from django.db import IntegrityError
from django.db.models import F

from besace.cycles.changes import Added, Cancelled, FellAway, Moved
from besace.cycles.changes import Change as Changed
from besace.journal.writer import ExpectedFailure
from besace.live import clock
from besace.people import webhooks, written
from besace.people.models import Change, Cycle, Meeting, Person


class Outdated(ExpectedFailure):
    """Somebody else changed the dates meanwhile: look at them again; nothing was changed."""


def stepped(cycle: Cycle, expected: int, **more: object) -> None:
    """Moves a cycle on to its next edition, from the one expected and no other; `more` are columns that change with it.

    Raises:
        Outdated: it is not at that edition any more, or closed.
    """
    rows = Cycle.objects.filter(pk=cycle.pk, edition=expected, closed=None)
    if not rows.update(edition=F("edition") + 1, **more):
        raise Outdated
    cycle.refresh_from_db()


def append(cycle: Cycle, changes: Sequence[Changed], by: Person | None) -> None:
    """Writes changes after those there are, ages the calendar entries of the sessions concerned, and has programs told.

    Raises:
        Outdated: somebody else's came first.
    """
    first = cycle.changes.count() + 1
    now = clock.now()
    for seq, one in enumerate(changes, first):
        kind, fields = written.change(one)
        try:
            Change.objects.create(cycle=cycle, seq=seq, kind=kind, fields=fields, by=by, at=now)
        except IntegrityError:
            raise Outdated from None
        _calendar(cycle, one)
    webhooks.tell(cycle, changes, now)


def _calendar(cycle: Cycle, one: Changed) -> None:
    """Each session has its row from the day it is known; its calendar entry ages with each change of its date."""
    match one:
        case Added(session=added):
            Meeting.objects.get_or_create(cycle=cycle, number=added.number)
        case Moved(session=number) | Cancelled(session=number) | FellAway(session=number):
            Meeting.objects.filter(cycle=cycle, number=number).update(sequence=F("sequence") + 1)
        case _:  # whose turn it is, no calendar says
            pass
