"""What forms bring, made plain: an act of the method out of a posted body, and forms signed for one person's page."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.utils.html import format_html_join

from besace.method.acts import Act
from besace.method.stages.conclusion import QUESTIONS

OURS = frozenset({"act", "id", "for", "seat", "csrfmiddlewaretoken"})
ACT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
ROW = re.compile(r"(?P<name>\w+)\.(?P<row>[1-9]\d?)")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]")
POSTS = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*>')
WRITTEN = (
    *("title", "text", "when", "question", "expectation", "reason", "easy", "difficult", "name", "next_when", "link"),
    *QUESTIONS,
    *("facilitator", "people", "previous_client", "previous_actions", "code"),
)
"""The fields that are written, not chosen."""
MOST_DIGITS = 18
SHIELD = "field-"
"""May stand before a field's name. A control named `matches` would hide the form's own `matches` from every script."""


def act_of(posted: QueryDict) -> Act:
    """Reads an act: its word, for whom, and its fields as strings. Rows `text.1`, `when.1` become `actions` (S5.5).

    The core reads and refuses the fields; here only what no text may hold is taken out (NUL, lone surrogates).
    """
    word, fields = clean(posted.get("act", "")), _fields(posted)
    if word == "admit" and fields.get("name") and not fields.get("person"):
        fields = {**fields, "person": secrets.token_urlsafe(9)}  # someone nobody expected: an id nobody can guess
    return Act(word=word, fields=fields, behalf=clean(posted.get("for", "")) or None)


def act_id_of(posted: QueryDict) -> str:
    """Gives the id the sender chose for this intent, or a fresh one where it chose none."""
    given = posted.get("id", "")
    return given if ACT_ID.fullmatch(given) else secrets.token_urlsafe(16)


def typed(posted: QueryDict) -> Sequence[str]:
    """Gives back the words of a form that was not taken, so that nothing is lost."""
    fields = act_of(posted).fields
    rows = [row for row in fields.get("actions", ()) if isinstance(row, dict)]
    return [one[name] for one in (fields, *rows) for name in WRITTEN if isinstance(one.get(name), str) and one[name]]


def clean(text: str) -> str:
    """Takes out what no sentence holds: control signs but line ends and tabs, lone surrogates, turns of direction,
    and the noncharacters that Unicode keeps for programs (23.7): ours stand for words, see `stencils`.

    Text from right to left needs no such turn (UAX 9): the letters say it. One left open turns what stands around it.
    """
    whole = text.replace("\r\n", "\n").encode("utf-8", "ignore").decode()
    return CONTROLS.sub("", whole).strip()


def number_of(text: str, otherwise: int = -1) -> int:
    """Reads a number of a form or an address; `otherwise` where there is none, or one no database holds.

    Python itself refuses to read a number of thousands of digits, by an error (`sys.get_int_max_str_digits`).
    """
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else otherwise


def _fields(posted: QueryDict) -> Mapping[str, Any]:
    fields: dict[str, Any] = {}
    rows: dict[int, dict[str, str]] = {}
    for given, value in posted.items():
        name = given.removeprefix(SHIELD)
        if name in OURS:
            continue
        if row := ROW.fullmatch(name):
            rows.setdefault(int(row["row"]), {})[row["name"]] = clean(str(value))
        else:
            fields[name] = clean(str(value))
    if rows:
        fields["actions"] = [rows[number] for number in sorted(rows) if rows[number].get("text")]
    return fields


def signed(html: str, request: HttpRequest, seat: str = "") -> str:
    """Puts into each form of shared HTML this browser's token, this seat, and an id: pressed twice, done once."""
    token = get_token(request)

    def with_fields(form: re.Match[str]) -> str:
        ours = (("csrfmiddlewaretoken", token), ("id", secrets.token_urlsafe(12)), ("seat", seat))
        return form[0] + format_html_join("", '<input type="hidden" name="{}" value="{}">', ours)

    return POSTS.sub(with_fields, html)
