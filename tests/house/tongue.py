"""A language as the house says it: what its catalogue, its coach and its help say; the glossary's word for a thing."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib

from besace.web.help.shelf import leaves
from house import catalogue

GLOSSARY = Path("docs/glossary.md")
COLUMNS = ("en", "fr", "es")
SAID_BY_THE_COACH = {"why", "suggestion", "otherwise", "into", "lead"}


def rule(pattern: str) -> re.Pattern[str]:
    """Gives what no sentence may hold, whatever its capitals."""
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True)
class Tongue:
    """One language of the house, by its code; `also` names further keys under which its coach's sentences stand."""

    code: str
    also: tuple[str, ...] = ()

    @cached_property
    def catalogue(self) -> polib.POFile:
        """Its catalogue, read once."""
        return polib.pofile(str(catalogue.LOCALES / self.code / "LC_MESSAGES" / "django.po"))

    @property
    def books(self) -> list[Path]:
        """The data files of its coach."""
        return sorted(Path("src/besace/coach/data", self.code).glob("*.toml"))

    def of_the_catalogue(self) -> Iterator[str]:
        """Gives every sentence of its pages, letters and papers."""
        for entry in self.catalogue:
            yield from entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]

    def of_the_coach(self) -> Iterator[str]:
        """Gives every sentence its coach says."""
        for path in self.books:
            yield from _said_in(tomllib.loads(path.read_text(encoding="utf-8")), SAID_BY_THE_COACH.union(self.also))

    def of_the_help(self) -> Iterator[str]:
        """Gives every title, paragraph and line of its help."""
        for _, leaf in leaves(self.code):
            yield leaf.title
            yield from (part.title for part in leaf.parts)
            for block in (*leaf.lead, *(block for part in leaf.parts for block in part.blocks)):
                yield from ("".join(run.text for run in line) for line in block.lines)

    def sentences(self) -> set[str]:
        """Gives all of them."""
        return {*self.of_the_catalogue(), *self.of_the_coach(), *self.of_the_help()}

    def breaking(self, found: re.Pattern[str]) -> list[str]:
        """Gives the sentences that hold what none may."""
        return sorted(sentence for sentence in self.sentences() if found.search(sentence))

    def glossed(self, word: str) -> str:
        """Gives the glossary's word for an English one, without its article."""
        before = r" [^|]* \|" * (COLUMNS.index(self.code) - 1)
        row = re.search(rf"^\| {word} \|{before} ([^|;:]+?) *[|;:]", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
        assert row, word
        return row[1].split()[-1]

    def said_for(self, word: str) -> list[tuple[str, str]]:
        """Gives the English sentences that hold a word, each with how it is said here."""
        return [
            (entry.msgid, " ".join([entry.msgstr, *entry.msgstr_plural.values()]))
            for entry in self.catalogue
            if re.search(rf"\b{word}s?\b", entry.msgid, re.IGNORECASE)
        ]


def _said_in(value: object, keys: frozenset[str] | set[str], key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _said_in(inner, keys, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _said_in(inner, keys, key)
    elif isinstance(value, str) and key in keys:
        yield re.sub(r"\{rest:\w+\}", "…", value)  # a place for what was typed: its name is not shown
