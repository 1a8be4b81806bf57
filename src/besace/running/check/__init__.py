"""`besace check`: is everything there, and does it open? It reads only, and works beside a running server."""

from django.db import DatabaseError

from besace.running.check import databases, journals, keys, sealed_rows
from besace.running.check.house import looked_at
from besace.running.check.report import Report


def look() -> Report:
    """Looks at the whole house; what cannot be looked at any more is said, and ends it."""
    report = Report()
    try:
        with looked_at() as house:
            for part in (databases, journals, keys, sealed_rows):
                part.look(house, report)
    except DatabaseError as failed:
        report.add("databases", f"A database cannot be read through ({type(failed).__name__}). Restore a backup.")
    return report.close()
