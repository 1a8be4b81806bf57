"""The key inventory (ASVS 5.0 11.1.2): how many keys of which kind there are, what wraps them, how long; no names."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connections

from besace.journal import ring
from besace.journal.router import VAULT
from besace.method.words import Seconds


@dataclass(frozen=True, slots=True)
class Kind:
    """The scope keys of one kind: those that live, the soonest and latest expiry among them, and tombstones."""

    living: int = 0
    oldest: Seconds = 0
    soonest: Seconds = 0
    latest: Seconds = 0
    destroyed: int = 0


@dataclass(frozen=True, slots=True)
class Wrapping:
    """A key of the ring, or one that rows name and the ring lacks: then nothing that it wraps can be read."""

    made: Seconds | None
    retired: Seconds | None
    wraps: int


def kinds() -> Mapping[str, Kind]:
    """The scope keys, by the first word of their scope: session, person, ballot, group, own …"""
    found: dict[str, Kind] = {}
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT scope, created, expires, destroyed FROM vault_scopekey")
        for scope, created, expires, destroyed in cursor:
            kind = scope.partition(":")[0]
            found[kind] = _with(found.get(kind, Kind()), created, expires, gone=destroyed is not None)
    return dict(sorted(found.items()))


def wrappings() -> Mapping[str, Wrapping]:
    """The keys that wrap others, the oldest first."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT kek, count(*) FROM vault_scopekey WHERE destroyed IS NULL GROUP BY kek")
        wraps = dict(cursor.fetchall())
    there = {one: Wrapping(ring.made(one), ring.retired(one), wraps.get(one, 0)) for one in ring.ids()}
    return {one: Wrapping(None, None, many) for one, many in wraps.items() if one not in there} | there


def _with(kind: Kind, created: Seconds, expires: Seconds, *, gone: bool) -> Kind:
    if gone:
        return Kind(kind.living, kind.oldest, kind.soonest, kind.latest, kind.destroyed + 1)
    return Kind(
        kind.living + 1,
        min(filter(None, (kind.oldest, created)), default=0),
        min(filter(None, (kind.soonest, expires)), default=0),
        max(kind.latest, expires),
        kind.destroyed,
    )
