"""Another house looked at in this process, as a start of its own takes seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from besace.journal import ring
from besace.journal.keys import VAULT_KEYS
from besace.live import clock
from besace.running import check
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


def _point(files: "dict[str, Path]") -> None:
    connections.close_all()
    for alias, file in files.items():
        connections.settings[alias]["NAME"] = file
    ring.forget_cached()
    VAULT_KEYS.forget_cached()


def _secret(folder: Path) -> str:
    file = folder / "secret"
    return file.read_bytes().hex() if file.exists() else settings.SECRET_KEY
