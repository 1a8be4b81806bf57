"""Appending and reading: one transaction at the expected sequence, durable before it is answered.

SQL by hand: the ORM takes four times as long for the one statement that every act of every room waits for.
"""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, connection

from besace.journal.keys import CEILING, VAULT_KEYS
from besace.journal.seal import ScopeKey, seal, unseal
from besace.journal.writer import WRITER, ExpectedFailure
from besace.method.acts import Entry
from besace.method.words import Seconds

PLACE = "journal.entry"
INSERT = (
    "INSERT INTO journal_entry (journal_id, seq, kind, by, behalf, audience, scope, kid, sealed, at, act)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
SELECT = (
    "SELECT seq, kind, by, behalf, audience, scope, kid, sealed, at FROM journal_entry"
    " WHERE journal_id = %s AND seq > %s ORDER BY seq"
)


class Raced(ExpectedFailure):
    """Someone else's entry came first: read on, and decide again."""


@dataclass(frozen=True, slots=True)
class Appended:
    """The sequence of the act's last entry; `repeated` when the act had been done before."""

    seq: int
    repeated: bool = False


def open_journal(at: Seconds) -> str:
    """Opens an empty journal and gives its name, which nobody can guess."""
    name = secrets.token_urlsafe(16)

    def insert() -> str:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO journal_journal (id, last, created) VALUES (%s, 0, %s)", [name, at])
        return name

    return WRITER.run(insert, of=name)


def append(
    journal: str,
    entries: Sequence[Entry],
    *,
    expected: int,
    act_id: str,
    by: str,
    told: Callable[[int], None] | None = None,
) -> Appended:
    """Appends the entries of one act after the sequence `expected`, all or none, and returns once they are on disk.

    `told` is called with the sequence reached, as part of the same transaction.

    Raises:
        Raced: `expected` is not the last sequence any more.
    """
    name = _act_name(by, act_id)
    rows = [_sealed_row(journal, seq, entry) for seq, entry in enumerate(entries, expected + 1)]
    rows[-1][-1] = name
    try:
        return WRITER.run(lambda: _insert(journal, rows, expected, told), of=journal)
    except (Raced, IntegrityError):  # the table holds each act once: it need not be asked beforehand
        if (first := _sequence_of(journal, name)) is None:
            raise
        return Appended(first, repeated=True)


def answer_to(journal: str, by: str, act_id: str) -> int | None:
    """The sequence first answered to this act of this person; None when it has not been done."""
    return _sequence_of(journal, _act_name(by, act_id))


def last(journal: str) -> int:
    """The sequence of the newest entry; 0 for an empty journal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last FROM journal_journal WHERE id = %s", [journal])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def read(journal: str, after: int = 0) -> list[Entry]:
    """The entries after a sequence, opened; one whose key is gone comes back empty and `forgotten`.

    Raises:
        Tampered: a row was moved or edited.
    """
    with connection.cursor() as cursor:
        cursor.execute(SELECT, [journal, after])
        rows = cursor.fetchall()
    keys = VAULT_KEYS.keys_of(journal) if rows else {}
    return [opened(journal, row, keys) for row in rows]


def opened(journal: str, row: tuple[Any, ...], keys: Mapping[bytes, ScopeKey]) -> Entry:
    """The entry of a row as `SELECT` gives it; empty and `forgotten` where its key is not among these.

    Raises:
        Tampered: the row was moved or edited.
    """
    seq, kind, by, behalf, audience, scope, kid, sealed, at = row
    bare = Entry(kind, by, at, {}, behalf or None, scope, audience)
    if (key := keys.get(bytes(kid))) is None:
        return replace(bare, forgotten=True)
    return replace(bare, fields=unseal(key, PLACE, _bound(journal, seq, bare), bytes(sealed)))


def as_kept(entry: Entry) -> Entry:
    """The entry as reading it back gives it (JSON knows lists, not tuples), so that both fold alike."""
    return replace(entry, fields=json.loads(json.dumps(entry.fields)))


def _act_name(by: str, act_id: str) -> str:
    return f"{by}:{act_id}"


def _sequence_of(journal: str, name: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM journal_entry WHERE journal_id = %s AND act = %s", [journal, name])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _insert(journal: str, rows: list[list[Any]], expected: int, told: Callable[[int], None] | None) -> Appended:
    reached = expected + len(rows)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_journal SET last = %s WHERE id = %s AND last = %s", [reached, journal, expected])
        if cursor.rowcount != 1:
            raise Raced
        cursor.executemany(INSERT, rows)
    if told:
        told(reached)
    return Appended(reached)


def _bound(journal: str, seq: int, entry: Entry) -> list[str | int]:
    return [journal, seq, entry.by, entry.behalf or "", entry.kind, entry.audience, entry.scope, entry.at]


def _sealed_row(journal: str, seq: int, entry: Entry) -> list[Any]:
    key = VAULT_KEYS.key_for(journal, entry.scope, entry.at, CEILING)
    blob = seal(key, PLACE, _bound(journal, seq, entry), entry.fields)
    behalf = entry.behalf or ""
    columns = [journal, seq, entry.kind, entry.by, behalf, entry.audience, entry.scope]
    return [*columns, key.kid, blob, entry.at, None]
