"""Another house looked at in this process, as a start of its own takes seconds."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from besace.journal import ring, store
from besace.journal.keys import VAULT_KEYS
from besace.journal.seal import unseal
from besace.live import clock
from besace.people.sealed import KID
from besace.running import check
from besace.running.check import journals, sealed_rows
from besace.running.check.house import Fate, House, looked_at
from besace.running.check.report import Report
from tests.running.houses import AT, CONTENT, VAULT

FILES = {"default": CONTENT, "vault": VAULT}


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Everything here reads and writes the house of a folder, for as long as the block lasts."""
    before = {alias: connections.settings[alias]["NAME"] for alias in FILES}
    home, signing = settings.BESACE_DATA, settings.SECRET_KEY
    _point({alias: folder / name for alias, name in FILES.items()})
    settings.BESACE_DATA, settings.SECRET_KEY = folder, _secret(folder)
    try:
        yield
    finally:
        _point(before)
        settings.BESACE_DATA, settings.SECRET_KEY = home, signing


def found_in(folder: Path) -> Report:
    """What a check finds in the house of a folder."""
    with inside(folder), clock.at(AT):
        return check.look()


def opened_in(folder: Path, at: int = AT) -> dict[str, list[Any]]:
    """What can be read in the house of a folder."""
    with inside(folder), clock.at(at):
        return opened()


def opened() -> dict[str, list[Any]]:
    """What can be read in this house: by table how many values, and one hash of all that they say."""
    told: dict[str, list[str]] = {}
    with looked_at() as house:
        with connections[house.content].cursor() as cursor:
            cursor.execute(journals.ENTRIES)
            for journal, *line in cursor:
                entry = store.opened(journal, tuple(line), _keys(house, bytes(line[6])))
                _tell(told, "journal_entry", journal, entry.kind, entry.by, entry.at, entry.forgotten, entry.fields)
        for column in sealed_rows.COLUMNS:
            for row in column.model._base_manager.using(house.content):
                blob = bytes(getattr(row, column.name) or b"")
                bound = list(column.bound(row))
                for key in _keys(house, blob[:KID]).values() if blob else ():
                    _tell(told, column.place, bound, unseal(key, column.place, bound, blob[KID:]))
    return {place: [len(some), sha256("".join(sorted(some)).encode()).hexdigest()] for place, some in told.items()}


def _keys(house: House, kid: bytes) -> dict[bytes, Any]:
    return {kid: house.key(kid)} if house.fate(kid) is Fate.LIVING else {}


def _tell(told: dict[str, list[str]], place: str, *values: object) -> None:
    told.setdefault(place, []).append(sha256(json.dumps(values, sort_keys=True).encode()).hexdigest())


def _point(files: "dict[str, Path]") -> None:
    connections.close_all()
    for alias, file in files.items():
        connections.settings[alias]["NAME"] = file
    ring.forget_cached()
    VAULT_KEYS.forget_cached()


def _secret(folder: Path) -> str:
    file = folder / "secret"
    return file.read_bytes().hex() if file.exists() else settings.SECRET_KEY
