"""Read a text as it was meant: without case, accents, odd apostrophes or inclusive dots, yet knowing every place."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 4_000
"""Only so many characters are considered: a wording is a sentence or two."""

_ALIKE = {
    **dict.fromkeys("’‘ʼ`´′‛", "'"),
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("“”«»„", '"'),
    **dict.fromkeys("·•‧∙", ""),
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_INCLUSIVE = re.compile(r"(?<=[^\W\d_])(?:\((?=e?s?\))|(?<=\(e)\)|(?<=\(s)\)|(?<=\(es)\)|\.(?=e(?:\.?s)?(?!\w)))")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable, and for each of its characters the place it had in the original."""

    original: str
    text: str
    places: Sequence[int]

    def cut(self, start: int, end: int) -> tuple[str, int]:
        """Give the words as they were typed between two places of the folded text, and where they start."""
        first = self.places[start]
        last = max(self.places[end], first)
        words = self.original[first:last].rstrip()
        return words, first

    def hide(self, spans: list[tuple[int, int]]) -> "Folded":
        """Set passages aside: they keep their room and match nothing."""
        text = self.text
        for start, end in spans:
            text = text[:start] + "\x00" * (end - start) + text[end:]
        return Folded(self.original, text, self.places)


def fold(text: str) -> Folded:
    """Make a text comparable; what lies beyond `LONGEST` characters is left out."""
    original = text[:LONGEST]
    letters = [_fold_character(character) for character in original]
    for found in _INCLUSIVE.finditer(original):
        letters[found.start()] = ""
    return Folded(original, "".join(letters), _places(letters))


def _places(letters: Sequence[str]) -> Sequence[int]:
    """Give the place of each folded character in the original, and where that ends; most are one for one."""
    if set(map(len, letters)) <= {1}:
        return range(len(letters) + 1)
    return (*(place for place, folded in enumerate(letters) for _ in folded), len(letters))


@lru_cache(maxsize=4_096)
def _fold_character(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    if character.isspace():
        return " "
    bare = (part for part in unicodedata.normalize("NFD", character) if unicodedata.category(part) not in _SILENT)
    return "".join(bare).lower()


_SILENT = {"Mn", "Cf", "Cc", "Cs"}
