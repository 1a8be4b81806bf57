"""The counts of a programme's groups as values apart (RFC 4180), which a spreadsheet opens, and does not run."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from besace.people.reckoning import GroupRow, Share

MARK = "\ufeff"
"""Tells spreadsheets that the file is in UTF-8."""
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection); the full-width signs run too."""


def spread(rows: Iterable[GroupRow]) -> str:
    """Gives a table with a head, a row a group; an empty cell where there is nothing to say."""
    out = StringIO()
    written = csv.writer(out, delimiter=_between())
    written.writerow(_head())
    written.writerows([cell(one) for one in _cells(row)] for row in rows)
    return MARK + out.getvalue()


def cell(value: object) -> object:
    """Gives a value as it may stand in a cell: a text that would be run is quoted, a number is left as it is."""
    if value is None:
        return ""
    if isinstance(value, str) and (value.startswith(RUNS) or value.lstrip().startswith(RUNS)):
        return f"'{value}"
    return value


def _between() -> str:
    """Gives what parts cells: where the comma stands in numbers, spreadsheets expect another sign."""
    return ";" if get_format("DECIMAL_SEPARATOR") == "," else ","


def _head() -> Sequence[str]:
    return [
        _("Group"),
        _("Facilitator"),
        _("Members"),
        _("First session"),
        _("Last session"),
        _("Sessions held"),
        _("Sessions planned"),
        _("Seats filled"),
        _("Seats"),
        _("Plans made"),
        _("Actions begun"),
        _("Actions told of"),
    ]


def _cells(row: GroupRow) -> Sequence[object]:
    return [
        row.name,
        ", ".join(row.facilitators),
        row.members,
        row.first and row.first.isoformat(),
        row.last and row.last.isoformat(),
        *_two(row.held),
        *_two(row.filled),
        row.plans,
        *_two(row.begun),
    ]


def _two(share: Share | None) -> tuple[int | None, int | None]:
    return (share.n, share.of) if share else (None, None)
