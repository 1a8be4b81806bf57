"""The journals: no entry is lacking, each opens under its key or was forgotten on purpose, and each makes a session."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import connections

from besace.journal.seal import Tampered
from besace.journal.store import opened
from besace.method.acts import Entry
from besace.method.evolve import fold
from besace.running.check.house import Fate, House
from besace.running.check.report import Report

HEADS = "SELECT id, last FROM journal_journal"
ENTRIES = (
    "SELECT journal_id, seq, kind, by, behalf, audience, scope, kid, sealed, at FROM journal_entry"
    " ORDER BY journal_id, seq"
)
TWICE = (
    "SELECT journal_id, act, count(*) FROM journal_entry WHERE act IS NOT NULL GROUP BY journal_id, act"
    " HAVING count(*) > 1"
)
ROOMS = "SELECT id FROM live_room WHERE journal NOT IN (SELECT id FROM journal_journal)"
ALONE = "SELECT count(*) FROM journal_journal WHERE id NOT IN (SELECT journal FROM live_room)"
PART = "journals"


def look(house: House, report: Report) -> None:
    """Looks at every journal, and at what stands beside them."""
    heads = dict(_asked(house, HEADS))
    report.count("journals", len(heads))
    seen = set()
    for journal, lines in groupby(_asked(house, ENTRIES), key=lambda line: str(line[0])):
        seen.add(journal)
        _one(house, report, journal, heads.get(journal), [line[1:] for line in lines])
    for journal in heads.keys() - seen:
        if heads[journal]:
            report.add(PART, f"Journal {journal} lacks all of its {heads[journal]} entries.")
    for journal, _act, many in _asked(house, TWICE):
        report.add(PART, f"In journal {journal} one act was kept {many} times.")
    for (room,) in _asked(house, ROOMS):
        report.add(PART, f"Room {room} has no journal.")
    alone = next(_asked(house, ALONE))[0]
    if alone:
        report.told.append(f"Journals that belong to no room, as when opening one was broken off: {alone}. No harm.")


def _one(house: House, report: Report, journal: str, last: int | None, lines: list[tuple[Any, ...]]) -> None:
    report.count("entries", len(lines))
    if last is None:
        report.add(PART, f"Journal {journal} has entries and no head.")
    elif gap := _gap([line[0] for line in lines], last):
        report.add(PART, f"Journal {journal}: {gap}")
    entries = [_entry(house, report, journal, line) for line in lines]
    whole = [entry for entry in entries if entry is not None]
    if len(whole) < len(entries):
        return  # said already, entry by entry
    try:
        fold(whole)
    except Exception as failed:  # noqa: BLE001 - whatever it trips over, this journal makes no session
        report.add(PART, f"Journal {journal} makes no session any more ({type(failed).__name__}).")


def _gap(numbers: list[int], last: int) -> str:
    """What is lacking in a sequence that must go from 1 to its head; empty where nothing is."""
    if numbers == list(range(1, last + 1)):
        return ""
    lacking = sorted({*range(1, last + 1)} - {*numbers})
    if lacking:
        return f"entries are lacking, the first of them {lacking[0]}, {len(lacking)} in all."
    return f"entries go on to {max(numbers)}, after its head at {last}."


def _entry(house: House, report: Report, journal: str, line: tuple[Any, ...]) -> Entry | None:
    """The entry of a row; None where it does not open although it must."""
    seq, kid = line[0], bytes(line[6])
    match house.fate(kid):
        case Fate.GONE:
            report.count("entries forgotten", 1)
            return opened(journal, line, {})
        case Fate.MISSING:
            report.add(PART, f"Journal {journal}: entry {seq} cannot be read, as its key is nowhere.")
            return None
        case Fate.SHUT:
            report.count("entries under keys that do not open", 1)
            return None
        case _:
            pass
    try:
        key = house.key(kid)
        return opened(journal, line, {kid: key} if key else {})
    except (Tampered, ValueError):
        report.add(PART, f"Journal {journal}: entry {seq} was altered, or moved from another place.")
        return None


def _asked(house: House, sql: str) -> Iterator[tuple[Any, ...]]:
    with connections[house.content].cursor() as cursor:
        cursor.execute(sql)
        yield from cursor
