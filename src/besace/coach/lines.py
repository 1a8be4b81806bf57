"""The coach on the command line (ACTS, wording hints): one line a hint, or one JSON answer a line."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from besace.coach.advice import KINDS, hints
from besace.coach.books import LANGUAGES
from besace.coach.hint import Hint


def hint_line(hint: Hint) -> str:
    """Write one hint as `CODE<TAB>SPAN<TAB>SUGGESTION`, without line end; whitespace inside a field becomes one space."""
    fields = (hint.code, hint.span, hint.suggestion)
    return "\t".join(" ".join(field.split()).encode("utf-8", "replace").decode() for field in fields)


def hint_lines(language: str, kind: str, text: str, today: date | None = None) -> Iterator[str]:
    """Write the hints on a wording, a line each; nothing when the wording is good."""
    return map(hint_line, hints(language, kind, text, today=today))


def answers(lines: Iterable[str], today: date | None = None) -> Iterator[str]:
    """Answer each line `{"lang", "kind", "text"[, "when"]}` with `{"codes": […]}`, in order; blank lines are passed over.

    Raises:
        ValueError: a line is not such an object; the message says which line and why.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield answer(line, number, today)


def answer(line: str, number: int = 1, today: date | None = None) -> str:
    """Answer one line; see `answers`."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"line {number}: not JSON ({error})") from error
    if not isinstance(asked, dict):
        raise ValueError(f"line {number}: not an object")
    wrong = next((key for key in ("lang", "kind", "text") if not isinstance(asked.get(key), str)), None)
    if wrong is None and asked["kind"] not in KINDS:
        wrong = "kind"
    if wrong is None and asked["lang"].lower()[:2] not in LANGUAGES:
        wrong = "lang"
    if wrong is None and not isinstance(asked.get("when"), str | None):
        wrong = "when"
    if wrong is not None:
        raise ValueError(f"line {number}: {wrong} is missing or unknown")
    found = hints(asked["lang"], asked["kind"], asked["text"], asked.get("when"), today)
    return json.dumps({"codes": [hint.code for hint in found]})
