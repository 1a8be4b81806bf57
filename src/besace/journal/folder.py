"""Where Besace keeps what it must not lose: one folder of this machine's user, closed to everyone else."""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from besace.journal.seal import derived

KEY_SIZE = 32
FORMER_USES = {
    "door": "door/1",
    "place": "place/1",
    "token-invitation": "token/1|invitation",
    "token-feed": "token/1|feed",
    "token-coming": "token/1|coming",
    "token-letters": "token/1|letters",
}
"""What was derived from the single `key` of the first folders, by the name of the root it has become."""


class Damaged(RuntimeError):  # noqa: N818 - what happened, in one word
    """A file of the folder does not hold what it must; its sentence names the file."""


def home() -> Path:
    """The data folder, made on first use and readable by its owner alone."""
    return _closed(Path(settings.BESACE_DATA))


def first_key() -> Path:
    """Where a folder of the first layout keeps the one key it has: `ring` takes it over."""
    return home() / "key"


def root(use: str) -> bytes:
    """The secret of one use that must outlive every rotation: door codes, the links of letters, receipts.

    Made at first use. A folder of the first layout had them derived from its single key, and keeps what it had, so
    that no code and no link given out dies; that key cannot be found from them (HKDF, RFC 5869).

    Raises:
        Damaged: the file does not hold 32 bytes.
    """
    return _root_in(home(), use)


def keep_former_roots() -> None:
    """Lays down every root that was derived from the single key, before that key goes."""
    for use in FORMER_USES:
        root(use)


def secret() -> str:
    """Django's signing secret, as long-lived as the folder."""
    return _secret_in(home()).hex()


def kept(file: Path, fresh: bytes) -> bytes:
    """Reads 32 bytes, or lays `fresh` down where there is no such file: whole, on disk, and never over another.

    Raises:
        Damaged: the file does not hold 32 bytes.
        OSError: it cannot be written here.
    """
    if not file.exists():
        lay_down(file, fresh)
    return read(file)


def lay_down(file: Path, content: bytes) -> None:
    """Writes a file of mode 0400 that appears whole or not at all; one that is there already stays as it is."""
    draft = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:  # another process was first
            return
    finally:
        draft.unlink()
    flush_folder(file.parent)


def read(file: Path) -> bytes:
    """Reads the 32 bytes of a key file.

    Raises:
        Damaged: it does not hold 32 bytes.
    """
    held = file.read_bytes()
    if len(held) != KEY_SIZE:
        raise Damaged(f"The file {file.name} in {file.parent.name}/ is damaged: {KEY_SIZE} bytes expected.")
    return held


def wipe(file: Path) -> None:
    """Overwrites a key file, then removes it; what a disk keeps of it beneath is past our reach."""
    file.chmod(0o600)
    with file.open("r+b") as target:
        target.write(secrets.token_bytes(file.stat().st_size))
        target.flush()
        os.fsync(target.fileno())
    file.unlink()
    flush_folder(file.parent)


def flush_folder(folder: Path) -> None:
    """Has the names of a folder on disk, as far as the system lets that be asked."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@lru_cache(maxsize=64)
def _root_in(folder: Path, use: str) -> bytes:
    file = _closed(folder / "roots") / use
    former = folder / "key"
    if not file.exists() and use in FORMER_USES and former.exists():
        return kept(file, derived(read(former), FORMER_USES[use]))
    return kept(file, secrets.token_bytes(KEY_SIZE))


@lru_cache(maxsize=64)
def _secret_in(folder: Path) -> bytes:
    return kept(folder / "secret", secrets.token_bytes(KEY_SIZE))


def _closed(folder: Path) -> Path:
    if not folder.is_dir():  # asked for with every request, made once
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
