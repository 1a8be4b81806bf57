"""Sealing what people keep outside the room: a key a scope of a group, from the vault that keeps every other key.

A blob is `key id (16) | what journal.seal made`. Scopes: `group` for what the members share between sessions, `ties`
for the facilitator's eyes, `own:<member>:<part>` for what is one member's alone, a key a part. Destroying a scope's
key makes all of it unreadable, and destroying `own:<member>` every part of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from besace.journal import ballast
from besace.journal.keys import VAULT_KEYS
from besace.journal.seal import seal, unseal
from besace.live import clock

KID = 16
GROUP, TIES = "group", "ties"


def own(member: str, part: str = "") -> str:
    """The scope of what is one member's alone; `part` names what she can let go of by itself: a session, a subject."""
    return f"own:{member}:{part}" if part else f"own:{member}"


def close(group: str, scope: str, place: str, bound: Sequence[str | int], fields: Mapping[str, Any]) -> bytes:
    """Seals fields for one row: `place` is `table.column`, `bound` what names the row."""
    key = VAULT_KEYS.key_for(journal_of(group), scope, clock.now())
    return key.kid + seal(key, place, bound, fields)


def open_(
    group: str, scope: str, place: str, bound: Sequence[str | int], blob: bytes | memoryview
) -> dict[str, Any] | None:
    """Opens what `close` sealed; None where its key has been destroyed.

    Raises:
        Tampered: the blob was altered, or moved to another row.
    """
    kid, sealed = bytes(blob[:KID]), bytes(blob[KID:])
    if scope not in VAULT_KEYS.living(journal_of(group)):
        return None
    key = VAULT_KEYS.key_for(journal_of(group), scope, clock.now())
    return unseal(key, place, bound, sealed) if key.kid == kid else None


@ballast.erases
def destroy(group: str, scope: str) -> None:
    """Destroys the key of a scope and those of its parts, and with them all that was sealed under them."""
    journal = journal_of(group)
    for one in VAULT_KEYS.living(journal):
        if one == scope or one.startswith(f"{scope}:"):
            VAULT_KEYS.destroy(journal, one, clock.now())


def journal_of(group: str) -> str:
    """The journal under which the vault keeps the keys of a group."""
    return f"group:{group}"
