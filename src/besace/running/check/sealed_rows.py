"""What people keep outside the journals, sealed row by row: how each opens, told once for all tables.

A test holds this list against the tables: whatever column of bytes there is stands here, or says why it does not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from besace.journal.seal import Tampered, unseal
from besace.live import doors
from besace.live.models import Knock, Room
from besace.method.acts import SESSION_SCOPE
from besace.people import (
    debriefs,
    lengths,
    login_rows,
    notebook,
    plans,
    preparing,
    sealed,
    subjects,
    ties,
    trail,
    webhooks,
)
from besace.people.models import Checklist, Debrief, Group, Login, Page, Plan, Subject, Tie, Webhook
from besace.post import drafts
from besace.post.models import Draft
from besace.running import rows
from besace.running.check.house import Fate, House
from besace.running.check.report import Report

PART = "people's words"


@dataclass(frozen=True, slots=True)
class Column:
    """A sealed column: its place, and what binds a row of it."""

    model: type[Model]
    name: str
    place: str
    bound: Callable[[Any], Sequence[str | int]]


COLUMNS = (
    Column(Group, "own_format", lengths.PLACE, lambda row: [row.pk]),
    Column(Tie, "sealed", ties.PLACE, lambda row: [row.pk]),
    Column(Checklist, "own", preparing.SEALED, lambda row: [row.group_id, row.place]),
    Column(Subject, "sealed", subjects.PLACE, lambda row: [row.pk, row.member_id]),
    Column(Page, "sealed", notebook.PLACE, lambda row: [row.member_id, row.meeting_id]),
    Column(Plan, "sealed", plans.PLACE, lambda row: [row.meeting_id, row.member_id]),
    Column(Plan, "progress", plans.PROGRESS, lambda row: [row.meeting_id, row.member_id]),
    Column(Debrief, "sealed", debriefs.PLACE, lambda row: [row.member_id, row.meeting_id]),
    Column(Draft, "sealed", drafts.PLACE, lambda row: [row.pk]),
    Column(Webhook, "sealed", webhooks.PLACE, lambda row: [row.pk]),
)


def look(house: House, report: Report) -> None:
    """Opens every sealed row, and throws away what it says."""
    for column in COLUMNS:
        _column(house, report, column)
    _knocks(house, report)
    _logins(house, report)
    if wrong := trail.broken_anywhere():
        report.add("trail", f"Trails that are not as they were written: {wrong}. `besace audit` shows the house's own.")


def _column(house: House, report: Report, column: Column) -> None:
    table = rows.table(column.model)
    for row in column.model._base_manager.using(house.content).iterator():  # noqa: SLF001 - every row
        blob = bytes(getattr(row, column.name) or b"")
        if not blob:
            continue
        report.count("sealed rows", 1)
        kid = blob[: sealed.KID]
        match house.fate(kid):
            case Fate.MISSING:
                report.add(PART, f"A row of {table} ({row.pk}) cannot be read, as its key is nowhere.")
            case Fate.LIVING if not _opens(house, kid, column.place, column.bound(row), blob[sealed.KID :]):
                report.add(PART, f"A row of {table} ({row.pk}) was altered, or moved from another place.")
            case Fate.GONE:
                report.count("sealed rows forgotten", 1)
            case _:
                pass


def _knocks(house: House, report: Report) -> None:
    """Names at the door are sealed under the key of their session."""
    keys = {
        one.row.journal: kid
        for kid, one in house.kept.items()
        if one.row.scope == SESSION_SCOPE and house.fate(kid) is Fate.LIVING
    }
    journals = dict(Room.objects.using(house.content).values_list("pk", "journal"))
    for row in Knock.objects.using(house.content).exclude(name=None).iterator():
        kid = keys.get(journals[row.room_id])
        if kid and not _opens(house, kid, doors.PLACE, [row.room_id, row.pk], bytes(row.name or b"")):
            report.add(PART, f"A row of {rows.table(Knock)} ({row.pk}) was altered, or moved from another place.")


def _logins(house: House, report: Report) -> None:
    """A login that does not open is none; whoever it was signs in again, as after `secret` was taken away."""
    ended = sum(login_rows.opened(row) is None for row in Login.objects.using(house.content).iterator())
    if ended:
        report.told.append(f"Logins that do not open: {ended}. Their people sign in again.")


def _opens(house: House, kid: bytes, place: str, bound: Sequence[str | int], blob: bytes) -> bool:
    key = house.key(kid)
    try:
        return key is not None and bool(unseal(key, place, bound, blob) is not None)
    except (Tampered, ValueError):
        return False
