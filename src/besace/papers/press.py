"""Typesetting: papers as data become one PDF, the same bytes for the same data.

The layouts and letters lie in `typeset/`. What people typed reaches them as data and is never read as markup. Typst
is loaded by the first paper asked for, not before: it weighs more than all the rest.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from besace.papers.occasion import Sheet

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

TYPESET = Path(__file__).parent / "typeset"
SIZES = {"a4": "a4", "letter": "us-letter"}
REMEMBERED = 10


def pdf_of(title: str, sheets: Sequence[Sheet], language: str, size: str) -> bytes:
    """Gives the sheets, each as often as its `copies` say, as one PDF that screen readers can read (PDF/UA-1).

    `title` names the file to its reader and holds nothing of a session. `size` is one of `SIZES`.
    """
    from typst import TypstError  # noqa: PLC0415 - see above

    given = json.dumps({"title": title, "lang": language, "size": SIZES[size], "sheets": sheets}, ensure_ascii=False)
    try:
        with suppress(TypstError):
            return _pressed(given, "ua-1", of_machine=False)
        # The standard refuses a sign that none of these letters can draw. The machine’s may; or it is an empty box.
        with suppress(TypstError):
            return _pressed(given, "ua-1", of_machine=True)
        return _pressed(given, "1.7", of_machine=True)
    finally:
        _forget()


def _pressed(given: str, standard: "PDFStandard", *, of_machine: bool) -> bytes:
    from typst import compile as press  # noqa: PLC0415

    return press(
        TYPESET / "main.typ",
        root=TYPESET,
        font_paths=_letters(of_machine=of_machine),
        sys_inputs={"given": given},
        pdf_standards=standard,
        timestamp=0,
    )


def _forget() -> None:
    """Has Typst drop what it keeps to be quicker next time: a session's words, and two hundred megabytes.

    It lets go of what its last ten documents did not use (comemo's `evict`); so it is given empty ones.
    """
    from typst import compile as press  # noqa: PLC0415

    for _ in range(REMEMBERED + 1):
        press(TYPESET / "nothing.typ", root=TYPESET, font_paths=_letters(of_machine=False))


@cache
def _letters(*, of_machine: bool) -> "Fonts":
    """Ours, and those that come with Typst for other scripts; the machine's differ, so they are asked last."""
    from typst import Fonts  # noqa: PLC0415

    return Fonts(include_system_fonts=of_machine, font_paths=[TYPESET / "fonts"])
