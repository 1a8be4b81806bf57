"""The one thread of a process that writes: SQLite has one writer, and queueing for it here is fair.

What waits together is committed together (one flush to disk for all of it), each job in a savepoint of its own.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from django.db import connections, transaction

MOST_AT_ONCE = 64


class ExpectedFailure(Exception):  # noqa: N818 - no defect
    """A job's own refusal (a lost race): the connection is sound."""


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    future: Future[Any]


class Writer:
    """Runs jobs one after the other in a transaction; a job's future is done once it is on disk."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0

    def submit[T](self, work: Callable[[], T]) -> Future[T]:
        """Queues `work` and gives its future; the result is there only after the commit."""
        future: Future[T] = Future()
        self._start()
        self._jobs.put(_Job(work, future))
        return future

    def run[T](self, work: Callable[[], T]) -> T:
        """Does `work` and waits until it is on disk; inside another job it is part of that one."""
        if threading.current_thread() is self._thread:
            return work()
        return self.submit(work).result()

    def _start(self) -> None:
        if self._process == os.getpid():
            return
        with self._starting:
            if self._process != os.getpid():
                self._thread = threading.Thread(target=self._serve, name="besace-writer", daemon=True)
                self._process = os.getpid()
                self._thread.start()

    def _serve(self) -> None:
        while True:
            batch = [self._jobs.get()]
            while len(batch) < MOST_AT_ONCE:
                try:
                    batch.append(self._jobs.get_nowait())
                except Empty:
                    break
            _commit(batch)


def _commit(batch: list[_Job]) -> None:
    try:
        with transaction.atomic():
            outcomes = [_attempt(job, alone=len(batch) == 1) for job in batch]
    except Exception as failure:  # noqa: BLE001 - whatever went wrong is the caller's to hear
        if not isinstance(failure, ExpectedFailure):
            connections.close_all()  # it may be the connection that failed
        for job in batch:
            job.future.set_exception(failure)
        return
    for job, (value, failed) in zip(batch, outcomes, strict=True):
        if failed is None:
            job.future.set_result(value)
        else:
            job.future.set_exception(failed)


def _attempt(job: _Job, *, alone: bool) -> tuple[Any, Exception | None]:
    if alone:
        return job.work(), None
    try:
        with transaction.atomic():
            return job.work(), None
    except Exception as failure:  # noqa: BLE001 - the others of the batch go on
        return None, failure


WRITER = Writer()
