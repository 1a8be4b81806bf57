"""What a worker is asked to do, here in a thread or elsewhere in a process: to deliver one letter, named by its id."""

from django.tasks import task

from besace.post import delivering


@task()
def deliver(letter: str) -> str:
    """Delivers a letter; what became of it."""
    return delivering.deliver(letter)
