"""The databases themselves: can every page and every row be read, does every row find what it points to."""

from django.db import DatabaseError, connections

from besace.journal.router import VAULT
from besace.running import rows
from besace.running.check.house import House
from besace.running.check.report import Report

NAMES = {"default": "content", VAULT: "vault"}


def look(house: House, report: Report) -> None:
    """Looks at both."""
    for kind, alias in (("default", house.content), (VAULT, house.vault)):
        if connections[alias].vendor == "sqlite":
            _pages(alias, NAMES[kind], report)
        _rows(kind, alias, report)


def _pages(alias: str, name: str, report: Report) -> None:
    """SQLite's own look at its pages and indexes; what it says names tables and pages."""
    with connections[alias].cursor() as cursor:
        try:
            cursor.execute("PRAGMA integrity_check(20)")
            found = [line for (line,) in cursor if line != "ok"]
        except DatabaseError as failed:
            found = [str(failed)]
        for line in found:
            report.add(name, f"The {name}'s file is damaged: {' '.join(line.split())}. Restore a backup.")
        if not found:
            _pointers(alias, name, report)


def _pointers(alias: str, name: str, report: Report) -> None:
    """PostgreSQL keeps these by itself, and a file is trusted to."""
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, other, _ in cursor.fetchall():
            report.add(name, f"In the {name}, row {row} of {table} points to a row of {other} that is not there.")


def _rows(kind: str, alias: str, report: Report) -> None:
    """Every row is read, with what Django makes of it."""
    for model in rows.models(kind):
        table = rows.table(model)
        try:
            report.count("rows", sum(1 for _ in rows.read(model, alias)))
        except (DatabaseError, ValueError, TypeError) as failed:
            report.add(NAMES[kind], f"The table {table} cannot be read through ({type(failed).__name__}).")
