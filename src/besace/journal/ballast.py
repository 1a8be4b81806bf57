"""Room set aside on the disk, so that what was promised to be erased is erased on a full one too.

To destroy a key is to write: a tombstone, a row of the vault, the log before both. A file of the data folder holds
that room; where something that erases finds no other, the file goes, it is tried once more, and what is left of the
room is set aside again at once, so that no act takes it. Only where a database is a file of ours: a server's disk is
its own.
"""

import logging
import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from pathlib import Path

from django.db import connections

from besace import metrics
from besace.journal import folder
from besace.journal.engine import VARIABLES

NAME = "ballast"
SIZE = 16 * 1024 * 1024
"""A session is erased in less than one of them; the end of a cycle is many of those."""
MARGIN = 1024 * 1024
"""Left to others: a disk that is full is not to be filled to its last byte by us."""
PIECE = 1024 * 1024

LOG = logging.getLogger(__name__)
_erasing: ContextVar[bool] = ContextVar("erasing", default=False)
_lock = threading.Lock()
_lifted = 0
SPENT = metrics.Counter("besace_ballast_spent_total", "Times that erasing needed the room set aside on the disk.")


def file() -> Path:
    """Where it is."""
    return folder.home() / NAME


def held() -> int:
    """How many bytes are set aside."""
    with suppress(OSError):
        return file().stat().st_size
    return 0


def lay() -> int:
    """Sets aside what is still lacking, as far as the disk has room; gives how many bytes are held.

    Doing it again changes nothing. Not while somebody erases with it.
    """
    if all(connections[alias].vendor != "sqlite" for alias in VARIABLES):
        return 0
    with _lock, suppress(OSError):
        if not _lifted:
            _grow(min(SIZE - held(), shutil.disk_usage(folder.home()).free - MARGIN))
    return held()


@contextmanager
def at_hand() -> Iterator[None]:
    """Whatever is written in this block, on this thread, erases: the writer may spend the ballast on it."""
    if _erasing.get():
        yield
        return
    mark = _erasing.set(True)
    spent = held()
    try:
        yield
    finally:
        _erasing.reset(mark)
        if held() < spent:
            lay()


def erases[**P, T](work: Callable[P, T]) -> Callable[P, T]:
    """The same for a whole function."""

    @wraps(work)
    def erasing(*given: P.args, **named: P.kwargs) -> T:
        with at_hand():
            return work(*given, **named)

    return erasing


def may_spend() -> bool:
    """Whether what is being written erases, and there is something to spend."""
    return _erasing.get() and held() > 0


@contextmanager
def lifted() -> Iterator[None]:
    """Gives the room back to the disk, and lets nobody set it aside anew within the block."""
    global _lifted  # noqa: PLW0603 - one file, one count of who needs it away
    with _lock:
        _lifted += 1
        if held():
            SPENT.add()
            LOG.warning("the disk is full: the room set aside is spent on erasing")
        file().unlink(missing_ok=True)
    try:
        yield
    finally:
        with _lock:
            _lifted -= 1


def _grow(by: int) -> None:
    """Random bytes, which no disk makes smaller; whole pieces, so that what is there stays as it is."""
    if by < PIECE:
        return
    handle = os.open(file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        for _ in range(by // PIECE):
            os.write(handle, secrets.token_bytes(PIECE))
        os.fsync(handle)
    finally:
        os.close(handle)


metrics.Gauge("besace_ballast_bytes", "Room set aside on the disk, so that erasing works on a full one.", held)
