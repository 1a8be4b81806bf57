"""The list of what was erased: keys that were destroyed, receipts for it, accounts that were closed. Ids only.

A backup from before an erasure does not know of it. Given this list, from the house it takes the place of or from a
file that was written later, it refuses what was destroyed since. The list tells no word and no name.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connections

from besace.journal import tombs
from besace.journal.models import Shredding
from besace.journal.router import VAULT
from besace.journal.writer import WRITER
from besace.people import closing
from besace.people.models import Person
from besace.running.manifest import Unfit

KIND = "besace erased 1"
RECEIPTS = "SELECT id, journal, at, destroyed, receipt FROM journal_shredding"
CLOSED = "SELECT id FROM people_person WHERE NOT is_active"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: keys by their id, each with its journal and when; receipts as they stand; ids of people."""

    keys: dict[str, tuple[str, int]] = field(default_factory=dict)
    receipts: dict[str, tuple[str, int, str, str]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()

    def __or__(self, other: "Erased") -> "Erased":
        return Erased(self.keys | other.keys, self.receipts | other.receipts, self.closed | other.closed)


@dataclass(frozen=True, slots=True)
class Refused:
    """What a restored house was not given back: keys, accounts; and the accounts that only a person can close."""

    keys: int = 0
    closed: int = 0
    by_hand: int = 0


def known(content: str = "default", vault: str = VAULT) -> Erased:
    """What a house knows to be erased, by both of its databases."""
    keys = {
        _hex(kid): (journal, at)
        for kid, journal, at in _asked(content, "SELECT kid, journal, at FROM journal_tombstone")
    }
    buried = _asked(vault, "SELECT kid, journal, destroyed FROM vault_scopekey WHERE destroyed IS NOT NULL")
    keys = {_hex(kid): (journal, at) for kid, journal, at in buried} | keys
    receipts = {name: (journal, at, told, text) for name, journal, at, told, text in _asked(content, RECEIPTS)}
    return Erased(keys, receipts, frozenset(name for (name,) in _asked(content, CLOSED)))


def as_text(told: Erased) -> str:
    """The list as it is kept in a file."""
    keys = [[kid, *of] for kid, of in sorted(told.keys.items())]
    receipts = [[name, *of] for name, of in sorted(told.receipts.items())]
    return (
        json.dumps({"kind": KIND, "keys": keys, "receipts": receipts, "closed": sorted(told.closed)}, indent=1) + "\n"
    )


def read(file: Path) -> Erased:
    """The list in a file.

    Raises:
        Unfit: it is none.
    """
    try:
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
        keys = {str(bytes.fromhex(kid).hex()): (str(journal), int(at)) for kid, journal, at in told["keys"]}
        receipts = {str(one[0]): (str(one[1]), int(one[2]), str(one[3]), str(one[4])) for one in told["receipts"]}
        found = Erased(keys, receipts, frozenset(map(str, told["closed"])))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise Unfit(f"{file} is no list of what was erased: `besace backup` and `besace erased` write them.") from None
    if told.get("kind") != KIND:
        raise Unfit(f"{file} is a list of another kind. Restore with the Besace it is of.")
    return found


def lay(told: Erased) -> int:
    """Tells this house's content what was erased; gives how many living keys of its vault that concerns."""
    living = {_hex(kid) for (kid,) in _asked(VAULT, "SELECT kid FROM vault_scopekey WHERE destroyed IS NULL")}
    tombs.lay_known((bytes.fromhex(kid), journal, at) for kid, (journal, at) in told.keys.items())
    for name, (journal, at, destroyed, text) in told.receipts.items():
        row = {"journal": journal, "at": at, "destroyed": destroyed, "receipt": text}
        WRITER.run(partial(Shredding.objects.get_or_create, id=name, defaults=row))
    return len(living & told.keys.keys())


def close(told: Erased) -> tuple[int, int]:
    """Closes the accounts that were closed since; gives how many, and how many are still needed here."""
    closed = needed = 0
    for person in Person.objects.filter(pk__in=sorted(told.closed), is_active=True):
        try:
            closing.close(person)
            closed += 1
        except closing.StillNeeded:
            needed += 1
    return closed, needed


def _hex(kid: Any) -> str:
    return bytes(kid).hex()


def _asked(alias: str, sql: str) -> Iterable[tuple[Any, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
