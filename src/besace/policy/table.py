"""The table: who may do what with what, and when; whatever no row opens is denied."""

from collections.abc import Iterator, Mapping
from functools import cache

from besace.policy.row import Cell, Row, cells
from besace.policy.rows import around, coming_in, ending, room, steps
from besace.policy.words import LETS_IN, Gate, Party

TABLE: tuple[Row, ...] = (*coming_in.ROWS, *steps.ROWS, *ending.ROWS, *room.ROWS, *around.ROWS)


def named(name: str) -> Row:
    """The row of that name (“Statement: read”)."""
    return next(row for row in TABLE if row.name == name)


def _acts() -> Mapping[str, frozenset[Cell]]:
    return {word: row.cells for row in TABLE for word in row.acts.split()}


def _pages() -> Mapping[str, tuple[Gate, frozenset[Cell]]]:
    return {name: (gate, _through(gate, row.opens)) for row in TABLE for name, gate in row.gates.items()}


@cache
def _through(gate: Gate, opens: str) -> frozenset[Cell]:
    return frozenset(cell for cell in cells(opens) if cell[0] in LETS_IN[gate])


def _shows() -> Mapping[str, frozenset[Cell]]:
    found: dict[str, frozenset[Cell]] = {}
    for row in TABLE:
        for name, parties in _shown(row):
            found[name] = found.get(name, frozenset()) | {cell for cell in row.cells if cell[0] in parties}
    return found


def _shown(row: Row) -> Iterator[tuple[str, frozenset[Party]]]:
    """Each value of an island, with the parties it is for: those before the colon, else all of the row."""
    for part in filter(None, map(str.strip, row.shows.split(";"))):
        letters, colon, names = part.rpartition(":")
        parties = frozenset(map(Party, letters.split())) if colon else row.parties
        yield from ((name, parties) for name in names.split())


def _named_in(field: str) -> Mapping[str, frozenset[Cell]]:
    found: dict[str, frozenset[Cell]] = {}
    for row in TABLE:
        for name in getattr(row, field).split():
            found[name] = found.get(name, frozenset()) | row.cells
    return found


ACTS = _acts()
PAGES = _pages()
SHOWS = _shows()
EXPORTS = _named_in("exports")
PAPERS = _named_in("papers")
LETTERS = _named_in("letters")
READS = _named_in("reads")
