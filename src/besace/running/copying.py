"""Copying what a house is made of into files: a database as it stands at one instant, and the keys of the house."""

import os
import secrets
import shutil
import sqlite3
from pathlib import Path

from django.db import connections

from besace.journal import folder, ring
from besace.journal.router import VAULT
from besace.live import tables
from besace.running import reading, rows
from besace.running.manifest import Unfit

FILES = {"default": "besace.sqlite3", VAULT: "vault.sqlite3"}
RING, ROOTS, SECRET = "keys", "roots", "secret"


def copied(alias: str, to: Path) -> None:
    """Copies a database of this house into a file, as it stands at one instant."""
    file = to / FILES[alias]
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if connections[alias].vendor == "sqlite":
        pages(Path(connections.settings[alias]["NAME"]), file)
    else:
        _carried(alias, file)


def pages(source: Path, file: Path) -> None:
    """SQLite's own online backup, in one step: nobody's write comes in between, and nobody waits for it."""
    there = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    copy = sqlite3.connect(file)
    try:
        there.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    finally:
        copy.close()
        there.close()


def _carried(alias: str, file: Path) -> None:
    """What a server keeps, row by row into tables made for it: as it stood when the first row was read."""
    blank = file.parent / f".blank-{secrets.token_hex(4)}"
    try:
        blank.mkdir(mode=0o700)
        tables.make_in(blank, BESACE_DATABASE="", BESACE_VAULT="")
        told = {**reading.FILE, "NAME": blank / FILES[alias]}
        ours = rows.models(alias)
        with reading.snapshot(alias) as source, reading.opened("copy", told):
            if strangers := rows.strangers(source, ours):
                raise Unfit(strange(strangers))
            rows.carry(ours, source, "copy")
        pages(blank / FILES[alias], file)
    finally:
        shutil.rmtree(blank, ignore_errors=True)


def strange(strangers: tuple[str, ...]) -> str:
    return (
        f"The database holds tables that Besace does not know as it is set up here: {', '.join(strangers)}. Set the"
        " variables as the house has them (BESACE_OIDC_URL), or take what is not Besace's out."
    )


def keys(to: Path) -> None:
    """The ring, the roots of links, and the signing secret."""
    home = folder.home()
    wanted = [(one, Path(RING) / one.name) for one in ring.place().glob("kek-*")]
    wanted += [(one, Path("roots") / one.name) for one in (home / "roots").glob("*")]
    wanted += [(one, Path(one.name)) for one in (home / "secret", folder.first_key()) if one.exists()]
    for one, name in wanted:
        target = to / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        target.unlink(missing_ok=True)
        folder.lay_down(target, folder.read(one))


def names_in(place: Path) -> list[Path]:
    """The key files of a house, or of the keys' part of a backup, by their names in it."""
    found = [*(place / RING).glob("kek-*"), *(place / ROOTS).glob("[a-z]*")]
    found += [one for one in (place / SECRET, place / "key") if one.is_file()]
    return sorted(one.relative_to(place) for one in found)


def flush(draft: Path) -> None:
    """Has every file below a folder on disk, and their names."""
    for one in sorted(draft.rglob("*"), reverse=True):
        if one.is_dir():
            folder.flush_folder(one)
            continue
        with one.open("rb") as file:
            os.fsync(file.fileno())
    folder.flush_folder(draft)
