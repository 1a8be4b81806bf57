"""What the coach knows of a language: the data files of one folder, read once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from besace.coach.folding import Folded
from besace.coach.forms import Conjugated
from besace.coach.phrases import Phrases, source
from besace.coach.turning import Turn, read_turns

_DATA = files("besace.coach") / "data"

LANGUAGES = tuple(sorted(folder.name for folder in _DATA.iterdir() if (folder / "parts.toml").is_file()))
"""The languages that have a folder: adding one adds a language."""


@dataclass(frozen=True, slots=True)
class Reword:
    """A known way to say it better: `into` for the phrases; `gestures` show how a wish could be done."""

    phrases: Phrases
    into: tuple[str, ...]
    gestures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """All that is known of one hint in one language."""

    why: str
    suggestion: str
    otherwise: str
    fine: Phrases
    phrases: Phrases
    rewords: tuple[Reword, ...]
    offers: tuple[Reword, ...] = ()
    """What may be offered once the hint stands; their phrases find nothing by themselves."""

    def find(self, folded: Folded) -> tuple[int, int] | None:
        """Give the place of the first words this hint speaks of, once what only looks alike is set aside."""
        seen = folded.hide(self.fine.spans(folded))
        found = [span for reword in self.rewords if (span := reword.phrases.first(seen))]
        if plain := self.phrases.first(seen):
            found.append(plain)
        return min(found, key=lambda span: (span[0], -span[1]), default=None)

    def rewordings(self, folded: Folded, span: tuple[int, int]) -> tuple[str, ...]:
        """Give what is proposed for the very words at this place."""
        return tuple(into for place, into in self.turns_at(folded, span) if place == span)

    def turns_at(self, folded: Folded, span: tuple[int, int]) -> list[tuple[tuple[int, int], str]]:
        """Give what is proposed for words that start where these do, then what is offered: each with its own place."""
        seen = folded.hide(self.fine.spans(folded))
        known = ((reword.phrases.first(seen), reword) for reword in self.rewords)
        found = [(place, row) for place, row in known if place and place[0] == span[0]]
        found += [(place, row) for row in self.offers if (place := row.phrases.first(folded))]
        return [(place, into) for place, row in found for into in row.into]


@dataclass(frozen=True, slots=True)
class Book:
    """One file of one language: its advice by code, and its other lists of phrases by name."""

    quotes: str
    room: str
    colon: str
    asking: str
    turns: Mapping[str, Turn]
    advice: Mapping[str, Advice]
    lists: Mapping[str, Phrases]
    examples: tuple[Reword, ...]
    voice: Mapping[str, Any]
    saying: Phrases
    day: Mapping[str, Any]

    def asked(self, words: str) -> str:
        """Make a question of words, with the marks of the language before and after them."""
        return self.asking.replace("…", words)

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
    words, raw = table(language, "parts"), table(language, name)
    parts = _parts(language)

    def phrases(listed: list[str]) -> Phrases:
        return Phrases(listed, parts, parts["opener"])

    def rewords(rows: list[dict[str, Any]]) -> tuple[Reword, ...]:
        return tuple(Reword(phrases(row["say"]), _into(row), _some(row.get("gesture", ()))) for row in rows)

    advice = {
        code: Advice(
            why=row["why"],
            suggestion=row["suggestion"],
            otherwise=row.get("otherwise", ""),
            fine=phrases(row.get("fine", [])),
            phrases=phrases(row.get("phrases", [])),
            rewords=rewords(row.get("reword", [])),
            offers=rewords(row.get("offer", [])),
        )
        for code, row in raw["hints"].items()
    }
    return Book(
        quotes=words["quotes"],
        room=words.get("room", ""),
        colon=words.get("colon", ":"),
        asking=words.get("question", "… ?"),
        turns=read_turns(words.get("turns", {}), parts),
        advice=advice,
        lists={key: phrases(listed) for key, listed in raw.get("lists", {}).items()},
        examples=rewords(raw.get("example", [])),
        voice=raw.get("voice", {}),
        saying=phrases(raw.get("voice", {}).get("say", [])),
        day=raw.get("day", {}),
    )


def table(language: str, name: str) -> dict[str, Any]:
    """Read one data file of a language as it is written."""
    return tomllib.loads((_DATA / language / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _parts(language: str) -> Mapping[str, str]:
    """Give the parts of a language as sources of regular expressions; a part may use those before it."""
    parts = Conjugated(language)
    for key, listed in table(language, "parts")["parts"].items():
        parts[key] = f"(?:{'|'.join(source(phrase, parts) for phrase in listed)})"
    return parts


@lru_cache(maxsize=4_096)
def roles(language: str, word: str) -> tuple[str, ...]:
    """Give the names of the parts of a language that a folded word belongs to by itself."""
    return tuple(name for name, words in _roles(language).items() if words.fullmatch(word))


@cache
def _roles(language: str) -> Mapping[str, re.Pattern[str]]:
    """Read the parts that tell words apart: one that takes any word says nothing of it."""
    known = tuple(_parts(language).items())  # a conjugated form that is asked for meanwhile is added to them
    every = {name: re.compile(words) for name, words in known if ":" not in name}
    return {name: words for name, words in every.items() if not words.fullmatch(_NO_WORD)}


_NO_WORD = "xqxq"


def _into(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Give what a row proposes; `into_tu` is for those who said “tu”, where the language has two ways to say “you”."""
    return _some(row["into"] if "into" in row else row["into_tu"])


def _some(given: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
