"""One row of the table: what may be done with what, by whom and when, and everything in the house that it governs."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from besace.policy.words import PHASES, Gate, Party, Phase

type Cell = tuple[Party, Phase]


class Whose(StrEnum):
    """Whose it is that is written or read."""

    ANY = "any"
    OWN = "own"
    ANOTHERS = "another's"


@dataclass(frozen=True, slots=True)
class Row:
    """What (`what`), the deed (`deed`), and who may, when (`opens`: “M C @0–3; F @E”): all else is denied.

    `matrix` is the matrix's own wording where it is another: then `why` names what weighs more. `seen` says where we
    show it, within `opens`.

    What it governs, in words apart by spaces: `acts` (and their entries), `reads` (entries whose words they are),
    `shows` (values of islands, `Class` or one `Class.field`, after “parties:” where not for all of the row),
    `pages` (“gate: names; gate: names”), `exports`, `papers`, `letters`.
    """

    what: str
    deed: str
    opens: str
    matrix: str | None = None
    whose: Whose = Whose.ANY
    chosen: bool = False
    ours: bool = False
    why: str = ""
    seen: str | None = None
    acts: str = ""
    reads: str = ""
    shows: str = ""
    pages: str = ""
    exports: str = ""
    papers: str = ""
    letters: str = ""

    @property
    def name(self) -> str:
        """The row by what and deed: no two have the same."""
        return f"{self.what}: {self.deed}"

    @property
    def cells(self) -> frozenset[Cell]:
        """Who may, and when."""
        return cells(self.opens)

    @property
    def shown(self) -> frozenset[Cell]:
        """To whom it is shown, and when."""
        return self.cells if self.seen is None else cells(self.seen)

    @property
    def parties(self) -> frozenset[Party]:
        """Who may, at some time."""
        return frozenset(party for party, _ in self.cells)

    @property
    def gates(self) -> dict[str, Gate]:
        """Every page it governs, with what that page asks."""
        found: dict[str, Gate] = {}
        for part in filter(None, map(str.strip, self.pages.split(";"))):
            gate, names = part.split(":")
            found |= dict.fromkeys(names.split(), Gate(gate.strip()))
        return found


@cache
def cells(opens: str) -> frozenset[Cell]:
    """Reads “M C @0–3 5; F @E”: parties, then phases, one by one or from one to another; `@any` is all of them.

    Each cell, and each set of them, is in memory once: hundreds of rows and pages name the same few.

    Raises:
        ValueError: a letter that is none of the table's.
    """
    found: set[Cell] = set()
    for part in filter(None, map(str.strip, opens.split(";"))):
        parties, at, phases = part.partition("@")
        if not at:
            raise ValueError(part)
        found |= {_cell(Party(one), phase) for one in parties.split() for phase in _phases(phases.strip())}
    return frozenset(found)


@cache
def _cell(party: Party, phase: Phase) -> Cell:
    return party, phase


def _phases(said: str) -> list[Phase]:
    if said == "any":
        return list(Phase)
    found: list[Phase] = []
    for part in said.split():
        first, to, last = part.partition("–")
        begins, ends = PHASES.index(Phase(first)), PHASES.index(Phase(last if to else first))
        found += [Phase(one) for one in PHASES[begins : ends + 1]]
    return found
