"""A disk that is full, for the tests.

SQLite bounds its own pages, and raises what it raises on a full disk. A PostgreSQL server knows no such bound: there
it is told to refuse rows, with the code it has for a full disk.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connections

from besace.journal import writer
from besace.journal.writer import WRITER

NO_BOUND = 1 << 30
PAGE = 8192
REFUSING = """
CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF octet_length(NEW::text) > {} THEN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
    END IF;
    RETURN NEW;
END $$
"""


@contextmanager
def full_disk(alias: str = "default", more_pages: int = 0) -> Iterator[None]:
    """A database may grow by so many pages and no more, whoever writes; its free pages are used up.

    What stood there in the way is taken out again at the end.
    """
    with (_full_server if connections[alias].vendor == "postgresql" else _full_file)(alias, more_pages):
        yield


@contextmanager
def _full_server(alias: str, more_pages: int) -> Iterator[None]:
    _ask(alias, REFUSING.format(more_pages * PAGE))
    for table in connections[alias].introspection.table_names():
        _ask(
            alias,
            f'CREATE TRIGGER is_full BEFORE INSERT OR UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION is_full()',
        )
    try:
        yield
    finally:
        _ask(alias, "DROP FUNCTION is_full CASCADE")


@contextmanager
def _full_file(alias: str, more_pages: int) -> Iterator[None]:
    most, really, bound = WRITER.run(lambda: _filled(alias)) + more_pages, writer._commit, []

    def commit(batch: Any) -> None:
        _ask(alias, f"PRAGMA max_page_count = {most}")  # a bound is a connection's own, and each thread has one
        bound.append(connections[alias].connection)
        really(batch)

    writer._commit = commit
    try:
        yield
    finally:
        writer._commit = really
        for line in bound:
            with suppress(sqlite3.ProgrammingError):  # closed meanwhile
                line.execute(f"PRAGMA max_page_count = {NO_BOUND}")
        WRITER.run(lambda: _ask(alias, "DROP TABLE in_the_way"))


def _filled(alias: str) -> int:
    _ask(alias, "CREATE TABLE in_the_way (what BLOB)")
    while _ask(alias, "PRAGMA freelist_count"):
        _ask(alias, "INSERT INTO in_the_way VALUES (zeroblob(3000))")
    return int(_ask(alias, "PRAGMA page_count"))


def _ask(alias: str, question: str) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None
