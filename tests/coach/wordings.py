"""The tables of wordings beside this file: each with the codes that it must carry."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en", "es", "fr")
TODAY = date(2026, 11, 25)
"""A Wednesday."""


class Wording(NamedTuple):
    language: str
    kind: str
    codes: tuple[str, ...]
    text: str
    when: str | None


def wordings() -> list[Wording]:
    return [wording(language, line) for language in LANGUAGES for line in lines(language)]


def lines(language: str) -> list[str]:
    table = Path(__file__).with_name(f"wordings-{language}.txt").read_text(encoding="utf-8")
    return [line for line in table.splitlines() if line and not line.startswith("#")]


def wording(language: str, line: str) -> Wording:
    kind, codes, text, *when = line.split(" | ")
    return Wording(
        language, kind, tuple(codes.replace("-", "", codes == "-").split()), text, when[0].strip('"') if when else None
    )
