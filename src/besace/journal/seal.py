"""Sealing: AES-256-GCM under a key of the scope, bound to its place, at a padded length (ASVS 5.0 11.3.2, 11.3.3).

A blob is `version (1) | nonce (12) | ciphertext and tag`. The nonce is random, never a counter; a scope seals far
fewer than 2^20 values, so that two of them meeting is of the order of 2^-57.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE = 12
SMALLEST, STEP = 64, 4
LENGTH = 4


class Tampered(Exception):  # noqa: N818 - what happened, in one word
    """A sealed value is not where, or not what, it was when it was sealed."""


@dataclass(frozen=True, slots=True)
class ScopeKey:
    """A scope's key, unwrapped: it lives in memory only and shows nothing of itself."""

    kid: bytes
    secret: bytes = field(repr=False)


def derived(secret: bytes, info: str) -> bytes:
    """A key for one use, from a key for many (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info.encode()).derive(secret)


@lru_cache(maxsize=4096)
def _cipher(key: ScopeKey, place: str) -> AESGCM:
    return AESGCM(derived(key.secret, f"field/1|{place}"))


def forget_ciphers() -> None:
    """Drops what was derived from scope keys, so that a destroyed one leaves nothing in use."""
    _cipher.cache_clear()


def seal(key: ScopeKey, place: str, bound: Sequence[str | int], fields: Mapping[str, Any]) -> bytes:
    """Seals `fields` for this place alone (`table.column`) and this row (`bound`)."""
    nonce = os.urandom(NONCE)
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    return VERSION + nonce + _cipher(key, place).encrypt(nonce, _padded(text), _associated(key, place, bound))


def unseal(key: ScopeKey, place: str, bound: Sequence[str | int], blob: bytes) -> dict[str, Any]:
    """Opens what `seal` closed.

    Raises:
        Tampered: the blob was altered, or moved to another row, author or time.
    """
    if blob[:1] != VERSION:
        raise Tampered
    nonce, sealed = blob[1 : 1 + NONCE], blob[1 + NONCE :]
    try:
        padded = _cipher(key, place).decrypt(nonce, sealed, _associated(key, place, bound))
    except InvalidTag:
        raise Tampered from None
    fields: dict[str, Any] = json.loads(padded[LENGTH : LENGTH + int.from_bytes(padded[:LENGTH])])
    return fields


def _associated(key: ScopeKey, place: str, bound: Sequence[str | int]) -> bytes:
    return json.dumps([VERSION[0], key.kid.hex(), place, *bound], separators=(",", ":")).encode()


def _padded(text: bytes) -> bytes:
    """Pads to 64, 256, 1,024, 4,096 … bytes: a length tells as much as some words do."""
    size = SMALLEST
    while size < LENGTH + len(text):
        size *= STEP
    return (len(text).to_bytes(LENGTH) + text).ljust(size, b"\0")
