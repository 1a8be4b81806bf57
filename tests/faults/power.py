"""What a disk holds after the power failed, worked out from a recording (`recorder.c`) of what it was asked to keep.

Of what was not flushed, each sector of 512 bytes may be there or not, whatever was asked first; of the names that were
not flushed, the first so many are. What was flushed is there: disks are taken at their word.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
HEAD = struct.Struct("c7xQQQ")


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was asked of the disk."""

    what: str
    inode: int
    place: int
    content: bytes


@dataclass(slots=True, eq=False)
class File:
    """The bytes of a file that are on the disk, and what was asked since."""

    kept: bytearray = field(default_factory=bytearray)
    waiting: list[Done] = field(default_factory=list)

    def flush(self) -> None:
        """Everything asked so far is on the disk."""
        self.kept = self.after(None, 1)
        self.waiting.clear()

    def after(self, chance: Random | None, share: float) -> bytearray:
        """The file when of each waiting sector's writes a share came through; without chance, all of them."""
        found = bytearray(self.kept)
        for done in self.waiting:
            if done.what == "t":
                if chance is None or chance.random() < share:
                    _cut(found, done.place)
                continue
            for begin, part in _sectors(done):
                if chance is None or chance.random() < share:
                    _put(found, begin, part)
        return found


def recorded(file: Path) -> list[Done]:
    """The recording, in order."""
    told, found, at = file.read_bytes(), [], 0
    while at < len(told):
        what, inode, place, size = HEAD.unpack_from(told, at)
        at += HEAD.size
        found.append(Done(what.decode(), inode, place, told[at : at + size]))
        at += size
    return found


class Disk:
    """A folder under a recording: its files by number, its names, and the names not flushed yet."""

    def __init__(self, folder: Path, base: Path) -> None:
        """Begins with what lies in `base`, a copy of `folder` from before; both are still there."""
        self.folder = folder
        self.files: dict[int, File] = {}
        self.names: dict[str, File] = {}
        self.waiting: list[tuple[str, str, File | None]] = []
        self._folders = {one.stat().st_ino: str(one) for one in (folder, *folder.rglob("*")) if one.is_dir()}
        for path in base.rglob("*"):
            if path.is_file():
                place = folder / path.relative_to(base)
                self.names[str(place)] = File(bytearray(path.read_bytes()))

    def knows(self, numbers: dict[str, int]) -> None:
        """The numbers that the files had when the recording began."""
        self.files |= {numbers[name]: file for name, file in self.names.items()}

    def do(self, done: Done) -> None:
        """Is asked one thing more."""
        if done.what == "f" and done.inode in self._folders:
            self._flush_names(self._folders[done.inode])
        elif done.what == "f":
            self.files[done.inode].flush()
        elif done.what in "wt":
            self.files[done.inode].waiting.append(done)
        else:
            self._name(done)

    def after(self, chance: Random | None) -> dict[str, bytes]:
        """The files that a cut leaves, by their names; without chance, those of a disk that had the time."""
        share = 1.0 if chance is None else chance.choice((0.0, chance.random(), chance.random(), 1.0))
        names = dict(self.names)
        for folder, name, file in self.waiting[: None if chance is None else chance.randint(0, len(self.waiting))]:
            _rename(names, f"{folder}/{name}", file)
        return {name: bytes(file.after(chance, share)) for name, file in names.items()}

    def _name(self, done: Done) -> None:
        first, _, second = done.content.decode().partition("\n")
        if done.what == "c":
            self.files[done.inode] = File()  # a number is given again once its file is gone
            self._wait(first, self.files[done.inode])
        elif done.what == "u":
            self._wait(first, None)
        else:
            self._wait(second, self.files[done.inode])
            if done.what == "r":
                self._wait(first, None)

    def _wait(self, path: str, file: File | None) -> None:
        folder, _, name = path.rpartition("/")
        self.waiting.append((folder, name, file))

    def _flush_names(self, folder: str) -> None:
        for where, name, file in self.waiting:
            if where == folder:
                _rename(self.names, f"{where}/{name}", file)
        self.waiting = [one for one in self.waiting if one[0] != folder]


def _rename(names: dict[str, File], path: str, file: File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def _sectors(done: Done) -> Iterator[tuple[int, bytes]]:
    """The parts of a write as the disk's sectors divide it."""
    at = 0
    while at < len(done.content):
        size = SECTOR - (done.place + at) % SECTOR
        yield done.place + at, done.content[at : at + size]
        at += size


def _put(found: bytearray, begin: int, part: bytes) -> None:
    if len(found) < begin:
        found.extend(bytes(begin - len(found)))
    found[begin : begin + len(part)] = part


def _cut(found: bytearray, size: int) -> None:
    del found[size:]
    found.extend(bytes(size - len(found)))
