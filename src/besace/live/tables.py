"""The tables of both databases, brought up to date in a process of its own.

What migrations load (every former shape of every table) takes some fifteen megabytes at the first start and three at
each later one, and a house at rest has no use for it. A mark in each database says which migrations it has seen, so
that most starts need no such process.
"""

import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from zlib import crc32

from django.apps import apps
from django.conf import settings
from django.db import connections

from besace.journal.router import VAULT
from besace.live import happenings
from besace.live.happenings import Happening

DATABASES = ("default", VAULT)
TURN = 0x7461626C
# PostgreSQL keeps the mark as a comment on Django's own table of migrations, so that it comes and goes with it.
READ = {
    "sqlite": "PRAGMA user_version",
    "postgresql": "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')",
}
WRITE = {"sqlite": "PRAGMA user_version = {}", "postgresql": "COMMENT ON TABLE django_migrations IS '{}'"}


def bring_up_to_date() -> None:
    """Has the tables of this version made, where they are not there yet.

    Raises:
        SystemExit: they could not be made; what went wrong has been said.
    """
    if not are_current():
        make_in(settings.BESACE_DATA)


def are_current() -> bool:
    """Whether the tables of both databases are those of this version."""
    return all(marked(name) == mark() for name in DATABASES)


def make_in(house: Path, **told: str) -> None:
    """Has the tables of this version made in another process, for the house in a folder; `told` are its variables.

    Raises:
        SystemExit: they could not be made; what went wrong has been said.
    """
    began = time.monotonic()
    surroundings = {**os.environ, "BESACE_DATA": str(house), **told}
    done = subprocess.run([sys.executable, "-m", __name__], env=surroundings, check=False)  # noqa: S603  # nosec B603 # our own module
    if done.returncode:
        sys.exit("The tables of the databases could not be brought up to date.")
    happenings.tell(Happening.TABLES_MADE, seconds=round(time.monotonic() - began, 1))


@cache
def mark() -> int:
    """Names the migrations of this version: 31 bits, as `PRAGMA user_version` keeps them."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    names = sorted(f"{folder.parent.name}/{file.name}" for folder in folders for file in folder.glob("[0-9]*.py"))
    return crc32("\n".join(names).encode()) & 0x7FFF_FFFF


def marked(name: str) -> int:
    """The mark a database carries; 0 where it has none yet."""
    with connections[name].cursor() as cursor:
        cursor.execute(READ[connections[name].vendor])
        return int(cursor.fetchone()[0] or 0)


def migrate() -> None:
    """Brings the tables up to date in this process, and marks each database; of several that start, one at a time."""
    from besace.live.migrating import bring_up  # noqa: PLC0415 - what it loads is for this process alone

    for name in DATABASES:
        with connections[name].cursor() as cursor:
            if connections[name].vendor == "postgresql":
                cursor.execute("SET statement_timeout = 0")  # a large table may take its time
                cursor.execute("SET lock_timeout = 0")
                cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])  # ends with this process
            bring_up(name)
            cursor.execute(WRITE[connections[name].vendor].format(mark()))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
    migrate()
