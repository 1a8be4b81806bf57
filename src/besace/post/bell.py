"""Rings when there may be something to send, so that nobody waits for the ticker's next turn."""

from threading import Event

RANG = Event()


def ring() -> None:
    """Wakes the ticker of this process, if it has one."""
    RANG.set()
