"""Putting a room back as it was before an act: journals only grow, so it gets another one with the same entries."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connections

from besace import journal
from besace.journal.keys import VAULT_KEYS
from besace.journal.writer import WRITER
from besace.live import clock, doors, returns, rooms, seats
from besace.live.models import Back, Room
from besace.method.acts import Entry
from tests.web.matrix.people import World, stand

TRAIL = "people_trace"
"""Refusals are noted there, on purpose."""
OURS = ("journal_", "live_", "people_", "post_", "vault_")


def tables() -> Mapping[str, list[str]]:
    """Everything that is in the tables of the house, in an order of its own."""
    return {
        f"{alias}.{name}": _rows(alias, name)
        for alias in connections
        for name in connections[alias].introspection.table_names()
        if name.startswith(OURS) and name != TRAIL
    }


def _rows(alias: str, table: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of our own
        return sorted(repr([bytes(one) if isinstance(one, memoryview) else one for one in row]) for row in cursor)


@dataclass(frozen=True)
class Kept:
    """What a room's journal held, and of which scopes the keys were still there."""

    entries: tuple[Entry, ...]
    living: frozenset[str]

    @classmethod
    def of(cls, of: World) -> "Kept":
        """Takes note of the room as it stands."""
        name = of.open_room.journal
        return cls(tuple(journal.read(name)), VAULT_KEYS.living(name))

    def restore(self, of: World) -> None:
        """Gives the room a journal that holds this and no more; what was forgotten stays so."""
        name, now = journal.open_journal(clock.now()), clock.now()
        journal.append(name, self.entries, expected=0, act_id="again", by="nobody")
        for scope in {entry.scope for entry in self.entries} - self.living:
            VAULT_KEYS.destroy(name, scope, now)
        room = Room.objects.filter(pk=of.open_room.id)
        WRITER.run(lambda: room.update(journal=name, closed=of.open_room.closed))
        WRITER.run(Back.objects.filter(room=of.open_room).delete)
        for memory in (rooms, seats, doors, returns):
            memory.forget_memory()
        of.room = rooms.find(of.open_room.id)
        stand(of)  # his name was sealed under the other journal's key
