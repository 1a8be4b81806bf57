"""Reading names and addresses as people paste them: one a line, from a spreadsheet, or from a letter's heading.

Nothing is done here. What can be read is given, what cannot is named with its line and the reason.
"""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST_NAME = 40
LONGEST_ADDRESS = 254
BOM = "\ufeff"
SEPARATORS = "\t;,"
ANGLED = re.compile(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>]*)>\W*")
LETTERS = re.compile(r"[^\W\d_]")
HEADINGS = re.compile(
    r"(?:first|last|given|family|full)?[ -]?names?|surname|e?-?mail(?:[ -]address)?|address|language|phone|n°|no|#"
    r"|noms?|prénoms?|prenom|courriel|mél|adresse(?: (?:e-?mail|mail|électronique|de courriel))?|langue|téléphone"
)


class Why(StrEnum):
    """Why a row cannot be taken as it stands."""

    MISSING = "missing"
    INVALID = "invalid"
    SEVERAL = "several"
    """More than one address, and no telling whose."""
    LONG = "long"
    TWICE = "twice"
    MEMBER = "member"
    INVITED = "invited"
    BEYOND = "beyond"
    """One more than there are chairs."""


@dataclass(frozen=True, slots=True)
class Row:
    """Someone who can be invited."""

    line: int
    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be taken: its line, what stands there, and why."""

    line: int
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read, in order."""

    good: tuple[Row, ...] = ()
    bad: tuple[Bad, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beforehand of a group: addresses of members and of those invited, and how many chairs are free."""

    members: Collection[str] = ()
    invited: Collection[str] = ()
    chairs: int = 9


def read(text: str, known: Known, ready: Sequence[str] = ()) -> Reading:
    """Reads a pasted text after the rows that were ready before, each of which is read anew."""
    good: list[Row] = []
    bad: list[Bad] = []
    for one in (*_rows("\n".join(ready)), *_rows(text)):
        why = _refused(one, good, known) if isinstance(one, Row) else one.why
        if why is None and isinstance(one, Row):
            good.append(one)
        elif why is not None:
            bad.append(Bad(one.line, one.text if isinstance(one, Bad) else str(one), why))
    return Reading(tuple(good), tuple(bad))


def address_in(text: str) -> Row | None:
    """Reads one address, with a name or without; None where there is none that is sound, or more than one."""
    rows = list(_rows(text))
    only = rows[0] if len(rows) == 1 else None
    return only if isinstance(only, Row) and _unsound(only) is None else None


def _rows(text: str) -> Iterator[Row | Bad]:
    seen = False
    for number, line in enumerate(text.lstrip(BOM).splitlines(), 1):
        cells = [cell for cell in _cells(line.strip().strip(BOM)) if cell]
        if cells and (seen or not _is_heading(cells)):
            yield from _people(number, cells, line.strip())
        seen = seen or bool(cells)


def _cells(line: str) -> list[str]:
    """Parts a line at the separator it uses; what stands between quotation marks is one cell."""
    if ANGLED.fullmatch(line):
        return [line]
    bare = re.sub(r'"[^"]*"', "", line)
    separator = next((sign for sign in SEPARATORS if sign in bare), ",")
    return [" ".join(cell.split()) for cell in next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])]


def _is_heading(cells: Sequence[str]) -> bool:
    return all(HEADINGS.fullmatch(cell.casefold()) for cell in cells)


def _people(line: int, cells: Sequence[str], text: str) -> Iterator[Row | Bad]:
    holding = [cell for cell in cells if "@" in cell]
    if not holding:
        yield Bad(line, text, Why.MISSING)
    elif len(holding) == 1:
        yield _person(line, holding[0], _name_beside(cells, holding[0]), text)
    elif len(holding) == len(cells):  # a letter's heading: each cell is somebody
        yield from (_person(line, cell, "", cell) for cell in cells)
    else:
        yield Bad(line, text, Why.SEVERAL)


def _person(line: int, cell: str, beside: str, text: str) -> Row | Bad:
    angled = ANGLED.fullmatch(cell)
    if angled:
        name, address = angled["name"], angled["address"]
    else:
        words = cell.split()
        address = next(word for word in words if "@" in word)
        name = " ".join(word for word in words if word != address)
    if "@" in name or " " in address.strip():
        return Bad(line, text, Why.SEVERAL)
    address = address.strip("<>()[]'\", \t").removeprefix("mailto:").casefold()
    return Row(line, beside or name.strip("'\" \t"), address)


def _name_beside(cells: Sequence[str], holding: str) -> str:
    """The name in the other cells: all of those before the address, else the one that follows; never a number."""
    at = cells.index(holding)
    before = [cell for cell in cells[:at] if LETTERS.search(cell)]
    after = [cell for cell in cells[at + 1 :] if LETTERS.search(cell)]
    return " ".join(before or after[:1]).strip("'\" ")


def _refused(row: Row, good: Sequence[Row], known: Known) -> Why | None:
    if unsound := _unsound(row):
        return unsound
    if row.address in known.members:
        return Why.MEMBER
    if row.address in known.invited:
        return Why.INVITED
    if any(row.address == other.address for other in good):
        return Why.TWICE
    return Why.BEYOND if len(good) >= known.chairs else None


def _unsound(row: Row) -> Why | None:
    try:
        validate_email(row.address)
    except ValidationError:
        return Why.INVALID
    return Why.LONG if len(row.name) > LONGEST_NAME or len(row.address) > LONGEST_ADDRESS else None
