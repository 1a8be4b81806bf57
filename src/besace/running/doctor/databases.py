"""The databases: are they there, are the servers fit for what is confided to them, and are the tables of this version.

Nothing is written, no file made: a database that nobody has open is read as a file that does not change.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, connections

from besace.journal import promises, ring
from besace.journal.engine import VARIABLES
from besace.journal.router import VAULT
from besace.live import tables
from besace.running import reading
from besace.running.doctor.finding import Finding, advice, stops, well

APPLIED = "SELECT app, name FROM django_migrations"
HOLDS = {"default": "SELECT 1 FROM journal_entry LIMIT 1", VAULT: "SELECT 1 FROM vault_scopekey LIMIT 1"}
WRAPPING = "SELECT DISTINCT kek FROM vault_scopekey WHERE destroyed IS NULL"


def look() -> Iterator[Finding]:
    """Looks at both databases."""
    try:
        promises.ask()
    except promises.Unfit as told:
        yield stops(str(told))
        return
    if any(map(_is_server, VARIABLES)):
        yield well("The database servers answer, and promise what they must.")
    there = [alias for alias in VARIABLES if _is_server(alias) or _file(alias).is_file()]
    for alias in there:
        try:
            with _opened(alias) as name:
                yield from _tables(alias, name)
                yield from _half(alias, name) if there == [alias] else ()
        except DatabaseError as failed:
            yield stops(
                f"The database {_called(alias)} cannot be read ({type(failed).__name__}): see `besace check`, and"
                " restore a backup if it says the same."
            )


def _half(alias: str, name: str) -> Iterator[Finding]:
    """One database that holds something, without the other."""
    (other,) = set(VARIABLES) - {alias}
    if not _is_empty(name) and _rows(name, HOLDS[alias]):
        yield stops(
            f"{_file(other)} is not there, and what {_called(alias)} holds is nothing without it. Put it back, or"
            " restore a backup; Besace would begin an empty one."
        )


def _tables(alias: str, name: str) -> Iterator[Finding]:
    if _is_empty(name):
        yield well(f"The database {_called(alias)} is empty; `besace serve` makes its tables.")
        return
    if tables.marked(name) == tables.mark():
        yield well(f"The tables of {_called(alias)} are of this version.")
    elif _later(name):
        yield stops(
            f"The tables of {_called(alias)} were made by a later version of Besace. Install that one again, or restore"
            " the backup from before it with this one."
        )
    else:
        yield advice(
            f"The tables of {_called(alias)} are of an earlier version; `besace serve` brings them up to date. Back up"
            " first, by that version."
        )
    if alias == VAULT:
        yield from _wrapped(name)


def _is_empty(name: str) -> bool:
    return "django_migrations" not in connections[name].introspection.table_names()


def _later(name: str) -> bool:
    """Whether a database has seen changes that this version does not know."""
    apps_here = {app.label: Path(app.path) / "migrations" for app in apps.get_app_configs()}
    return any(app in apps_here and not (apps_here[app] / f"{one}.py").exists() for app, one in _rows(name, APPLIED))


def _wrapped(name: str) -> Iterator[Finding]:
    """Whether what wraps the living keys is on the ring."""
    for kek in sorted({kek for (kek,) in _rows(name, WRAPPING)} - set(ring.ids())):
        yield stops(
            f"The key {kek} is not in {ring.place()}: put its file back there, or nothing that it wraps can be read."
        )


def _rows(name: str, question: str) -> list[tuple[str, ...]]:
    with connections[name].cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


@contextmanager
def _opened(alias: str) -> Iterator[str]:
    """A database to be read, by a name of its own where it is a file. One that nobody writes is read without its log:
    SQLite would make one, to read.
    """
    if _is_server(alias):
        yield alias
        return
    file = _file(alias)
    log = file.with_name(f"{file.name}-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    told = {**reading.FILE, "NAME": f"{file.resolve().as_uri()}?{how}", "OPTIONS": reading.READ_ONLY}
    with reading.opened(f"{alias}-asked", told) as name:
        yield name


def _is_server(alias: str) -> bool:
    return connections[alias].vendor != "sqlite"


def _file(alias: str) -> Path:
    return Path(connections.settings[alias]["NAME"])


def _called(alias: str) -> str:
    return VARIABLES[alias] if _is_server(alias) else _file(alias).name
