"""Looks every half minute, and whenever the bell rings, whether letters are due, and has those in the outbox sent.
Webhooks are called in the same turns, after the letters.

A daemon thread of `besace serve`. What goes wrong in one turn is told in the log, without a word of what was written,
and the next turn comes all the same. Nothing is lost with the thread: the outbox is on disk.
"""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from threading import Thread

from django.conf import settings
from django.db import connections
from django.db.models import Count

from besace import metrics
from besace.journal import ballast, upkeep
from besace.journal.writer import WRITER
from besace.live import clock, happenings
from besace.live.happenings import Happening
from besace.live.processes import Only
from besace.method.words import Seconds
from besace.people import aftermath, retention
from besace.post import bell, calling, delivering, outbox, worker
from besace.post.models import Letter

EVERY = 30.0
ONE = Only(0x7469636B)
"""Of several processes one looks, for as long as it lives; each sends what was asked for on its own pages."""
LOG = logging.getLogger(__name__)
TURNED = metrics.Histogram("besace_ticker_seconds", "How long a turn took.", (0.01, 0.1, 1.0, 5.0, 30.0, 120.0))


def start() -> Thread:
    """Starts looking, for as long as the process lives."""
    thread = Thread(target=_run, name="besace-letters", daemon=True)
    thread.start()
    return thread


def turn() -> None:
    """Looks once: records closed sessions, ends what is due, keeps the vault in order, fills the outbox, and sends."""
    now = clock.now()
    with TURNED.timed():
        for name, step in _steps().items():
            _tried(name, partial(step, now))


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


def _send(now: Seconds) -> int:
    many = queue(now) if settings.BESACE_SMTP_SERVER is not None else 0
    if many:
        worker.work()
    return many


def _tried(name: str, step: Callable[[], object]) -> None:
    """Takes one step, and tells what came of it; where it fails, the others are taken all the same."""
    try:
        came = step()
        DONE.add(name, "done")
        if name in TOLD:
            happenings.tell_if_any(TOLD[name], came)
    except Exception as broken:  # noqa: BLE001 - the next turn comes all the same
        DONE.add(name, "failed")
        LOG.error("not done this time: %s", type(broken).__name__)  # noqa: TRY400
        connections.close_all()


def _let_go(now: Seconds) -> None:
    """Lets go of what was never sent and is of no use any more; what failed stays to be seen."""
    late = Letter.objects.filter(state=Letter.State.WAITING, until__lte=now)
    if late.exists():
        WRITER.run(lambda: late.update(state=Letter.State.SKIPPED))


def _steps() -> Mapping[str, Callable[[Seconds], object]]:
    """What a turn does, in order."""
    return {
        "settle": lambda _now: aftermath.settle_all(),
        "retention": retention.sweep,
        "upkeep": upkeep.sweep,
        "fill": outbox.fill,
        "recover": delivering.recover,
        "let-go": _let_go,
        "send": _send,
        "call": calling.call_all,
        "tasks": lambda _now: worker.sweep(),
    }


TOLD = {
    "retention": Happening.RETENTION,
    "upkeep": Happening.UPKEEP,
    "fill": Happening.FILLED,
    "send": Happening.SENT,
}
DONE = metrics.Counter(
    "besace_ticker_steps_total",
    "Steps of the half-minute's turn.",
    step=(*_steps(), "ballast"),
    result=("done", "failed"),
)
metrics.Gauge(
    "besace_letters",
    "Letters of this house, by state; every process tells the same.",
    lambda: dict(Letter.objects.values_list("state").annotate(Count("pk")).order_by()),
    state=Letter.State.values,
)


def _run() -> None:
    rang = False
    while True:
        try:
            if ONE.is_us():
                turn()
            elif rang:
                _tried("send", partial(_send, clock.now()))
            _tried("ballast", ballast.lay)
        except Exception as broken:  # noqa: BLE001 - the next turn comes all the same
            LOG.error("no letters this time: %s", type(broken).__name__)  # noqa: TRY400
        finally:
            connections.close_all()
        rang = bell.RANG.wait(EVERY)
        bell.RANG.clear()
