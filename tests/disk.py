"""All that the databases under test have written, and a line of our own to each, on either engine."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from django.conf import settings
from django.db import connections

from tests.servers import ADMIN


def asked(alias: str, question: LiteralString, *values: object) -> list[tuple[Any, ...]]:
    """What a database answers to a line that is not ours: only what is committed."""
    if connections[alias].vendor == "sqlite":
        file = connections[alias].settings_dict["NAME"]
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as line:
            return line.execute(question.replace("%s", "?"), values).fetchall()
    with as_admin(alias) as line:
        return line.execute(question, values).fetchall()


def as_admin(alias: str) -> "psycopg.Connection[tuple[Any, ...]]":
    """A line to a server as its superuser, outside of transactions."""
    told = connections[alias].settings_dict
    return psycopg.connect(host=told["HOST"], port=told["PORT"], dbname=told["NAME"], user=ADMIN, autocommit=True)


def files(*aliases: str) -> Iterator[bytes]:
    """What stands in each file of the data folder and of the servers, once all that is in memory has been written and
    a server's log has gone on to its next file.
    """
    folders = {Path(settings.BESACE_DATA)}
    for alias in aliases or ("default", "vault"):
        if connections[alias].vendor == "postgresql":
            with as_admin(alias) as line:
                line.execute("SELECT pg_switch_wal()")
                line.execute("CHECKPOINT")
            folders.add(Path(connections[alias].settings_dict["HOST"]) / "data")
    for folder in folders:
        yield from (path.read_bytes() for path in folder.rglob("*") if path.is_file())


def tables(alias: str) -> Iterator[bytes]:
    """What stands in the files of a server's tables."""
    folder = Path(connections[alias].settings_dict["HOST"]) / "data" / "base"
    yield from (path.read_bytes() for path in folder.rglob("*") if path.is_file())
