"""Hearing what other processes announce (`nudges`): one line to the database that only listens (PostgreSQL, LISTEN).

A second thread has this process told something by the database twice a second. Where that does not arrive, nothing else
does: until it does again, the rooms with open screens are looked at instead, as often, and nothing is lost by it but a
moment. Where a pooler stands before the database, `BESACE_NUDGES` names the database itself, to listen at.
"""

import logging
import random
import time
from contextlib import suppress
from threading import Thread

from django.conf import settings
from django.db import DatabaseError, connection, connections

from besace.live import happenings, nudges, presence, reach
from besace.live.happenings import Happening
from besace.live.processes import SIGN_EVERY, Process, bury_silent

EVERY = 0.5
SILENT_AFTER = 2.0
"""Seconds without our own word after which nothing else would be heard either."""
WAITS = 1.0
SOONEST, LATEST = 0.1, 2.0
"""Seconds between two tries to listen: longer each time, and never the same in two processes."""
LOG = logging.getLogger(__name__)


class Hearing:
    """One process's ear: whether what others announce arrives here."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._heard = 0.0
        self._signed = 0.0
        self._anew = False

    def listen_once(self) -> None:
        """Listens until the line breaks, or was silent for too long."""
        line = connections["default"].copy()
        line.settings_dict.update(settings.BESACE_NUDGES)
        self._anew = False
        try:
            with line.cursor() as cursor:
                cursor.execute("LISTEN besace")
            look_at_rooms()  # what was said while nobody listened
            while not self._anew:
                for told in line.connection.notifies(timeout=WAITS):
                    self._told(told.payload)
        finally:
            with suppress(DatabaseError):
                line.close()

    def look_once(self) -> None:
        """Has itself told something, gives its sign, says who is here; where it hears nothing, asks for it."""
        self._judge(time.monotonic())
        if reach.is_deaf():
            look_at_rooms()
        with connection.cursor() as cursor:
            nudges.say(cursor, self._process.id)
        if time.monotonic() - self._signed >= SIGN_EVERY:
            self._process.sign()
            bury_silent()
            self._signed = time.monotonic()
        self._process.say_who_is_here()

    def _judge(self, now: float) -> None:
        silent = now - self._heard > SILENT_AFTER
        if silent and not reach.is_deaf():
            reach.deafen(True)
            happenings.tell(Happening.NUDGES_LOST, level=logging.WARNING)  # rooms are looked at instead
        self._anew = silent and now - self._heard > 2 * SILENT_AFTER  # the line may look open, and lead nowhere

    def _told(self, payload: str) -> None:
        if " " in payload:
            nudges.read(payload)
        elif payload == self._process.id:
            self._own_word()

    def _own_word(self) -> None:
        first = not self._heard
        self._heard = time.monotonic()
        if reach.is_deaf():
            reach.deafen(False)
            look_at_rooms()  # what was said while nobody listened
            if not first:
                happenings.tell(Happening.NUDGES_FOUND, level=logging.WARNING)


def start() -> Process | None:
    """Begins to serve beside other processes, for as long as this one lives; None where there are none.

    Raises:
        AnotherHouse: one of them has other secrets.
    """
    if not reach.is_shared():
        return None
    process = Process()
    process.enter()
    hearing = Hearing(process)
    for name, run in (("nudges", _listen), ("beat", _look)):
        Thread(target=run, args=[hearing], name=f"besace-{name}", daemon=True).start()
    return process


def look_at_rooms() -> None:
    """Asks how far the rooms with open screens are, and nudges those that went on."""
    if watched := nudges.watched():
        for room_id, asked in reach.ask(watched).items():
            nudges.heard(room_id, asked.seq, asked.changes)


def _listen(hearing: Hearing) -> None:
    wait = SOONEST
    while True:
        begun = time.monotonic()
        try:
            hearing.listen_once()
        except Exception as broken:  # noqa: BLE001 - it listens again
            LOG.info("the line that listens broke: %s", type(broken).__name__)
        wait = SOONEST if time.monotonic() - begun > LATEST else min(2 * wait, LATEST)
        time.sleep(random.uniform(0.5, 1) * wait)  # noqa: S311  # nosec B311 # no secret


def _look(hearing: Hearing) -> None:
    while True:
        try:
            hearing.look_once()
        except Exception as broken:  # noqa: BLE001 - it looks again in a second
            LOG.error("other processes could not be looked for: %s", type(broken).__name__)  # noqa: TRY400
            connections.close_all()
        presence.MOVED.wait(EVERY)
        presence.MOVED.clear()
        time.sleep(0.1)  # those who come together are told of together
