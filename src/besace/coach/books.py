"""What the coach knows of a language: the data files of one folder, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from besace.coach.folding import Folded
from besace.coach.forms import Conjugated
from besace.coach.phrases import Parts, Phrases, source

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Reword:
    """A known way to say it better: where the phrases stand, `into` is proposed instead."""

    phrases: Phrases
    into: str


@dataclass(frozen=True, slots=True)
class Advice:
    """All that is known of one hint in one language."""

    why: str
    suggestion: str
    otherwise: str
    fine: Phrases
    phrases: Phrases
    rewords: tuple[Reword, ...]

    def find(self, folded: Folded) -> tuple[int, int] | None:
        """Give the place of the first words this hint speaks of, once what only looks alike is set aside."""
        seen = folded.hide(self.fine.spans(folded))
        found = [span for reword in self.rewords if (span := reword.phrases.first(seen))]
        if plain := self.phrases.first(seen):
            found.append(plain)
        return min(found, key=lambda span: (span[0], -span[1]), default=None)

    def rewording(self, folded: Folded, span: tuple[int, int]) -> str:
        """Give what is proposed for the words at this place, or ""."""
        seen = folded.hide(self.fine.spans(folded))
        return next((reword.into for reword in self.rewords if reword.phrases.first(seen) == span), "")


@dataclass(frozen=True, slots=True)
class Book:
    """One file of one language: its advice by code, and its other lists of phrases by name."""

    quotes: str
    advice: Mapping[str, Advice]
    lists: Mapping[str, Phrases]
    examples: tuple[Reword, ...]
    voice: Mapping[str, Any]
    saying: Phrases

    def quote(self, words: str) -> str:
        """Put words between the quotation marks of the language."""
        return self.quotes.replace("…", words)


@cache
def book(language: str, name: str) -> Book:
    """Read one file of a language: `subject`, `question`, `reaction` or `action`.

    Raises:
        FileNotFoundError: no such language or file.
        KeyError: the file lacks something, or uses a part that parts.toml does not list.
    """
    words = table(language, "parts")
    conjugated = Conjugated(language)
    parts = Conjugated(language, {key: _listed(phrases, conjugated) for key, phrases in words["parts"].items()})
    raw = table(language, name)

    def phrases(listed: list[str]) -> Phrases:
        return Phrases(listed, parts, parts["opener"])

    def rewords(rows: list[dict[str, Any]]) -> tuple[Reword, ...]:
        return tuple(Reword(phrases(row["say"]), row["into"]) for row in rows)

    advice = {
        code: Advice(
            why=row["why"],
            suggestion=row["suggestion"],
            otherwise=row.get("otherwise", ""),
            fine=phrases(row.get("fine", [])),
            phrases=phrases(row.get("phrases", [])),
            rewords=rewords(row.get("reword", [])),
        )
        for code, row in raw["hints"].items()
    }
    lists = {key: phrases(listed) for key, listed in raw.get("lists", {}).items()}
    voice = raw.get("voice", {})
    return Book(words["quotes"], advice, lists, rewords(raw.get("example", [])), voice, phrases(voice.get("say", [])))


def table(language: str, name: str) -> dict[str, Any]:
    """Read one data file of a language as it is written."""
    return tomllib.loads((files("besace.coach") / "data" / language / f"{name}.toml").read_text(encoding="utf-8"))


def _listed(phrases: list[str], parts: Parts) -> str:
    return f"(?:{'|'.join(source(phrase, parts) for phrase in phrases)})"
