"""The rows of the vault: living keys as they are wrapped, and the tombstones of the others; SQL for both engines.

Whatever changes which key wraps what holds the vault's turn for the length of its transaction, so that no key is
wrapped under one that is just being destroyed.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from besace.journal.postgresql.rewriting import rewrite as rewrite_table
from besace.journal.router import VAULT
from besace.journal.wrapping import Row
from besace.journal.writer import where_erasing_may_spend
from besace.method.words import Seconds

SELECT = "SELECT kid, journal, scope, wrapped, kek, expires FROM vault_scopekey WHERE destroyed IS NULL"
INSERT = (
    "INSERT INTO vault_scopekey (kid, journal, scope, wrapped, kek, expires, created, burial)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, 0)"
)
TABLE = "vault_scopekey"
PATIENCE = 2.0
WAIT_MS = 200
_changed = True
"""Whether a server may still have former versions of rows; at the start nobody knows.

A row changed while all are written anew keeps that waiting, and is written anew with the others.
"""


@contextmanager
def changing(*, told: bool = False) -> Iterator[None]:
    """A transaction of the vault that nobody else's overlaps; `told`: other processes must hear of it."""
    with transaction.atomic(using=VAULT):
        _count(int(told))
        yield


def tell() -> None:
    """Has other processes hear of this transaction; part of `changing`."""
    _count(1)


def generation() -> int:
    """Counts what was destroyed and rewrapped."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT generation FROM vault_turn WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def living(journal: str | None = None) -> list[Row]:
    """The rows of the keys that are not destroyed, of one journal or of all."""
    one = journal is not None
    with connections[VAULT].cursor() as cursor:
        cursor.execute(f"{SELECT} AND journal = %s" if one else SELECT, [journal] if one else [])
        return [Row(bytes(row[0]), row[1], row[2], bytes(row[3]), row[4], row[5]) for row in cursor]


def past(now: Seconds) -> list[tuple[bytes, str]]:
    """The keys past their expiry that nobody has destroyed yet, each with its journal."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute(
            "SELECT kid, journal FROM vault_scopekey WHERE destroyed IS NULL AND expires > 0 AND expires <= %s", [now]
        )
        return [(bytes(kid), journal) for kid, journal in cursor]


def all_under(kek: str) -> bool:
    """Whether every living key is wrapped under this key of the ring."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT 1 FROM vault_scopekey WHERE destroyed IS NULL AND kek <> %s LIMIT 1", [kek])
        return cursor.fetchone() is None


def put(row: Row, at: Seconds) -> None:
    """Keeps a new key.

    Raises:
        IntegrityError: its scope has a living one.
    """
    with connections[VAULT].cursor() as cursor:
        cursor.execute(INSERT, [row.kid, row.journal, row.scope, row.wrapped, row.kek, row.expires, at])


def rewrite(row: Row) -> None:
    """Keeps a living key as it is wrapped now."""
    _note_former()
    with connections[VAULT].cursor() as cursor:
        cursor.execute(
            "UPDATE vault_scopekey SET wrapped = %s, kek = %s, expires = %s WHERE kid = %s AND destroyed IS NULL",
            [row.wrapped, row.kek, row.expires, row.kid],
        )


def bury(kids: Iterable[bytes], at: Seconds) -> None:
    """Leaves of each key its tombstone."""
    now = generation()
    _note_former()
    with connections[VAULT].cursor() as cursor:
        cursor.executemany(
            "UPDATE vault_scopekey SET wrapped = NULL, destroyed = %s, burial = %s"
            " WHERE kid = %s AND destroyed IS NULL",
            [[at, now, kid] for kid in kids],
        )


def holds(kids: Iterable[bytes]) -> bool:
    """Whether any of these keys is in the vault and not destroyed."""
    with connections[VAULT].cursor() as cursor:
        for kid in kids:
            cursor.execute("SELECT 1 FROM vault_scopekey WHERE kid = %s AND wrapped IS NOT NULL", [kid])
            if cursor.fetchone():
                return True
    return False


def buried_since(generation_: int) -> frozenset[str]:
    """The journals that lost a key since."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT DISTINCT journal FROM vault_scopekey WHERE burial > %s", [generation_])
        return frozenset(journal for (journal,) in cursor)


def _count(more: int) -> None:
    with connections[VAULT].cursor() as cursor:
        cursor.execute("UPDATE vault_turn SET generation = generation + %s WHERE id = 1", [more])


def has_a_log() -> bool:
    """Whether the vault's log is a file of ours that can be emptied; other engines keep theirs."""
    return connections[VAULT].vendor == "sqlite"


def let_go() -> bool:
    """Has the database let go of what is destroyed and still lies there: in the vault's log, or as former versions of
    its rows; False while someone still reads.
    """
    return where_erasing_may_spend(_empty_log) if has_a_log() else _rewrite()


def _note_former() -> None:
    global _changed  # noqa: PLW0603 - what this process knows of its server
    _changed = True


def _rewrite() -> bool:
    """The same where a server keeps the vault: all its rows are written anew, once after each change."""
    global _changed  # noqa: PLW0603 - what this process knows of its server
    if not _changed:
        return True
    _changed = False
    _changed = not rewrite_table(VAULT, TABLE)
    return not _changed


def _empty_log() -> bool:
    deadline = time.monotonic() + PATIENCE
    with connections[VAULT].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
        try:
            while True:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                if not cursor.fetchone()[0]:
                    return True
                if time.monotonic() > deadline:
                    return False
                time.sleep(0.01)
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
