"""Changing the key that wraps all others: everything that lives is wrapped anew, and the old key goes (NIST SP 800-57).

A scope key that was destroyed may still lie, wrapped, in a forgotten copy of the vault or in a worn cell of a disk.
Once the key that wrapped it is gone too, that copy is worth nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from besace.journal import folder, ring, shelf
from besace.journal.keys import VAULT_KEYS
from besace.journal.seal import Tampered
from besace.journal.wrapping import Row, unwrap, wrap
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

    What does not open, edited or for want of its key, stays as it is.
    """
    if shelf.all_under(ring.newest(at)):
        return 0
    if folder.first_key().exists():
        folder.keep_former_roots()
    if done := WRITER.run(lambda: _rewrapped(at)):
        VAULT_KEYS.forget_cached()
    return done


def is_due(at: Seconds) -> bool:
    """Whether the key in use has served its month, and can be changed from here."""
    return not ring.is_fixed() and at - ring.made(ring.newest(at)) >= EVERY


def destroy_retired(at: Seconds) -> tuple[str, ...]:
    """Takes every key off the ring that was retired long enough ago and wraps nothing any more; gives their ids.

    Raises:
        Fixed: the ring cannot be changed from here.
    """
    old = [one for one in ring.ids() if (retired := ring.retired(one)) is not None and at - retired >= KEPT]
    return _destroyed(old)


def destroy_former() -> tuple[str, ...]:
    """Takes every key but the newest off the ring at once, those that still wrap something excepted; gives their ids.

    Raises:
        Fixed: the ring cannot be changed from here.
    """
    return _destroyed(ring.ids()[:-1])


def _destroyed(keks: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in keks if WRITER.run(partial(_taken_off, one)))


def _rewrapped(at: Seconds) -> int:
    done = 0
    with shelf.changing():
        newest = ring.newest(at)
        for row in shelf.living():
            if row.kek == newest:
                continue
            try:
                key = unwrap(row)
            except (Tampered, ring.NoKey):
                continue
            shelf.rewrite(wrap(key, row.journal, row.scope, row.expires, newest))
            done += 1
        if done:
            shelf.tell()
    return done


def _taken_off(kek: str) -> bool:
    """In the vault's turn: nobody wraps anything meanwhile, and whoever comes after finds the newer key."""
    with shelf.changing(told=True):
        if any(row.kek == kek and _opens(row) for row in shelf.living()):
            return False
        ring.destroy(kek)
    return True


def _opens(row: Row) -> bool:
    """A row that was edited opens under no key, and keeps none of them here."""
    try:
        unwrap(row)
    except Tampered:
        return False
    return True
