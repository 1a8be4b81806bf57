"""The coach on the command line (ACTS, wording hints): one line a hint, or one JSON answer a line."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date

from besace.coach.advice import KINDS, hints
from besace.coach.books import LANGUAGES
from besace.coach.hint import Hint

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def hint_line(hint: Hint) -> str:
    """Write one hint as `CODE<TAB>SPAN<TAB>SUGGESTION`, without line end; whitespace in a field becomes one space."""
    fields = (hint.code, hint.span, hint.suggestion)
    return "\t".join(_BREAKS.sub(" ", field).strip().encode("utf-8", "replace").decode() for field in fields)


def hint_lines(language: str, kind: str, text: str, today: date | None = None) -> Iterator[str]:
    """Write the hints on a wording, a line each; nothing when the wording is good."""
    return map(hint_line, hints(language, kind, text, today=today))


def answers(lines: Iterable[str], today: date | None = None) -> Iterator[str]:
    """Answer each line `{"lang", "kind", "text"[, "when"]}` with `{"codes": […]}`, in order; blank lines pass.

    Raises:
        ValueError: a line is not such an object; the message says which line and why.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield answer(line, today)
            except ValueError as error:
                message = f"line {number}: {error}"
                raise ValueError(message) from error


def answer(line: str, today: date | None = None) -> str:
    """Answer one such line.

    Raises:
        ValueError: it is not such an object; the message says why.
    """
    try:
        asked = json.loads(line)
    except RecursionError as error:
        message = "nested too deep"
        raise ValueError(message) from error
    if not isinstance(asked, dict):
        message = "not an object"
        raise ValueError(message)  # noqa: TRY004 - what is wrong is what was read, not how this was called
    if wrong := _wrong(asked):
        message = f"{wrong} is missing or unknown"
        raise ValueError(message)
    found = hints(asked["lang"], asked["kind"], asked["text"], asked.get("when"), today)
    return json.dumps({"codes": [hint.code for hint in found]})


def _wrong(asked: dict[str, object]) -> str:
    """Give the name of the first field that is not as it should be, or ""."""
    lang, kind, text, when = (asked.get(name) for name in ("lang", "kind", "text", "when"))
    right = {
        "lang": isinstance(lang, str) and lang.lower()[:2] in LANGUAGES,
        "kind": kind in KINDS,
        "text": isinstance(text, str),
        "when": isinstance(when, str | None),
    }
    return next((name for name, holds in right.items() if not holds), "")
