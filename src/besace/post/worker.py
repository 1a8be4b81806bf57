"""The worker of django-tasks-db, run in a thread of ours. Its constructor is no documented interface, hence this file
alone knows it, and the version is pinned (`>=0.13,<0.14`).

Asked to work, it does what waits and comes back: it never polls, because each of its looks
takes SQLite's one write lock.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME

from besace.journal.writer import WRITER
from besace.live import clock

KEPT = timedelta(days=1)


def work() -> None:
    """Does every task that waits, one after the other."""
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 - of no use at rest

    Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid4().hex,
        excluded_queue_names=[],
    ).run()


def sweep() -> None:
    """Takes out the tasks of former days, also those whose process died: letters know for themselves how they are."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    before = datetime.fromtimestamp(clock.real(), UTC) - KEPT
    old = DBTaskResult.objects.filter(enqueued_at__lt=before)
    if old.exists():
        WRITER.run(old.delete)
