"""Looks every half minute, and whenever the bell rings, whether letters are due, and has those in the outbox sent.

A daemon thread of `besace serve`. What goes wrong in one turn is told in the log, without a word of what was written,
and the next turn comes all the same. Nothing is lost with the thread: the outbox is on disk.
"""

import logging
from collections.abc import Callable
from functools import partial
from threading import Thread

from django.conf import settings
from django.db import connections

from besace.journal import upkeep
from besace.journal.writer import WRITER
from besace.live import clock
from besace.live.processes import Only
from besace.method.words import Seconds
from besace.people import aftermath, retention
from besace.post import bell, delivering, outbox, worker
from besace.post.models import Letter

EVERY = 30.0
ONE = Only(0x7469636B)
"""Of several processes one looks, for as long as it lives; each sends what was asked for on its own pages."""
LOG = logging.getLogger(__name__)


def start() -> Thread:
    """Starts looking, for as long as the process lives."""
    thread = Thread(target=_run, name="besace-letters", daemon=True)
    thread.start()
    return thread


def turn() -> None:
    """Looks once: records closed sessions, ends what is due, keeps the vault in order, fills the outbox, and sends."""
    now = clock.now()
    _tried(aftermath.settle_all)
    for step in (retention.sweep, upkeep.sweep, outbox.fill, delivering.recover, _let_go, _send):
        _tried(partial(step, now))
    _tried(worker.sweep)


def queue(now: Seconds) -> int:
    """Makes a task of each letter that waits for this moment; one whose task is lost is queued again, a lease later."""
    waiting = Letter.objects.filter(state=Letter.State.WAITING, next_try__lte=now)
    if not waiting.exists():
        return 0
    from besace.post.tasks import deliver  # noqa: PLC0415 - Django's tasks, of no use at rest

    def queued() -> int:
        names = list(waiting.order_by("due").values_list("pk", flat=True)[: outbox.AT_ONCE])
        Letter.objects.filter(pk__in=names).update(next_try=now + outbox.LEASE)
        for name in names:
            deliver.enqueue(name)
        return len(names)

    many = 0
    while some := WRITER.run(queued):  # a few at a time: whoever sits in a room waits for none of it
        many += some
    return many


def _send(now: Seconds) -> None:
    if settings.BESACE_SMTP_SERVER is not None and queue(now):
        worker.work()


def _tried(step: Callable[[], object]) -> None:
    """Takes one step; where it fails, the others are taken all the same."""
    try:
        step()
    except Exception as broken:  # noqa: BLE001 - the next turn comes all the same
        LOG.error("not done this time: %s", type(broken).__name__)  # noqa: TRY400
        connections.close_all()


def _let_go(now: Seconds) -> None:
    """Lets go of what was never sent and is of no use any more; what failed stays to be seen."""
    late = Letter.objects.filter(state=Letter.State.WAITING, until__lte=now)
    if late.exists():
        WRITER.run(lambda: late.update(state=Letter.State.SKIPPED))


def _run() -> None:
    rang = False
    while True:
        try:
            if ONE.is_us():
                turn()
            elif rang:
                _tried(partial(_send, clock.now()))
        except Exception as broken:  # noqa: BLE001 - the next turn comes all the same
            LOG.error("no letters this time: %s", type(broken).__name__)  # noqa: TRY400
        finally:
            connections.close_all()
        rang = bell.RANG.wait(EVERY)
        bell.RANG.clear()
