"""Where Besace keeps what it must not lose: one folder of this machine's user, closed to everyone else."""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

KEY_SIZE = 32


def home() -> Path:
    """The data folder, made on first use and readable by its owner alone."""
    folder = Path(settings.BESACE_DATA)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@lru_cache(maxsize=4)
def _key_in(folder: Path) -> bytes:
    return _kept(folder / "key")


def key() -> bytes:
    """The key that wraps all others: outside both databases, and never logged, copied or sent."""
    return _key_in(home())


def secret() -> str:
    """Django's signing secret, as long-lived as the folder."""
    return _kept(home() / "secret").hex()


def _kept(file: Path) -> bytes:
    """Reads 32 bytes, made at first use; an existing file is never written over."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        return _read(file)
    with os.fdopen(handle, "wb") as target:
        target.write(secrets.token_bytes(KEY_SIZE))
        target.flush()
        os.fsync(target.fileno())
    return _read(file)


def _read(file: Path) -> bytes:
    kept = file.read_bytes()
    if len(kept) != KEY_SIZE:
        raise RuntimeError(f"{file.name} in the data folder is damaged: {KEY_SIZE} bytes expected.")
    return kept
