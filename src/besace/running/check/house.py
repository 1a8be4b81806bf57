"""A house as a check sees it: content and vault as each stood at one instant, and the keys that open.

The content is looked at first. Whatever is sealed in it has its key in the vault by then, living or, where it was
destroyed since, as a tombstone: what a running server does meanwhile is never taken for a loss.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from django.db import connections

from besace.journal import folder, ring
from besace.journal.router import VAULT
from besace.journal.seal import ScopeKey, Tampered
from besace.journal.wrapping import Row, unwrap
from besace.live import clock
from besace.method.words import Seconds
from besace.running import reading

ASKED = "SELECT kid, journal, scope, wrapped, kek, expires, created, destroyed FROM vault_scopekey"


class Fate(Enum):
    """What became of a key."""

    LIVING = "living"
    GONE = "gone"
    """Destroyed, or past its expiry: what it sealed is to stay unreadable."""
    SHUT = "shut"
    """In the vault, and it does not open."""
    MISSING = "missing"
    """Nothing is known of it: what it sealed is lost."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of the vault."""

    row: Row
    created: Seconds
    destroyed: Seconds | None


@dataclass
class House:
    """Both databases by the names to read them by, every key of the vault, and which were destroyed."""

    content: str
    vault: str
    now: Seconds
    kept: dict[bytes, Kept]
    buried: frozenset[bytes]
    """The keys that have a tombstone beside the content."""
    _opened: dict[bytes, ScopeKey | None] = field(default_factory=dict)

    def fate(self, kid: bytes) -> Fate:
        """What became of a key."""
        kept = self.kept.get(kid)
        if kid in self.buried or (kept and (kept.destroyed is not None or 0 < kept.row.expires <= self.now)):
            return Fate.GONE
        if kept is None:
            return Fate.MISSING
        return Fate.LIVING if self.key(kid) else Fate.SHUT

    def key(self, kid: bytes) -> ScopeKey | None:
        """A living key, opened; None where it does not open."""
        if kid not in self._opened:
            try:
                self._opened[kid] = unwrap(self.kept[kid].row)
            except (Tampered, ring.NoKey, folder.Damaged):
                self._opened[kid] = None
        return self._opened[kid]


@contextmanager
def looked_at() -> Iterator[House]:
    """This house, as it stands now."""
    with reading.snapshot("default") as content, reading.snapshot(VAULT) as vault:
        with connections[content].cursor() as cursor:
            cursor.execute("SELECT kid FROM journal_tombstone")
            buried = frozenset(bytes(kid) for (kid,) in cursor)
        yield House(content, vault, clock.now(), _kept(vault), buried)


def _kept(vault: str) -> dict[bytes, Kept]:
    with connections[vault].cursor() as cursor:
        cursor.execute(ASKED)
        found = {}
        for kid, journal, scope, wrapped, kek, expires, created, destroyed in cursor:
            row = Row(bytes(kid), journal, scope, bytes(wrapped or b""), kek, expires)
            found[row.kid] = Kept(row, created, destroyed)
    return found
