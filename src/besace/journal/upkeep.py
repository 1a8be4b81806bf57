"""What keeps the vault in order by itself: at the start, and every half minute by the clock of the letters."""

from dataclasses import dataclass

from besace.journal import receipts, ring, rotation, shelf, tombs
from besace.journal.keys import VAULT_KEYS
from besace.method.words import Seconds


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done: counts, and ids of keys that wrap others."""

    buried: int = 0
    rewrapped: int = 0
    receipts: int = 0
    taken_off: tuple[str, ...] = ()


def start(now: Seconds) -> None:
    """Before anything is read: what was destroyed stays so, whichever of the two databases is from an older backup,
    and a folder of the first layout is carried over to the ring.

    Raises:
        NoKey: there is no key to wrap others under, and none can be made.
    """
    tombs.lay_missing()
    _bury(tombs.risen(), now)
    ring.newest(now)
    rotation.finish(now)


def sweep(now: Seconds) -> Kept:
    """Destroys what is past its expiry, changes the wrapping key once a month, takes old ones off, completes receipts.

    Doing it again changes nothing.
    """
    buried = _bury(_past(now), now)
    if rotation.is_due(now):
        rotation.rotate(now)
    rewrapped = rotation.finish(now)
    taken_off = () if ring.is_fixed() else rotation.destroy_retired(now)
    shelf.let_go()
    return Kept(buried, rewrapped, receipts.complete(now), taken_off)


def _bury(kids: dict[str, frozenset[bytes]], now: Seconds) -> int:
    if kids:
        VAULT_KEYS.bury(kids, now)
    return sum(map(len, kids.values()))


def _past(now: Seconds) -> dict[str, frozenset[bytes]]:
    found: dict[str, frozenset[bytes]] = {}
    for kid, journal in shelf.past(now):
        found[journal] = found.get(journal, frozenset()) | {kid}
    return found
