"""The ring of keys that wrap the scope keys: one file each, outside both databases, the newest in use.

A file is `kek-<when it was made>-<four letters>`, 32 bytes, mode 0400, in `keys/` of the data folder or where
`BESACE_KEYS` points. A newer one retires it; it goes once the time to keep it is over. The single key of the first
layout, `key` in the data folder, is the oldest of the ring for as long as it is there.
"""

import os
import re
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from besace.journal import folder
from besace.method.words import Seconds

FIRST = "first"
NAME = re.compile(r"kek-(\d{1,12})-[0-9a-f]{4}")


class NoKey(RuntimeError):  # noqa: N818 - what happened, in two words
    """A key that something is wrapped under, or any key at all, is not on the ring; its sentence says where to look."""


class Fixed(RuntimeError):  # noqa: N818 - what happened, in one word
    """The ring cannot be changed from here; its sentence says what to do instead."""


def place() -> Path:
    """The folder of the ring."""
    return Path(settings.BESACE_KEYS) if settings.BESACE_KEYS else folder.home() / "keys"


def ids() -> tuple[str, ...]:
    """The keys of the ring, the oldest first."""
    found = [file.name for file in place().iterdir() if NAME.fullmatch(file.name)] if place().is_dir() else []
    first = [FIRST] if folder.first_key().exists() else []
    return (*first, *sorted(found, key=lambda name: (made(name), name)))


def newest(at: Seconds) -> str:
    """The key in use; the first of a new house is made here.

    Raises:
        NoKey: there is none, and none can be made here.
    """
    known = [one for one in ids() if one != FIRST]
    if known:
        return known[-1]
    try:
        return make(at)
    except Fixed as fixed:
        raise NoKey(str(fixed)) from None


def make(at: Seconds) -> str:
    """Puts a new key on the ring, newer than all others, and gives its id.

    Raises:
        Fixed: the folder of the ring cannot be written.
    """
    known = [made(one) for one in ids()]
    name = f"kek-{max([at, *(one + 1 for one in known)])}-{secrets.token_hex(2)}"
    try:
        place().mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.lay_down(place() / name, secrets.token_bytes(folder.KEY_SIZE))
    except OSError:
        raise Fixed(_how_to_add(name)) from None
    return name


def is_fixed() -> bool:
    """Whether keys are put on the ring by someone else, as credentials of the system are."""
    if not place().is_dir():
        return False
    mounted_to_read = hasattr(os, "statvfs") and os.statvfs(place()).f_flag & os.ST_RDONLY
    return bool(mounted_to_read) or not os.access(place(), os.W_OK)


def secret(kek: str) -> bytes:
    """The 32 bytes of a key of the ring.

    Raises:
        NoKey: it is not there.
        Damaged: its file does not hold 32 bytes.
    """
    try:
        return _secret(_file(kek))
    except FileNotFoundError:
        raise NoKey(
            f"The key {kek} is not in {place()}: put its file back there, or nothing that it wraps can be read."
        ) from None


def made(kek: str) -> Seconds:
    """When a key was made."""
    if kek == FIRST:
        return int(folder.first_key().stat().st_mtime)
    return int(kek.split("-")[1])


def retired(kek: str) -> Seconds | None:
    """When a newer key took its place; None for the newest."""
    known = ids()
    later = known[known.index(kek) + 1 :]
    return made(later[0]) if later else None


def destroy(kek: str) -> None:
    """Takes a key off the ring for good.

    Raises:
        Fixed: the folder of the ring cannot be written.
    """
    if kek == FIRST:
        folder.keep_former_roots()
    try:
        folder.wipe(_file(kek))
    except OSError:
        raise Fixed(f"{place()} cannot be written from here: remove {kek} from it, where it comes from.") from None
    forget_cached()


def forget_cached() -> None:
    """Drops the keys of the ring that are held in memory."""
    _secret.cache_clear()


def _file(kek: str) -> Path:
    return folder.first_key() if kek == FIRST else place() / kek


@lru_cache(maxsize=64)
def _secret(file: Path) -> bytes:
    return folder.read(file)


def _how_to_add(name: str) -> str:
    return (
        f"{place()} cannot be written from here. Put a file of 32 random bytes there, named {name}, and start Besace"
        " again: what is sealed is then wrapped under it."
    )
