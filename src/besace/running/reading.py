"""Databases opened once more, to read only, as they stood at one instant; those of this house, or files elsewhere.

A reader holds nobody up: SQLite's log and PostgreSQL's versions of rows let everyone write on meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction

READ_ONLY: dict[str, Any] = {
    "timeout": 10,
    "transaction_mode": "DEFERRED",
    "init_command": "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF",
}
FILE: dict[str, Any] = {"ENGINE": "besace.journal.sqlite"}
NO_HURRY = " -c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=on"


@contextmanager
def snapshot(alias: str) -> Iterator[str]:
    """A database of this house as it stands now, for as long as the block lasts; gives the name to read it by."""
    told = connections.settings[alias]
    name = f"{alias}-read"
    if connections[alias].vendor == "sqlite":
        with of_file(Path(told["NAME"]), name):
            yield name
        return
    from psycopg import IsolationLevel  # noqa: PLC0415 - whoever keeps files has no driver

    options = {**told["OPTIONS"], "isolation_level": IsolationLevel.REPEATABLE_READ}
    options["options"] = str(options.get("options", "")) + NO_HURRY
    with opened(name, {**told, "OPTIONS": options}), _at_one_instant(name):
        yield name


@contextmanager
def of_file(file: Path, name: str) -> Iterator[str]:
    """A database in a file, as it stands now."""
    told = {**FILE, "NAME": f"{file.resolve().as_uri()}?mode=ro", "OPTIONS": READ_ONLY}
    with opened(name, told), _at_one_instant(name):
        yield name


@contextmanager
def opened(name: str, told: dict[str, Any]) -> Iterator[str]:
    """Any database under a name of its own, as long as the block lasts; `told` as in Django's DATABASES."""
    connections.settings[name] = connections.configure_settings({"default": {}, name: dict(told)})[name]
    try:
        yield name
    finally:
        connections[name].close()
        del connections[name]
        del connections.settings[name]


@contextmanager
def _at_one_instant(name: str) -> Iterator[None]:
    """From the first look on, what others write is not seen."""
    with transaction.atomic(using=name):
        with connections[name].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
        yield
