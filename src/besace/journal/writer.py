"""The one who writes: SQLite has one writer, and taking turns here costs no change of thread.

Whoever finds the turn free commits all that waits, with one flush to disk, each job in a savepoint of its own; the
others find theirs done. Where that fails, each is done anew, alone: unless a server may have kept them all the same.

PostgreSQL has many writers, in several processes. There the turn is a lock of the database as well: what a job has read
still holds when it writes, whoever else writes. Jobs that touch one journal, whose row they lock by themselves, go on
beside each other, and so do those of one room, which have a lock for it; they wait for the others all the same
(docs/decisions/0037, 0055).
"""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from operator import attrgetter
from typing import Any
from zlib import crc32

from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)

from besace import metrics
from besace.journal import ballast

MOST_AT_ONCE = 64
COMMITS = metrics.Histogram("besace_commit_seconds", "How long a transaction took, with its flush to disk.")
JOBS = metrics.Counter("besace_jobs_total", "Jobs written; several share a transaction where they came together.")
KEYS = "keys"


class ExpectedFailure(Exception):  # noqa: N818 - no defect
    """A job's own refusal (a lost race): the connection is sound."""


HUNG_UP = ("08", "57")
"""PostgreSQL's classes for a lost line and for a server that stops (its manual, appendix A)."""
DISK_FULL = "53100"

SOUND = (ExpectedFailure, IntegrityError)
"""The failures of one job that leave the others of its batch as they are."""


TURN, TURN_BESIDE = "SELECT pg_advisory_xact_lock(%s)", "SELECT pg_advisory_xact_lock_shared(%s)"
LOCK = 0x62657361
"""The turn's number among a database's advisory locks: it ends with the transaction, also where its process dies."""
TURN_IN_ROOM = "SELECT pg_advisory_xact_lock(%s, %s)"
IN_ROOM = "room "


@dataclass(slots=True, eq=False)
class _Job:
    work: Callable[[], Any]
    of: str = ""
    done: bool = False
    value: Any = None
    failed: BaseException | None = None


def in_room(room_id: str) -> str:
    """What a job is `of` that reads and writes what belongs to one room: there, nobody else writes meanwhile."""
    return IN_ROOM + room_id


_doing = threading.local()
"""What the job under way in a thread is of."""


class Writer:
    """Does jobs one after the other in a transaction."""

    def __init__(self) -> None:
        self._waiting: deque[_Job] = deque()
        self._turn = threading.Lock()
        self._writing = 0

    @property
    def is_mine(self) -> bool:
        """Whether this thread is doing a job."""
        return self._writing == threading.get_ident()

    def run[T](self, work: Callable[[], T], of: str = "") -> T:
        """Does `work` and returns once it is on disk; inside another job, which is no narrower, it is part of that one.

        `of`: the one journal it touches, which it makes sure of itself (`store`); or the room (`in_room`); or `KEYS`,
        where it writes to the vault alone, which has a turn of its own (`shelf.changing`). Other processes may do as
        much at the same time.

        Raises:
            RuntimeError: a job of one journal or room holds one that may touch all.
        """
        if self.is_mine:
            if _doing.of and not of:
                raise RuntimeError("A job of one journal or room cannot hold one of the whole house.")
            return work()
        value: T = where_erasing_may_spend(lambda: self._run(_Job(work, of)))
        return value

    def _run(self, job: _Job) -> Any:
        self._waiting.append(job)
        with self._turn:
            self._writing = threading.get_ident()
            try:
                while not job.done:
                    _commit([self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))])
            finally:
                self._writing = 0
        if job.failed is not None:
            raise job.failed
        return job.value


def _commit(batch: list[_Job]) -> None:
    told, began = False, time.perf_counter()
    try:
        with transaction.atomic(durable=True):
            for job in _in_turn(batch):
                _attempt(job, alone=len(batch) == 1)
            told = True
    except BaseException as failure:  # noqa: BLE001 - whatever went wrong is each caller's to hear
        if not isinstance(failure, SOUND):
            connections.close_all()  # it may be the connection that failed
        for job in batch:
            job.failed = failure
        if len(batch) > 1 and isinstance(failure, Exception) and not (told and is_away(failure)):
            for job in batch:  # one may have undone the others: on a full disk SQLite ends the whole transaction
                _commit([job])
    finally:
        COMMITS.observe(time.perf_counter() - began)
        JOBS.add(by=len(batch))
        for job in batch:
            job.done = True


def _in_turn(batch: list[_Job]) -> list[_Job]:
    """Takes the database's turn, and gives the jobs in an order in which no two processes wait for each other."""
    if connection.vendor != "postgresql":
        return batch
    with connection.cursor() as cursor:
        if not all(job.of for job in batch):
            cursor.execute(TURN, [LOCK])
            return batch
        batch = sorted(batch, key=attrgetter("of"))
        cursor.execute(TURN_BESIDE, [LOCK])
        for room in dict.fromkeys(job.of for job in batch if job.of.startswith(IN_ROOM)):
            cursor.execute(TURN_IN_ROOM, [LOCK, crc32(room.encode()) - 2**31])  # two alike only wait for each other
    return batch


def _attempt(job: _Job, *, alone: bool) -> None:
    job.failed, _doing.of = None, job.of
    if alone:
        job.value = job.work()
        return
    try:
        with transaction.atomic():
            job.value = job.work()
    except SOUND as failure:  # the others of the batch go on
        job.failed = failure


def is_away(failure: BaseException | None) -> bool:
    """Whether a database server does not answer, or hung up before it did: what it was told last, it may have kept."""
    while failure is not None:
        if isinstance(failure, (OperationalError, InterfaceError)):
            state = getattr(failure.__cause__, "sqlstate", "")  # a file has none: what failed there was not kept
            return state is None or state.startswith(HUNG_UP)
        failure = failure.__cause__
    return False


def is_full(failure: BaseException | None) -> bool:
    """Whether something failed for want of room on the disk: the database's own word for it, or the system's."""
    while failure is not None:
        if getattr(failure, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(failure, "sqlstate", None) == DISK_FULL:
            return True
        if isinstance(failure, OSError) and failure.errno in {ENOSPC, EDQUOT}:
            return True
        failure = failure.__cause__
    return False


def where_erasing_may_spend[T](work: Callable[[], T]) -> T:
    """Does `work`; where it erases and finds no room on the disk, once more with what the ballast held."""
    try:
        return work()
    except Exception as failure:
        if not (is_full(failure) and ballast.may_spend()):
            raise
    with ballast.lifted():
        return work()


@contextmanager
def where_there_is_room() -> Iterator[None]:
    """Lets what can wait fail for want of room on the disk: what was asked is done already, or only read."""
    try:
        yield
    except (DatabaseError, OSError) as failure:
        if not is_full(failure):
            raise


WRITER = Writer()
