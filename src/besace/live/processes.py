"""The processes that serve one house together: each gives a sign of life, and says whose screens it shows.

Beside them stand the others' in the database. One that gives no sign for a while is taken for dead by whoever looks
next, and nobody is here by its screens any more. Only where several can serve (PostgreSQL).
"""

import hmac
import secrets
from collections.abc import Iterable
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from besace.journal import folder
from besace.journal.writer import WRITER
from besace.live import nudges, presence, reach
from besace.live.models import Present, Room, Serving
from besace.method.words import PersonId

SIGN_EVERY = 5.0
DEAD_AFTER = 16
"""Seconds without a sign, three of which may be lost."""
AT_ONCE = 100
ROOTS = ("door", "place", "receipt", "token-invitation", "token-feed", "token-coming", "token-letters")
SIGN = (
    "INSERT INTO live_serving (id, seen, house) VALUES (%s, extract(epoch FROM now())::bigint, %s)"
    " ON CONFLICT (id) DO UPDATE SET seen = excluded.seen"
)
SILENT = "SELECT id FROM live_serving WHERE seen < extract(epoch FROM now())::bigint - %s"

HELD = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = %s AND granted"

type Shown = tuple[str, PersonId]
"""A room, and someone whose screens are live in it."""


class AnotherHouse(Exception):  # noqa: N818 - what happened, in two words
    """Another process serves these databases with other secrets: codes and links of one would be void in the other."""

    def __init__(self) -> None:
        super().__init__(
            "Another process serves these databases with other secrets than those of this data folder: codes, links and"
            " logins of one would be refused by the other. Copy `secret` and `roots/` of its data folder into this one,"
            " and let both read the same keys (BESACE_KEYS)."
        )


class Process:
    """This process among those that serve."""

    def __init__(self) -> None:
        self.id = secrets.token_urlsafe(9)
        self._said: frozenset[Shown] = frozenset()
        self._owed = False  # whether something may be left to say, as when the database was away

    def enter(self) -> None:
        """Begins to serve beside the others.

        Raises:
            AnotherHouse: one of them has other secrets.
        """
        presence.call_own(self.id)
        bury_silent()
        house = fingerprint(Path(settings.BESACE_DATA))
        if Serving.objects.exclude(house=house).exists():
            raise AnotherHouse
        self.sign(house)

    def sign(self, house: str = "") -> None:
        """Gives a sign of life."""
        house = house or fingerprint(Path(settings.BESACE_DATA))
        with connection.cursor() as cursor:
            cursor.execute(SIGN, [self.id, house])

    def say_who_is_here(self) -> None:
        """Tells the others whose screens are live here, as far as that has changed since."""
        self._owed = presence.may_have_changed() or self._owed
        if not self._owed:
            return
        now = presence.here_by_us()
        if now != self._said:
            _say(self.id, now - self._said, here=True)
            _say(self.id, self._said - now, here=False)
        self._said, self._owed = now, False

    def leave(self) -> None:
        """Serves no longer: nobody is here by our screens."""
        _bury(self.id)


class Only:
    """Something that one process of all does, and another once that one is gone: the database holds it by a line.

    Where that line breaks, two may be at it for a moment: what is done must bear that.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._line: Any = None

    def is_us(self) -> bool:
        """Whether it is this process that does it; from one thread."""
        if not reach.is_shared():
            return True
        if self._line is not None and self._holds():
            return True
        line = connection.copy()
        line.settings_dict.update(settings.BESACE_NUDGES)  # a pooler would give the lock to whoever comes next
        if self._asked(line):
            self._line = line
            return True
        line.close()
        return False

    def _asked(self, line: Any) -> bool:
        with line.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._number])
            return bool(cursor.fetchone()[0])

    def _holds(self) -> bool:
        line, self._line = self._line, None
        try:
            with line.cursor() as cursor:
                cursor.execute(HELD, [self._number])
                if cursor.fetchone():
                    self._line = line
        except DatabaseError:
            pass
        if self._line is None:
            line.close()
        return self._line is not None


def bury_silent() -> int:
    """Takes those for dead that gave no sign for a while; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute(SILENT, [DEAD_AFTER])
        silent = [name for (name,) in cursor]
    for name in silent:
        _bury(name)
    return len(silent)


def fingerprint(home: Path) -> str:
    """Names the secrets of a data folder that every process of a house must have, and tells nothing of them."""
    whole = hmac.new((home / "secret").read_bytes(), digestmod="sha256")
    for use in ROOTS:
        whole.update(hmac.digest(folder.root(use), b"house/1", "sha256"))
    return whole.hexdigest()[:43]


def _say(process: str, who: Iterable[Shown], *, here: bool) -> None:
    for some in batched(sorted(who), AT_ONCE):
        WRITER.run(lambda some=some: _written(process, some, here=here))  # type: ignore[misc]  # bound at once


def _written(process: str, who: Iterable[Shown], *, here: bool) -> None:
    living = set(Room.objects.filter(pk__in={room for room, _ in who}).values_list("pk", flat=True))
    rows = [Present(room_id=room, person=person, process=process, here=here) for room, person in who if room in living]
    Present.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("room", "person", "process"), update_fields=("here",)
    )
    for room in sorted({row.room_id for row in rows}):
        nudges.announce(room)


def _bury(process: str) -> None:
    def gone() -> None:
        rows = Present.objects.filter(process=process, here=True)
        rooms = sorted(set(rows.values_list("room_id", flat=True)))
        rows.update(here=False)
        Serving.objects.filter(pk=process).delete()
        for room in rooms:
            nudges.announce(room)

    WRITER.run(gone)
