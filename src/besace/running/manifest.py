"""What a backup says of itself: of which version and moment it is, what lies in it, and the hash of each file.

Each part (content, vault, keys) carries one of its own. Content and vault of one backup share its id, so that the two,
kept in different places, are known to belong together; keys may be of another day.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

FILE = "besace-backup.json"
KIND = "besace backup 1"


class Unfit(Exception):  # noqa: N818 - what is wrong, in one word
    """A backup cannot be used. The message is a sentence for whoever restores it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One part of a backup: `at` is when it began; all that was acknowledged before is in it."""

    id: str
    part: str
    version: str
    engine: str
    at: int
    migrations: list[list[str]] = field(default_factory=list)
    counts: Mapping[str, int] = field(default_factory=dict)
    """Rows by table."""
    heads: Mapping[str, int] = field(default_factory=dict)
    """The last sequence of each journal."""
    wrapped: list[str] = field(default_factory=list)
    """The keys of the ring that the vault's need."""
    files: Mapping[str, list[str | int]] = field(default_factory=dict)
    """The SHA-256 and the size of each file, by its path in the part."""


def hashed(folder: Path) -> dict[str, list[str | int]]:
    """The hash and size of every file below a folder."""
    found = sorted(one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): [_hash(one), one.stat().st_size] for one in found}


def write(folder: Path, told: Manifest) -> None:
    """Lays a manifest beside its files."""
    name = f"{told.part}-{FILE}"
    (folder / name).write_text(json.dumps({"kind": KIND, **asdict(told)}, indent=1) + "\n", "utf-8")
    (folder / name).chmod(0o600)


def read(folder: Path, part: str) -> Manifest:
    """The manifest of one part.

    Raises:
        Unfit: there is none, or it is not one of ours.
    """
    try:
        told = json.loads((folder / f"{part}-{FILE}").read_text("utf-8"))
        kind = told.pop("kind")
        found = Manifest(**told)
    except FileNotFoundError:
        raise Unfit(f"{folder} holds no {part} of a backup, or not a whole one: {part}-{FILE} is not there.") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise Unfit(f"{folder / f'{part}-{FILE}'} cannot be read: it was altered, or is no backup of Besace.") from None
    if kind != KIND or found.part != part:
        raise Unfit(f"{folder / f'{part}-{FILE}'} is of another kind of backup. Restore it with the Besace it is of.")
    return found


def verify(folder: Path, told: Manifest) -> None:
    """Holds every file of a part against its hash.

    Raises:
        Unfit: one is lacking, or is not what it was.
    """
    for name, (digest, _) in told.files.items():
        file = folder / name
        if Path(name).is_absolute() or ".." in Path(name).parts or not file.is_file():
            raise Unfit(f"{file} is not there: this backup is not whole. Take another.")
        if _hash(file) != digest:
            raise Unfit(f"{file} is not what it was when the backup was made. Take another.")


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        total = sha256()
        while some := content.read(1 << 20):
            total.update(some)
    return total.hexdigest()
