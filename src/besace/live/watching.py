"""Hearing what another process destroyed or rewrapped: `besace shred` and `besace keys` run beside the server.

The vault counts such changes. A thread of `besace serve` looks once a second, forgets every key it holds when the
count has moved, folds anew the rooms that lost one, and has their screens checked: those without a seat are cut.
"""

import logging
import time
from threading import Thread

from django.db import connections

from besace.journal import ring, shelf
from besace.journal.keys import VAULT_KEYS
from besace.live import nudges, rooms, seats
from besace.live.models import Room

EVERY = 1.0
LOG = logging.getLogger(__name__)


def start() -> Thread:
    """Starts looking, for as long as the process lives."""
    thread = Thread(target=_run, args=[shelf.generation()], name="besace-vault", daemon=True)
    thread.start()
    return thread


def look(seen: int) -> int:
    """Looks once, having seen the vault at this generation; gives the one it is at now."""
    now = shelf.generation()
    if now != seen:
        VAULT_KEYS.forget_cached()
        ring.forget_cached()
        for room in Room.objects.filter(journal__in=shelf.buried_since(min(seen, now))):
            _heard(room)
    return now


def _heard(room: Room) -> None:
    seats.forget_memory()
    rooms.let_go(room)
    nudges.nudge(room.id, nudges.EVERYONE)


def _run(seen: int) -> None:
    while True:
        time.sleep(EVERY)
        try:
            seen = look(seen)
        except Exception as broken:  # noqa: BLE001 - it looks again in a second
            LOG.error("the vault could not be looked at: %s", type(broken).__name__)  # noqa: TRY400
            connections.close_all()
