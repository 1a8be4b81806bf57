"""What forms bring, made plain: an act of the method out of a posted body, and forms signed for one person's page."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.utils.html import format_html

from besace.method.acts import Act
from besace.web.islands import MARK

OURS = frozenset({"act", "id", "for", "seat", "csrfmiddlewaretoken"})
ACT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
ROW = re.compile(r"(?P<name>\w+)\.(?P<row>[1-9]\d?)")
SIGNED = f'<input type="hidden" name="csrfmiddlewaretoken" value="{MARK}">'


def act_of(posted: QueryDict) -> Act:
    """Reads an act: its word, for whom, and its fields as strings. Rows `text.1`, `when.1` become `actions` (S5.5).

    The core reads and refuses the fields; here only what no text may hold is taken out (NUL, lone surrogates).
    """
    return Act(word=clean(posted.get("act", "")), fields=_fields(posted), behalf=clean(posted.get("for", "")) or None)


def act_id_of(posted: QueryDict) -> str:
    """Gives the id the sender chose for this intent, or a fresh one where it chose none."""
    given = posted.get("id", "")
    return given if ACT_ID.fullmatch(given) else secrets.token_urlsafe(16)


def clean(text: str) -> str:
    """Takes out what no sentence holds: NUL, other control signs but line ends and tabs, lone surrogates."""
    whole = text.replace("\r\n", "\n").encode("utf-8", "ignore").decode()
    return "".join(sign for sign in whole if sign in "\n\t" or sign >= " ").strip()


def _fields(posted: QueryDict) -> Mapping[str, Any]:
    fields: dict[str, Any] = {}
    rows: dict[int, dict[str, str]] = {}
    for name, value in posted.items():
        if name in OURS:
            continue
        if row := ROW.fullmatch(name):
            rows.setdefault(int(row["row"]), {})[row["name"]] = clean(str(value))
        else:
            fields[name] = clean(str(value))
    if rows:
        fields["actions"] = [rows[number] for number in sorted(rows)]
    return fields


def signed(html: str, request: HttpRequest, seat: str = "") -> str:
    """Puts into each form of cached HTML this browser's token, this seat, and an id: pressed twice, done once."""
    token = get_token(request)
    beside = format_html('<input type="hidden" name="seat" value="{}">', seat) if seat else ""

    def fields(_: re.Match[str]) -> str:
        return format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="id" value="{}">{}',
            token,
            secrets.token_urlsafe(12),
            beside,
        )

    return re.sub(re.escape(SIGNED), fields, html)
