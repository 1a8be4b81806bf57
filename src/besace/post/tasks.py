"""What a worker is asked to do, here in a thread or elsewhere in a process: to deliver one letter, named by its id."""

from django.tasks import task

from besace.live import troubles
from besace.post import delivering


class Broke(Exception):  # noqa: N818 - what happened, in one word
    """A task broke. It is told by its kind (`troubles`): the table of tasks keeps whatever an exception says."""


@task()
def deliver(letter: str) -> str:
    """Delivers a letter; what became of it.

    Raises:
        Broke: it could not be said; the worker keeps that, and no more.
    """
    try:
        return delivering.deliver(letter)
    except Exception as failure:  # noqa: BLE001 - whatever it was, its words stay here
        raise Broke(troubles.keep(failure)) from None
