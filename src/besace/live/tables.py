"""The tables of both databases, brought up to date in a process of its own.

What migrations load (every former shape of every table) takes some fifteen megabytes at the first start and three at
each later one, and a house at rest has no use for it. A mark in each database says which migrations it has seen, so
that most starts need no such process.
"""

import os
import subprocess
import sys
from pathlib import Path
from zlib import crc32

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from besace.journal.router import VAULT

DATABASES = ("default", VAULT)


def bring_up_to_date() -> None:
    """Has the tables of this version made, where they are not there yet.

    Raises:
        SystemExit: they could not be made; what went wrong has been said.
    """
    if all(connections[name].vendor == "sqlite" and _marked(name) == mark() for name in DATABASES):
        return
    surroundings = {**os.environ, "BESACE_DATA": str(settings.BESACE_DATA)}
    done = subprocess.run([sys.executable, "-m", __name__], env=surroundings, check=False)  # noqa: S603  # nosec B603 # our own module
    if done.returncode:
        sys.exit("The tables in the data folder could not be brought up to date.")


def mark() -> int:
    """Names the migrations of this version: 31 bits, as `PRAGMA user_version` keeps them."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    names = sorted(f"{folder.parent.name}/{file.name}" for folder in folders for file in folder.glob("[0-9]*.py"))
    return crc32("\n".join(names).encode()) & 0x7FFF_FFFF


def _marked(name: str) -> int:
    with connections[name].cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        return int(cursor.fetchone()[0])


def migrate() -> None:
    """Brings the tables up to date in this process, and marks each database."""
    for name in DATABASES:
        call_command("migrate", database=name, interactive=False, verbosity=0)
        if connections[name].vendor == "sqlite":
            with connections[name].cursor() as cursor:
                cursor.execute(f"PRAGMA user_version = {mark()}")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
    migrate()
