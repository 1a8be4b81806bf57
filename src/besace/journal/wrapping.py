"""Wrapping scope keys: AES-KWP (RFC 5649) under a key of the ring, for one scope of one journal and one expiry.

Each scope key is wrapped under a key of its own (HKDF-SHA256, RFC 5869) that is derived from all that its row says of
it: whoever edits the row, to let a key live longer or serve another scope, finds that it does not open any more.
"""

import json
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)

from besace.journal import ring
from besace.journal.seal import ScopeKey, Tampered, derived
from besace.method.words import Seconds


@dataclass(frozen=True, slots=True)
class Row:
    """What the vault keeps of a living key."""

    kid: bytes
    journal: str
    scope: str
    wrapped: bytes
    kek: str
    expires: Seconds


def new_key() -> ScopeKey:
    """A fresh key: nothing of it is derived from anything."""
    return ScopeKey(secrets.token_bytes(16), secrets.token_bytes(32))


def wrap(key: ScopeKey, journal: str, scope: str, expires: Seconds, kek: str) -> Row:
    """Wraps a scope key under a key of the ring.

    Raises:
        NoKey: that key is not on the ring.
    """
    under = _under(key.kid, journal, scope, expires, kek)
    return Row(key.kid, journal, scope, aes_key_wrap_with_padding(under, key.secret), kek, expires)


def unwrap(row: Row) -> ScopeKey:
    """Gives the scope key of a row.

    Raises:
        Tampered: the row was edited, or its key wrapped under another than it says.
        NoKey: the key that wraps it is not on the ring.
    """
    under = _under(row.kid, row.journal, row.scope, row.expires, row.kek)
    try:
        return ScopeKey(row.kid, aes_key_unwrap_with_padding(under, row.wrapped))
    except InvalidUnwrap:
        raise Tampered from None


def _under(kid: bytes, journal: str, scope: str, expires: Seconds, kek: str) -> bytes:
    if kek == ring.FIRST and not expires:  # as the first layout did
        return derived(ring.secret(kek), f"wrap/1|{kid.hex()}|{journal}|{scope}")
    return derived(ring.secret(kek), "wrap/2|" + json.dumps([kid.hex(), scope, journal, expires]))
