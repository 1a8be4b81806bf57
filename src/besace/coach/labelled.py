"""The labelled sentences by which the coach is measured (docs/coach.md, decision 0030): reading them, no more.

They lie in `corpus/LANGUAGE/HALF/KIND.txt`, one a line: its codes or `-`, the text and, for an action, the time given
in its own field, with ` | ` between. A line that begins with `#` says something to whoever reads the file, and begins
a batch: sentences of one hand; where it begins with `##`, no rule was tuned on what follows, and where a code and a
colon follow that, whoever wrote them had only this code in mind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable

from besace.coach.advice import KINDS
from besace.coach.books import LANGUAGES

HALVES = ("development", "held-out")
"""Rules are written on the first and measured on the second."""

CODES = {
    "subject": ("no-how", "no-benefit", "negative"),
    "question": ("answer-inside", "judging"),
    "reaction": ("prescriptive",),
    "action": ("vague", "undated"),
}
"""What can be said of each kind of wording, in the order ACTS lists it."""

_UNSEEN = "##"
_ONLY = re.compile(r"## ([a-z-]+): ")
_CORPUS = files("besace.coach") / "corpus"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the codes it was given; `when` is the time in its own field, or None.

    `batch` counts the hands that wrote a file; `unseen` is said of sentences that no rule was tuned on. `only` names
    the one code that was looked for, if it was one alone: of the others the sentence says nothing.
    """

    language: str
    kind: str
    codes: tuple[str, ...]
    text: str
    when: str | None = None
    batch: int = 0
    unseen: bool = False
    only: str = ""

    def tells_of(self, code: str) -> bool:
        """Whether it was labelled with this code in mind."""
        return self.only in {"", code}


def measured_languages() -> tuple[str, ...]:
    """Give the languages that have sentences and in which the coach speaks, in order."""
    return tuple(sorted(folder.name for folder in _CORPUS.iterdir() if folder.name in LANGUAGES))


def labelled(language: str, half: str) -> tuple[Labelled, ...]:
    """Give the sentences of one half, in the order they are written; none where a file is not there.

    Raises:
        ValueError: a line is not as it should be; the message says which and why, never what it says.
    """
    folder = _CORPUS / language / half
    return tuple(sentence for kind in KINDS for sentence in _sentences(language, kind, folder / f"{kind}.txt"))


def _sentences(language: str, kind: str, file: Traversable) -> Iterator[Labelled]:
    if not file.is_file():
        return
    batch, unseen, only = 0, False, ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            batch, unseen = batch + 1, line.startswith(_UNSEEN)
            only = found[1] if (found := _ONLY.match(line)) and found[1] in CODES[kind] else ""
        elif line.strip():
            try:
                yield replace(sentence(language, kind, line), batch=batch, unseen=unseen, only=only)
            except ValueError as wrong:
                message = f"{language}/{kind}.txt, line {number}: {wrong}"
                raise ValueError(message) from wrong


def sentence(language: str, kind: str, line: str) -> Labelled:
    """Read one line.

    Raises:
        ValueError: a field is missing or one too many, or a code does not belong to this kind.
    """
    codes, *fields = (field.strip() for field in line.split(" | "))
    listed = () if codes == "-" else tuple(codes.split())
    if listed != tuple(code for code in CODES[kind] if code in listed) or not codes:
        message = "its codes are unknown, or not in order"
        raise ValueError(message)
    if not 1 <= len(fields) <= (2 if kind == "action" else 1) or not fields[0]:
        message = "it must be codes, text and, for an action alone, a time"
        raise ValueError(message)
    return Labelled(language, kind, listed, fields[0], fields[1] if fields[1:] else None)
