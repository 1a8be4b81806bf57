"""Rewordings built from what was typed: the places in curly brackets of an `into` in a data file.

    {before}      what stands before the words found, in the same sentence
    {rest}        what follows them in the same sentence
    {rest:NAME}   the same, turned as [turns.NAME] of parts.toml says:
                  `words` are replaced one by one; `first` changes the ending of the first word
                  (first rule that gives a word of the part `known`)
Where a place stays empty, or a first word has no known turn, nothing is proposed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from besace.coach.folding import Folded, fold

_PLACE = re.compile(r"\{(before|rest)(?::(\w+))?\}")
_SENTENCE_END = re.compile(r"[.!?…;\n]|\Z")
_ENDS = ' \t\n\r?!¿¡.…;:,"“”«»\u00a0\u202f'
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """One way to turn words: some for others, and the ending of the first."""

    words: Mapping[str, str]
    first: tuple[tuple[re.Pattern[str], str], ...]
    known: re.Pattern[str] | None

    def of(self, text: str) -> str:
        """Turn a passage, or give "" where its first word has no known turn."""
        if self.first:
            head, _, tail = text.partition(" ")
            turned = self._ending(head)
            if not turned:
                return ""
            text = f"{turned} {tail}".strip()
        return _WORD.sub(lambda found: self.words.get(fold(found.group()).text, found.group()), text)

    def _ending(self, word: str) -> str:
        bare = word.lower()
        ways = (pattern.sub(into, bare) for pattern, into in self.first if pattern.search(bare))
        return next((way for way in ways if self.known is None or self.known.fullmatch(fold(way).text)), "")


def read_turns(rows: Mapping[str, Mapping[str, Any]], parts: Mapping[str, str]) -> Mapping[str, Turn]:
    """Read the [turns] of a language.

    Raises:
        KeyError: `known` names a part that is not listed.
    """
    return {
        name: Turn(
            {fold(word).text: other for word, other in row.get("words", {}).items()},
            tuple((re.compile(f"{ending}$"), into) for ending, into in row.get("first", [])),
            re.compile(parts[row["known"]]) if "known" in row else None,
        )
        for name, row in rows.items()
    }


def built(into: str, turns: Mapping[str, Turn], folded: Folded, span: tuple[int, int]) -> str:
    """Fill the places of a rewording from the sentence around some words, or give "" where one stays empty.

    Raises:
        KeyError: a place names a turn that the language does not have.
    """
    filled = {place.group(): _filled(place, turns, folded, span) for place in _PLACE.finditer(into)}
    if not all(filled.values()):
        return ""
    text = _PLACE.sub(lambda place: filled[place.group()], into)
    return text[:1].upper() + text[1:]


def sentence_end(text: str, place: int) -> int:
    """Give where the sentence ends in which a place lies."""
    found = _SENTENCE_END.search(text, place)
    return found.start() if found else len(text)


def sentence_start(text: str, place: int) -> int:
    """Give where the sentence begins in which a place lies."""
    return max((found.end() for found in _SENTENCE_END.finditer(text, 0, place) if found.group()), default=0)


def bare(text: str) -> str:
    """Take the marks and the room around a wording away."""
    return text.strip(_ENDS)


def _filled(place: re.Match[str], turns: Mapping[str, Turn], folded: Folded, span: tuple[int, int]) -> str:
    if place[1] == "rest":
        words, _ = folded.cut(span[1], sentence_end(folded.text, span[1]))
    else:
        words, _ = folded.cut(sentence_start(folded.text, span[0]), span[0])
    words = bare(words)
    return turns[place[2]].of(words) if words and place[2] else words
