"""A box into which names and addresses are pasted: how we read it is shown before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from besace.people.invitations import Asked
from besace.people.pasted import Known, Reading, Row, read
from besace.web.forms import clean
from besace.web.groups.words import said_of_row

LONGEST_PASTE = 20_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """What stands in the box and how it was read: rows that are ready, and sentences on those that are not."""

    box: str = ""
    ready: tuple[Row, ...] = ()
    bad: tuple[str, ...] = ()
    fresh: bool = False
    """Whether something is ready that the page has not shown yet."""

    @property
    def sure(self) -> bool:
        """Whether she has seen all of it, and nothing is left to mend."""
        return not self.bad and not self.fresh

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Whom it asks for."""
        return tuple(Asked(row.address, row.name) for row in self.ready)


def pasted(posted: QueryDict, known: Known, chairs: int) -> Pasted:
    """Reads what was pasted after what was ready; what cannot be taken is left in the box, to be mended.

    `chairs` are those round the table, of which `known` says how many are free.
    """
    before = [clean(one) for one in posted.getlist("ready")]
    reading = read(clean(posted.get("paste", ""))[:LONGEST_PASTE], known, before)
    return Pasted(
        box="\n".join(one.text for one in reading.bad),
        ready=reading.good,
        bad=tuple(said_of_row(one, chairs) for one in reading.bad),
        fresh=_fresh(reading, before),
    )


def _fresh(reading: Reading, before: Sequence[str]) -> bool:
    return any(str(row) not in before for row in reading.good)
