"""A backup of a house that goes on working: what was acknowledged before it began is in it, and can be read again.

The content is copied first, then the vault: a key is in the vault before anything is sealed under it, so whatever the
copy of the content holds finds its key in the later copy of the vault, or its tombstone. The other way round, what
was sealed in between would be lost. What wraps the keys is copied only when asked, into a folder of its own.

Whatever the engine, a copy is a pair of SQLite files: one form to keep, to restore and to look at.
"""

import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from django.db import connections

from besace.journal import folder, ring
from besace.journal.router import VAULT
from besace.live import clock, tables
from besace.running import copying, erased, manifest, reading, rows
from besace.running.copying import FILES
from besace.running.manifest import Manifest, Unfit

PARTS = {"default": "content", VAULT: "vault"}
KEYS = "keys"
ERASED = "erased.json"
TRIES = 3


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a backup go, or lie; the vault with the content unless it has a place of its own."""

    content: Path
    vault: Path
    keys: Path | None = None

    def all_of_them(self) -> list[Path]:
        """Each folder once: the content's last, as it is the one a backup is known by."""
        return [*dict.fromkeys(one for one in (self.keys, self.vault, self.content) if one)]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was backed up."""

    content: Manifest
    vault: Manifest
    seconds: float
    lacking: tuple[str, ...]
    """Keys that the vault's are wrapped under, and that are not on the ring."""


def take(places: Places) -> Taken:
    """Backs this house up, whole or not at all.

    Raises:
        Unfit: there is something already where it is to go, or the tables are of another version.
    """
    began = clock.real()
    _refuse(places)
    with _drafts(places) as to:
        bare = Manifest(secrets.token_urlsafe(12), "", version("besace"), connections["default"].vendor, int(began))
        copying.copied("default", to.content)
        for _ in range(TRIES):  # a key of the ring may go at this very moment (`besace keys rotate --now`)
            copying.copied(VAULT, to.vault)
            wrapped = _wrapped(to.vault / FILES[VAULT])
            if to.keys:
                copying.keys(to.keys)
            if not (lacking := tuple(one for one in wrapped if one not in ring.ids())):
                break
        told = _tell(to, bare, wrapped)
    return Taken(*told, clock.real() - began, lacking)


def _refuse(places: Places) -> None:
    if places.keys and places.keys in {places.content, places.vault}:
        raise Unfit("The keys go into a folder of their own: beside what they open, they protect nothing.")
    for one in places.all_of_them():
        if one.exists() and (not one.is_dir() or any(one.iterdir())):
            raise Unfit(f"{one} is there already, and not empty. Give a backup a folder of its own.")
    if not tables.are_current():
        raise Unfit("The tables are of another version of Besace. Start it once, so that they are brought up to date.")


@contextmanager
def _drafts(places: Places) -> Iterator[Places]:
    """Folders beside the places, which take their names once everything in them is on disk."""
    drafts = {one: one.with_name(f".{one.name}-{secrets.token_hex(4)}") for one in places.all_of_them()}
    try:
        for one in drafts.values():
            one.mkdir(mode=0o700, parents=True)
        yield Places(drafts[places.content], drafts[places.vault], drafts[places.keys] if places.keys else None)
        for one, draft in drafts.items():
            copying.flush(draft)
            draft.replace(one)
            folder.flush_folder(one.parent)
    finally:
        for draft in drafts.values():
            shutil.rmtree(draft, ignore_errors=True)


def _tell(to: Places, bare: Manifest, wrapped: list[str]) -> tuple[Manifest, Manifest]:
    """Lays the manifest of each part beside it, once it is whole."""
    told = []
    for alias, place in (("default", to.content), (VAULT, to.vault)):
        with reading.of_file(place / FILES[alias], "copy"):
            one = replace(
                bare,
                part=PARTS[alias],
                migrations=[list(done) for done in rows.done("copy")],
                counts={rows.table(model): rows.count(model, "copy") for model in rows.models(alias)},
                heads=_heads("copy") if alias == "default" else {},
                wrapped=wrapped,
            )
        told.append(one)
    (to.content / ERASED).write_text(erased.as_text(_erased(to)), "utf-8")
    (to.content / ERASED).chmod(0o600)
    files = {"content": (to.content, [FILES["default"], ERASED]), "vault": (to.vault, [FILES[VAULT]])}
    told = [replace(one, files=_only(manifest.hashed(files[one.part][0]), files[one.part][1])) for one in told]
    for one in told:
        manifest.write(files[one.part][0], one)
    if to.keys:
        manifest.write(to.keys, replace(bare, part=KEYS, wrapped=wrapped, files=manifest.hashed(to.keys)))
    return told[0], told[1]


def _only(files: dict[str, list[str | int]], names: list[str]) -> dict[str, list[str | int]]:
    return {name: files[name] for name in names}


def _erased(to: Places) -> erased.Erased:
    with (
        reading.of_file(to.content / FILES["default"], "copy-content") as content,
        reading.of_file(to.vault / FILES[VAULT], "copy-vault") as vault,
    ):
        return erased.known(content, vault)


def _heads(alias: str) -> dict[str, int]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT id, last FROM journal_journal ORDER BY id")
        return dict(cursor.fetchall())


def _wrapped(file: Path) -> list[str]:
    copy = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        asked = "SELECT DISTINCT kek FROM vault_scopekey WHERE destroyed IS NULL ORDER BY kek"
        return [kek for (kek,) in copy.execute(asked)]
    finally:
        copy.close()
