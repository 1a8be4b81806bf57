"""Receipts: which keys were destroyed, when, and how many rows nobody can read since; signed by the house (RFC 8032).

There is one only once it is true: the keys are out of the vault and out of its log. Until then it is pending, and the
sweep completes it. A receipt says nothing of what was said, of whom, or of which session.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection

from besace.journal import folder, shelf
from besace.journal.keys import VAULT_KEYS
from besace.journal.models import Shredding
from besace.journal.writer import WRITER
from besace.method.words import Seconds

KIND = "besace receipt 1"
type Scopes = Mapping[str, Collection[str]]


class Verdict(Enum):
    """What a receipt is worth."""

    OURS = "ours"
    ANOTHER_HOUSE = "another-house"
    FALSE = "false"
    STILL_THERE = "still-there"
    """Signed here, but the vault has one of these keys again: it came back from an older backup."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt that was looked at: what it is worth, and what it says of itself."""

    verdict: Verdict
    house: str = ""
    at: Seconds = 0
    keys: int = 0
    rows: int = 0


def shred(journal: str, scopes: Scopes, at: Seconds, rows: Mapping[bytes, int] | None = None) -> Shredding | None:
    """Destroys the keys of these scopes, by their journals; `complete` then issues the receipt as soon as it is true.

    `journal` names what the receipt is found by; `rows` adds rows outside the journal that a key sealed. None where
    none of the scopes has a key any more.
    """
    wanted = {one: frozenset(_kids(one, some)) for one, some in scopes.items()}
    kids = frozenset().union(*wanted.values())
    if not kids:
        return None
    counted = {kid.hex(): _rows_under(kid) + (rows or {}).get(kid, 0) for kid in sorted(kids)}
    row = Shredding(id=secrets.token_urlsafe(16), journal=journal, at=at, destroyed=json.dumps(counted))
    VAULT_KEYS.bury(wanted, at, beside=partial(row.save, force_insert=True))
    return row


def complete(now: Seconds) -> int:
    """Issues every receipt that is pending, where nothing of its keys is left; gives how many."""
    pending = list(Shredding.objects.filter(receipt=""))
    pending = [row for row in pending if not _in_vault(json.loads(row.destroyed))]
    if not pending or not shelf.let_go():
        return 0
    for row in pending:
        text = _signed(row, now)
        WRITER.run(partial(Shredding.objects.filter(pk=row.pk, receipt="").update, receipt=text))
    return len(pending)


def find(name: str) -> Shredding | None:
    """The shredding of that id, which nobody can guess."""
    return Shredding.objects.filter(pk=name).first()


def of(journal: str) -> Shredding | None:
    """The shredding of a journal, if there was one."""
    return Shredding.objects.filter(journal=journal).order_by("at").first()


def house() -> str:
    """The id of the key this house signs with: what to compare a receipt's with."""
    return _id(_private().public_key())


def check(text: str) -> Checked:
    """Looks at a receipt: is it whole, who signed it, and is what it says still so."""
    try:
        told: dict[str, Any] = json.loads(text)
        public = Ed25519PublicKey.from_public_bytes(b64decode(told["key"], validate=True))
        public.verify(b64decode(told.pop("signature"), validate=True), _bytes(told))
        keys = dict(told["destroyed"])
        found = Checked(Verdict.OURS, _id(public), int(told["at"]), len(keys), sum(keys.values()))
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return Checked(Verdict.FALSE)
    if found.house != house():
        return Checked(Verdict.ANOTHER_HOUSE, found.house, found.at, found.keys, found.rows)
    if _in_vault(keys):
        return Checked(Verdict.STILL_THERE, found.house, found.at, found.keys, found.rows)
    return found


def _signed(row: Shredding, now: Seconds) -> str:
    public = _private().public_key()
    told = {
        "kind": KIND,
        "house": _id(public),
        "key": b64encode(public.public_bytes_raw()).decode(),
        "destroyed": json.loads(row.destroyed),
        "at": row.at,
        "emptied": now if shelf.has_a_log() else None,
    }
    told["signature"] = b64encode(_private().sign(_bytes(told))).decode()
    return json.dumps(told, indent=2) + "\n"


def _bytes(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(folder.root("receipt"))


def _id(public: Ed25519PublicKey) -> str:
    """The first 16 letters of the key's SHA-256, in fours, to be read out and compared."""
    digest = sha256(public.public_bytes_raw()).hexdigest()[:16]
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def _kids(journal: str, scopes: Collection[str]) -> list[bytes]:
    return [row.kid for row in shelf.living(journal) if row.scope in scopes]


def _in_vault(kids: Mapping[str, int]) -> bool:
    return shelf.holds(bytes.fromhex(kid) for kid in kids)


def _rows_under(kid: bytes) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE kid = %s", [kid])
        return int(cursor.fetchone()[0])
