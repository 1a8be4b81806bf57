"""Where scope keys live: the KeyStore interface, and the vault beside the content that implements it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Protocol

from django.db import IntegrityError

from besace.journal import ballast, ring, shelf, tombs
from besace.journal.seal import ScopeKey, forget_ciphers
from besace.journal.wrapping import Row, new_key, unwrap, wrap
from besace.journal.writer import KEYS, WRITER, is_full
from besace.method.words import Seconds

MOST_KEPT = 4096
DAY = 24 * 3600
CEILING = 120 * DAY
"""The longest a key of a session lives if nobody does anything: ninety days, the most a group may choose, after a
session that was opened a month beforehand. Opening the session counts it anew (`live.act`)."""

type Kids = Mapping[str, frozenset[bytes]]


class KeyStore(Protocol):
    """Keeps one living key a scope; what is destroyed or past its expiry cannot be read any more, by anyone."""

    def key_for(self, journal: str, scope: str, at: Seconds, life: Seconds = 0) -> ScopeKey:
        """The living key of this scope, made and kept safe before it is given when there is none.

        A new one is refused from `life` seconds after now on; 0: it has no such end.
        """

    def keys_of(self, journal: str) -> dict[bytes, ScopeKey]:
        """Every living key of a journal, by its id."""

    def living(self, journal: str) -> frozenset[str]:
        """The scopes of a journal that have a living key."""

    def destroy(self, journal: str, scope: str, at: Seconds) -> None:
        """Destroys the key of a scope, and what was sealed under it."""

    def bury(self, kids: Kids, at: Seconds, beside: Callable[[], None] | None = None) -> None:
        """Destroys keys by their ids; `beside` is written with their tombstones, all or nothing."""

    def expire(self, journal: str, scope: str, at: Seconds) -> None:
        """Has the key of a scope refused from `at` on, sooner or later than before; 0: it has no such end."""


class Vault:
    """Keys in a database of their own, wrapped under the newest key of the ring."""

    def __init__(self) -> None:
        self.now: Callable[[], Seconds] = _nobody_said
        self._kept: OrderedDict[tuple[str, str], tuple[ScopeKey, Seconds]] = OrderedDict()
        self._lock = threading.Lock()
        self._changed = 0

    def key_for(self, journal: str, scope: str, at: Seconds, life: Seconds = 0) -> ScopeKey:
        with self._lock:
            kept = self._kept.get((journal, scope))
            if kept and not self._is_past(kept[1]):
                self._kept.move_to_end((journal, scope))
                return kept[0]
        before = self._changed
        row = self._row_of(journal, scope) or self._made(journal, scope, at, life)
        key = unwrap(row)
        self._keep({(journal, scope): (key, row.expires)}, before)
        return key

    def keys_of(self, journal: str) -> dict[bytes, ScopeKey]:
        before = self._changed
        found = {(journal, row.scope): (unwrap(row), row.expires) for row in self._rows(journal)}
        self._keep(found, before)
        return {key.kid: key for key, _ in found.values()}

    def living(self, journal: str) -> frozenset[str]:
        return frozenset(row.scope for row in self._rows(journal))

    @ballast.erases
    def destroy(self, journal: str, scope: str, at: Seconds) -> None:
        kids = frozenset(row.kid for row in shelf.living(journal) if row.scope == scope)
        if kids:
            self.bury({journal: kids}, at)
            shelf.let_go()  # else the next sweep does

    @ballast.erases
    def bury(self, kids: Kids, at: Seconds, beside: Callable[[], None] | None = None) -> None:
        """The tombstone outside the vault comes first: from then on the keys are refused, whatever happens."""

        def laid() -> None:
            for journal, some in kids.items():
                tombs.lay([(kid, journal) for kid in some], at)
            if beside:
                beside()

        WRITER.run(laid)
        self._forget(kids)
        WRITER.run(lambda: _buried(kids, at))
        self._forget(kids)

    def expire(self, journal: str, scope: str, at: Seconds) -> None:
        WRITER.run(lambda: _rewrapped(journal, scope, at))
        with self._lock:
            self._changed += 1
            self._kept.pop((journal, scope), None)

    def forget_cached(self) -> None:
        """Drops the unwrapped keys held in memory."""
        with self._lock:
            self._changed += 1
            self._kept.clear()
        forget_ciphers()

    def _rows(self, journal: str) -> list[Row]:
        """The rows that may be used; what is in its grave elsewhere is laid back into it here."""
        dead = tombs.of(journal)
        rows = [row for row in shelf.living(journal) if not self._is_past(row.expires)]
        if risen := frozenset(row.kid for row in rows if row.kid in dead):
            _lay_back({journal: risen}, self.now())
        return [row for row in rows if row.kid not in dead]

    def _row_of(self, journal: str, scope: str) -> Row | None:
        return next((row for row in self._rows(journal) if row.scope == scope), None)

    def _made(self, journal: str, scope: str, at: Seconds, life: Seconds) -> Row:
        """Commits a new key to the vault, on its own: the entry that needs it is written only afterwards."""
        self._bury_past(journal, scope)
        expires = self.now() + life if life else 0

        def made() -> Row:
            with shelf.changing():
                row = wrap(new_key(), journal, scope, expires, ring.newest(self.now()))
                shelf.put(row, at)
            return row

        try:
            return WRITER.run(made, of=KEYS)
        except IntegrityError:  # another process was first
            if first := self._row_of(journal, scope):
                return first
            raise

    def _bury_past(self, journal: str, scope: str) -> None:
        """A key past its expiry makes room for another; what it sealed stays unreadable."""
        dead = tombs.of(journal)
        rows = [row for row in shelf.living(journal) if row.scope == scope]
        past = frozenset(row.kid for row in rows if row.kid in dead or self._is_past(row.expires))
        if past:
            self.bury({journal: past}, self.now())

    def _is_past(self, expires: Seconds) -> bool:
        return bool(expires) and expires <= self.now()

    def _forget(self, kids: Kids) -> None:
        with self._lock:
            self._changed += 1
            gone = [name for name, (key, _) in self._kept.items() if key.kid in kids.get(name[0], ())]
            for name in gone:
                del self._kept[name]
        forget_ciphers()

    def _keep(self, keys: Mapping[tuple[str, str], tuple[ScopeKey, Seconds]], before: int) -> None:
        """Keeps what was read for the next who asks, unless a key was destroyed meanwhile: it may be one of these."""
        with self._lock:
            if before == self._changed:
                self._kept.update(keys)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def _nobody_said() -> Seconds:
    raise RuntimeError("The vault has not been told the time.")


def _buried(kids: Kids, at: Seconds) -> None:
    with shelf.changing(told=True):
        for some in kids.values():
            shelf.bury(some, at)


def _lay_back(kids: Kids, at: Seconds) -> None:
    try:
        WRITER.run(lambda: _buried(kids, at))
    except Exception as failure:
        if not is_full(failure):  # a full disk hides no page: they are refused all the same, and laid back later
            raise


def _rewrapped(journal: str, scope: str, expires: Seconds) -> None:
    with shelf.changing(told=True):
        for row in shelf.living(journal):
            if row.scope == scope and row.expires != expires:
                shelf.rewrite(wrap(unwrap(row), journal, scope, expires, row.kek))


VAULT_KEYS = Vault()
