"""The keys: each opens under the ring or has its tombstone, belongs to something, and lies in a closed folder."""

import stat
from collections import Counter

from django.db import connections

from besace.journal import folder, ring
from besace.journal.router import VAULT
from besace.running.check.house import Fate, House
from besace.running.check.report import Report

PART = "vault"
OTHERS = stat.S_IRWXG | stat.S_IRWXO
GROUP = "group:"
NEW = 60
"""Seconds: a key made while we looked may belong to what we did not see yet."""


def look(house: House, report: Report) -> None:
    """Looks at the vault, the ring and the folder."""
    report.count("keys living", sum(one.destroyed is None for one in house.kept.values()))
    report.count("keys destroyed", len({*house.buried, *_destroyed(house)}))
    _wrappings(house, report)
    for kid, kept in house.kept.items():
        if kept.destroyed is not None and kept.row.wrapped:
            report.add(PART, f"A key of {kept.row.journal} is marked destroyed, and is still there.")
        if kept.destroyed is None and house.fate(kid) is Fate.SHUT and kept.row.kek in ring.ids():
            report.add(PART, f"A key of {kept.row.journal} does not open: its row was altered.")
    _risen(house, report)
    _owners(house, report)
    _files(report)


def _destroyed(house: House) -> set[bytes]:
    return {kid for kid, one in house.kept.items() if one.destroyed is not None}


def _wrappings(house: House, report: Report) -> None:
    """Every key of the ring that rows name must be on it, and hold what it must."""
    wraps = Counter(one.row.kek for one in house.kept.values() if one.destroyed is None)
    there = ring.ids()
    report.count("keys that wrap others", len(there))
    for kek, many in sorted(wraps.items()):
        if kek not in there:
            report.add(
                "ring", f"The key {kek} is not on the ring; it wraps {many}, which cannot be read until it is put back."
            )
    for kek in there:
        try:
            ring.secret(kek)
        except folder.Damaged as told:
            report.add("ring", str(told))


def _risen(house: House, report: Report) -> None:
    """Looked at once more, later: a running server lays the tombstone a moment before it empties the row."""
    risen = [kid for kid in house.buried if kid in house.kept and house.kept[kid].destroyed is None]
    with connections[VAULT].cursor() as cursor:
        for kid in risen:
            cursor.execute("SELECT 1 FROM vault_scopekey WHERE kid = %s AND destroyed IS NULL", [kid])
            if cursor.fetchone():
                report.add(PART, "A key that was destroyed is in the vault again. The next start destroys it anew.")
    lacking = len(_destroyed(house) - house.buried)
    if lacking:
        report.told.append(
            f"Keys of whose destruction only the vault tells: {lacking}. The next start tells the content too."
        )


def _owners(house: House, report: Report) -> None:
    """A key whose journal or group is not there opens nothing."""
    with connections[house.content].cursor() as cursor:
        cursor.execute("SELECT id FROM journal_journal")
        journals = {name for (name,) in cursor}
        cursor.execute("SELECT id FROM people_group")
        owners = journals | {f"{GROUP}{name}" for (name,) in cursor}
    alone = [one for one in house.kept.values() if one.destroyed is None and one.row.journal not in owners]
    if old := sum(house.now - one.created > NEW for one in alone):
        report.told.append(f"Keys that belong to no session and no group: {old}. They open nothing.")


def _files(report: Report) -> None:
    """What seals everything is read by this machine's user alone, and holds what it must."""
    home = folder.home()
    roots = home / "roots"
    known = [home, ring.place(), roots, home / "secret", *roots.glob("*"), *ring.place().glob("kek-*")]
    for one in known:
        if one.exists() and not ring.is_fixed() and one.stat().st_mode & OTHERS:
            report.add("folder", f"{one.relative_to(home.parent)} can be opened by others: take their rights away.")
    for one in roots.glob("*"):
        try:
            folder.read(one)
        except folder.Damaged as told:
            report.add("folder", str(told))
