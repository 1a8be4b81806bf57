"""Where scope keys live: the KeyStore interface, and the vault beside the content that implements it."""

import secrets
import threading
import time
from collections import OrderedDict
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)
from django.db import IntegrityError, connections, transaction

from besace.journal import folder
from besace.journal.postgresql.rewriting import rewrite
from besace.journal.router import VAULT
from besace.journal.seal import ScopeKey, Tampered, derived, forget_ciphers
from besace.journal.writer import WRITER
from besace.method.words import Seconds

MOST_KEPT = 4096
PATIENCE = 2.0


class KeyStore(Protocol):
    """Keeps one living key a scope; what is destroyed cannot be read any more, by anyone."""

    def key_for(self, journal: str, scope: str, at: Seconds) -> ScopeKey:
        """The living key of this scope, made and kept safe before it is given when there is none."""

    def keys_of(self, journal: str) -> dict[bytes, ScopeKey]:
        """Every living key of a journal, by its id."""

    def living(self, journal: str) -> frozenset[str]:
        """The scopes of a journal that have a living key."""

    def destroy(self, journal: str, scope: str, at: Seconds) -> None:
        """Destroys the key of a scope, and what was sealed under it."""


class Vault:
    """Keys in a database of their own, wrapped by the folder's key (AES-KWP, RFC 5649)."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], ScopeKey] = OrderedDict()
        self._lock = threading.Lock()
        self._destroyed = 0

    def key_for(self, journal: str, scope: str, at: Seconds) -> ScopeKey:
        with self._lock:
            if kept := self._kept.get((journal, scope)):
                self._kept.move_to_end((journal, scope))
                return kept
        before = self._destroyed
        key = _living_key(journal, scope) or WRITER.run(lambda: _make_key(journal, scope, at))
        self._keep({(journal, scope): key}, before)
        return key

    def keys_of(self, journal: str) -> dict[bytes, ScopeKey]:
        before = self._destroyed
        with connections[VAULT].cursor() as cursor:
            cursor.execute(
                "SELECT kid, scope, wrapped FROM vault_scopekey WHERE journal = %s AND destroyed IS NULL", [journal]
            )
            rows = [(bytes(kid), scope, wrapped) for kid, scope, wrapped in cursor]
        found = {(journal, scope): _unwrapped(kid, journal, scope, wrapped) for kid, scope, wrapped in rows}
        self._keep(found, before)
        return {key.kid: key for key in found.values()}

    def living(self, journal: str) -> frozenset[str]:
        with connections[VAULT].cursor() as cursor:
            cursor.execute("SELECT scope FROM vault_scopekey WHERE journal = %s AND destroyed IS NULL", [journal])
            return frozenset(scope for (scope,) in cursor)

    def destroy(self, journal: str, scope: str, at: Seconds) -> None:
        WRITER.run(lambda: _bury(journal, scope, at))
        with self._lock:
            self._destroyed += 1
            self._kept.pop((journal, scope), None)
        forget_ciphers()

    def forget_cached(self) -> None:
        """Drops the unwrapped keys held in memory."""
        with self._lock:
            self._kept.clear()
        forget_ciphers()

    def _keep(self, keys: dict[tuple[str, str], ScopeKey], before: int) -> None:
        """Keeps what was read for the next who asks, unless a key was destroyed meanwhile: it may be one of these."""
        with self._lock:
            if before == self._destroyed:
                self._kept.update(keys)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def _living_key(journal: str, scope: str) -> ScopeKey | None:
    with connections[VAULT].cursor() as cursor:
        cursor.execute(
            "SELECT kid, wrapped FROM vault_scopekey WHERE journal = %s AND scope = %s AND destroyed IS NULL",
            [journal, scope],
        )
        row = cursor.fetchone()
    return _unwrapped(bytes(row[0]), journal, scope, row[1]) if row else None


def _make_key(journal: str, scope: str, at: Seconds) -> ScopeKey:
    """Commits a new key to the vault, on its own: the entry that needs it is written only afterwards."""
    key = ScopeKey(secrets.token_bytes(16), secrets.token_bytes(32))
    wrapped = aes_key_wrap_with_padding(_wrapping(key.kid, journal, scope), key.secret)
    try:
        with transaction.atomic(using=VAULT), connections[VAULT].cursor() as cursor:
            cursor.execute(
                "INSERT INTO vault_scopekey (kid, journal, scope, wrapped, created) VALUES (%s, %s, %s, %s, %s)",
                [key.kid, journal, scope, wrapped, at],
            )
    except IntegrityError:  # another process was first
        if first := _living_key(journal, scope):
            return first
        raise
    return key


def _bury(journal: str, scope: str, at: Seconds) -> None:
    """Leaves a tombstone, then clears away what the database itself keeps of a deleted key."""
    with transaction.atomic(using=VAULT), connections[VAULT].cursor() as cursor:
        cursor.execute(
            "UPDATE vault_scopekey SET wrapped = NULL, destroyed = %s"
            " WHERE journal = %s AND scope = %s AND destroyed IS NULL",
            [at, journal, scope],
        )
    if connections[VAULT].vendor == "sqlite":
        _empty_log()
    else:
        rewrite(VAULT, "vault_scopekey")


def _empty_log() -> None:
    deadline = time.monotonic() + PATIENCE
    with connections[VAULT].cursor() as cursor:
        while True:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0] == 0 or time.monotonic() > deadline:
                return
            time.sleep(0.01)


def _wrapping(kid: bytes, journal: str, scope: str) -> bytes:
    return derived(folder.key(), f"wrap/1|{kid.hex()}|{journal}|{scope}")


def _unwrapped(kid: bytes, journal: str, scope: str, wrapped: bytes) -> ScopeKey:
    try:
        return ScopeKey(kid, aes_key_unwrap_with_padding(_wrapping(kid, journal, scope), bytes(wrapped)))
    except InvalidUnwrap:
        raise Tampered from None


VAULT_KEYS = Vault()
