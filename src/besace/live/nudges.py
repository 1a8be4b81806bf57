"""Telling the screens of a room that something changed: never what."""

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []


def nudge(room_id: str) -> None:
    """Says that a room changed, to whoever listens in this process; from any thread, and without waiting."""
    for listener in tuple(_listeners):
        listener(room_id)


def listen(listener: Callable[[str], None]) -> None:
    """Has every nudge told to `listener`, which must return at once."""
    _listeners.append(listener)


def stop_listening(listener: Callable[[str], None]) -> None:
    """Tells this listener nothing more."""
    _listeners.remove(listener)
