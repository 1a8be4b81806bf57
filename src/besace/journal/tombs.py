"""Tombstones outside the vault: which keys were destroyed, for a vault that comes back from an older backup.

A tombstone is on disk here before the key goes from the vault, so that a crash between the two leaves the key
destroyed: it is refused at once, and destroyed anew by whoever reads next, at the latest at the next start.
"""

from collections.abc import Iterable

from django.db import connection, connections

from besace.journal.router import VAULT
from besace.journal.writer import WRITER
from besace.method.words import Seconds


def of(journal: str) -> frozenset[bytes]:
    """The ids of the keys of a journal that were destroyed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kid FROM journal_tombstone WHERE journal = %s", [journal])
        return frozenset(bytes(kid) for (kid,) in cursor)


def lay(kids: Iterable[tuple[bytes, str]], at: Seconds) -> None:
    """Lays a tombstone for each key, given by its id and its journal; part of the writer's turn."""
    _lay((kid, journal, at) for kid, journal in kids)


def lay_known(rows: Iterable[tuple[bytes, str, Seconds]]) -> None:
    """Lays the tombstones of a list, each with its journal and its time; those that lie here already stay."""
    told = list(rows)
    WRITER.run(lambda: _lay(told))


def lay_missing() -> int:
    """Lays here what only the vault tells of, as after the content came back from an older backup; gives how many."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT kid, journal, destroyed FROM vault_scopekey WHERE destroyed IS NOT NULL")
        buried = {bytes(kid): (journal, at) for kid, journal, at in cursor}
    known = _all()
    missing = [(kid, journal, at) for kid, (journal, at) in buried.items() if kid not in known]
    if missing:
        WRITER.run(lambda: _lay(missing))
    return len(missing)


def risen() -> dict[str, frozenset[bytes]]:
    """The keys that the vault has again although they were destroyed, by journal."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT kid, journal FROM vault_scopekey WHERE destroyed IS NULL")
        living = [(bytes(kid), journal) for kid, journal in cursor]
    dead = _all()
    found: dict[str, set[bytes]] = {}
    for kid, journal in living:
        if kid in dead:
            found.setdefault(journal, set()).add(kid)
    return {journal: frozenset(kids) for journal, kids in found.items()}


def _lay(rows: Iterable[tuple[bytes, str, Seconds]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO journal_tombstone (kid, journal, at) VALUES (%s, %s, %s) ON CONFLICT (kid) DO NOTHING",
            [list(row) for row in rows],
        )


def _all() -> frozenset[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kid FROM journal_tombstone")
        return frozenset(bytes(kid) for (kid,) in cursor)
