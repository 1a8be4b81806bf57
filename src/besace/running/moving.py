"""Moving a house from its files to database servers: every row, compared on both sides; the files stay as they are.

Each database goes in one transaction. Broken off, the server has all of it or nothing, and the same command goes on:
what is there already, row for row, counts as done, and anything else is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from django.db import connections

from besace.journal import folder
from besace.journal.router import VAULT
from besace.live import in_use, tables
from besace.running import check, reading, rows
from besace.running.check.report import Report
from besace.running.copying import FILES, strange
from besace.running.manifest import Unfit

MADE_WITH_TABLES = ("auth_permission", "django_content_type", "vault_turn")
"""Tables that have rows as soon as they are made."""


@dataclass
class Moved:
    """What was moved: rows by table; which databases were there already; and what a check found on the servers."""

    counts: dict[str, int] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    found: Report = field(default_factory=Report)


def move() -> Moved:
    """Carries this folder's files into the servers of this house. Django must have been set up with those.

    Raises:
        Unfit: a server holds something else, or a row did not arrive as it was.
        InUse: Besace is running over the folder.
    """
    home = folder.home()
    wanted = [alias for alias in FILES if connections[alias].vendor == "postgresql"]
    in_use.alone(home)
    with _originals(home) as originals:
        for alias in wanted:
            _refuse_strangers(alias, originals[alias])
        tables.bring_up_to_date()
        moved = Moved()
        for alias in wanted:
            _database(alias, originals[alias], moved)
        moved.found = check.look()
    return moved


@contextmanager
def _originals(home: Path) -> Iterator[dict[str, str]]:
    """The files that are moved, opened to read only."""
    for name in FILES.values():
        if not (home / name).is_file():
            raise Unfit(f"There is no {name} in {home}: nothing to move. BESACE_DATA names the folder.")
    with (
        reading.of_file(home / FILES["default"], "original-content") as content,
        reading.of_file(home / FILES[VAULT], "original-vault") as vault,
    ):
        yield {"default": content, VAULT: vault}


def _refuse_strangers(alias: str, original: str) -> None:
    """Before any table is made: whose is the database, and is what we move of this version?"""
    ours = rows.models(alias)
    if found := rows.strangers(alias, ours):
        raise Unfit(f"The server's database is not empty: it holds {', '.join(found)}. Give an empty one.")
    if found := rows.strangers(original, ours):
        raise Unfit(strange(found))


def _database(alias: str, original: str, moved: Moved) -> None:
    ours = rows.models(alias)
    if {*rows.done(original)} != {*rows.done(alias)}:
        raise Unfit("The files are of another version of Besace. Start this one over them once, then move.")
    if _is_empty(alias):
        rows.carry(ours, original, alias)
    elif (differs := _first_difference(alias, original)) is not None:
        raise Unfit(f"The server's database is not empty, and not what is moved (see {differs}). Give an empty one.")
    else:
        moved.before.append(alias)
    if (differs := _first_difference(alias, original)) is not None:
        raise Unfit(f"Not all arrived as it was: {differs} differs. The files are as they were. Empty the server's.")
    moved.counts |= {rows.table(model): rows.count(model, alias) for model in ours}


def _is_empty(alias: str) -> bool:
    ours = [model for model in rows.models(alias) if rows.table(model) not in MADE_WITH_TABLES]
    return not any(rows.count(model, alias) for model in ours)


def _first_difference(alias: str, original: str) -> str | None:
    """The table, and which of its rows, that is not the same on both sides; both are read from end to end."""
    with reading.snapshot(alias) as there:
        for model in rows.models(alias):
            both = zip_longest(rows.read(model, original), rows.read(model, there))
            for number, (ours, theirs) in enumerate(both, 1):
                if ours is None or theirs is None or rows.digest(ours) != rows.digest(theirs):
                    return f"row {number} of {rows.table(model)}"
    return None
