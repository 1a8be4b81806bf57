"""Telling the screens of a room that something changed: never what."""

from collections.abc import Callable

EVERYONE = ("*",)
"""In place of devices: every seat of the room may have changed."""

type Listener = Callable[[str, tuple[str, ...]], None]

_listeners: list[Listener] = []


def nudge(room_id: str, devices: tuple[str, ...] = ()) -> None:
    """Says that a room changed, and which devices' seats did, to whoever listens in this process.

    From any thread, and without waiting.
    """
    for listener in tuple(_listeners):
        listener(room_id, devices)


def listen(listener: Listener) -> None:
    """Has every nudge told to `listener`, which must return at once."""
    _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    """Tells this listener nothing more."""
    _listeners.remove(listener)
