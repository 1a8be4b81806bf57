"""Changing the key that wraps all others: everything that lives is wrapped anew, and the old key goes (NIST SP 800-57).

A scope key that was destroyed may still lie, wrapped, in a forgotten copy of the vault or in a worn cell of a disk.
Once the key that wrapped it is gone too, that copy is worth nothing.
"""

from dataclasses import dataclass
from functools import partial

from besace.journal import folder, ring, shelf
from besace.journal.keys import VAULT_KEYS
from besace.journal.seal import Tampered
from besace.journal.wrapping import unwrap, wrap
from besace.journal.writer import WRITER
from besace.method.words import Seconds

DAY = 24 * 3600
EVERY = 30 * DAY
KEPT = 35 * DAY
"""How long a retired key stays: longer than any backup of the vault is kept, so that each of those can be read."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation came to: the key in use now, and how many keys it wraps anew."""

    kek: str
    rewrapped: int


def rotate(at: Seconds) -> Rotated:
    """Puts a new key on the ring and wraps every living key under it.

    Killed in the middle, it has done nothing that cannot be read, and whatever is left is done by the next sweep.

    Raises:
        Fixed: the ring cannot be changed from here.
    """
    kek = ring.make(at)
    return Rotated(kek, finish(at))


def finish(at: Seconds) -> int:
    """Wraps whatever is not under the newest key yet, all in one transaction; gives how many there were.

    What was edited and does not open stays as it is: it opens under no key.
    """
    if all(row.kek == ring.newest(at) for row in shelf.living()):
        return 0
    if folder.first_key().exists():
        folder.keep_former_roots()
    done = WRITER.run(lambda: _rewrapped(at))
    VAULT_KEYS.forget_cached()
    return done


def is_due(at: Seconds) -> bool:
    """Whether the key in use has served its month, and can be changed from here."""
    return not ring.is_fixed() and at - ring.made(ring.newest(at)) >= EVERY


def destroy_retired(at: Seconds, kept: Seconds = KEPT) -> tuple[str, ...]:
    """Takes every key off the ring that was retired long enough ago and wraps nothing any more; gives their ids.

    Raises:
        Fixed: the ring cannot be changed from here.
    """
    newest = ring.newest(at)
    old = [one for one in ring.ids() if one != newest and at - (ring.retired(one) or at) >= kept]
    return tuple(one for one in old if WRITER.run(partial(_taken_off, one))) if old else ()


def _rewrapped(at: Seconds) -> int:
    done = 0
    with shelf.changing(told=True):
        newest = ring.newest(at)
        for row in shelf.living():
            if row.kek == newest:
                continue
            try:
                key = unwrap(row)
            except Tampered:
                continue
            shelf.rewrite(wrap(key, row.journal, row.scope, row.expires, newest))
            done += 1
    return done


def _taken_off(kek: str) -> bool:
    """In the vault's turn: nobody wraps anything meanwhile, and whoever comes after finds the newer key."""
    with shelf.changing(told=True):
        if any(row.kek == kek for row in shelf.living()):
            return False
        ring.destroy(kek)
    return True
