"""The judge that learned from sentences, beside the rules (docs/coach.md, decision 0035): its weights, and its verdict.

The weights of a language lie in `data/LANGUAGE/learned.txt`, written by `script/learn`; a language without that
file, or a code that it does not have, is judged by the rules alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

from besace.coach.asked import Asked, Found
from besace.coach.signs import signs

_SENTENCE = re.compile(r"[^\s.!?…\n][^.!?…\n]*[.!?…]*")

THIRD = 3
HUNDRED = 100
"""Weights are whole hundredths: what is finer is chance."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What was learned of one code: how much each sign speaks for it, and how much it takes to overrule the rules.

    Where the rules have heard the code, less than `keep` silences them; where they have not, more than `speak` hints.
    """

    weights: Mapping[str, int]
    keep: int
    speak: int

    def carried(self, marks: Iterable[str], *, heard: bool) -> bool:
        """Tell whether a wording with these signs carries the code, where the rules have heard it or have not.

        Of a wording of which it met a third of the words at most, as one in another language, it says nothing alone.
        """
        said = list(marks)
        known = [sign for sign in said if sign in self.weights]
        met = {word for sign in known if sign.replace(" ", "").isalpha() for word in sign.split()}
        if not heard and THIRD * len(met) <= len({sign for sign in said if sign.isalpha()}):
            return False
        return self.lean(known) > (self.keep if heard else self.speak)

    def lean(self, marks: Iterable[str]) -> float:
        """Give how much the signs alone speak for the code: those never met say nothing."""
        known = [self.weights[sign] for sign in marks if sign in self.weights]
        return sum(known) / sqrt(len(known)) if known else 0.0


def judged(kind: str, asked: Asked, heard: Iterable[Found]) -> Iterator[Found]:
    """Give what there is to say once both were asked: the rules, and what was learned, which has the last word.

    Where a rule spoke, its place stays; where none did, the sentence is shown that speaks most for the code.
    """
    by_code, marks = {one.code: one for one in heard}, signs(asked.language, asked.folded.text)
    for code in asked.book.advice:
        judge, one = judges(asked.language).get((kind, code)), by_code.get(code)
        if judge is None or not marks:
            yield from filter(None, (one,))
        elif judge.carried(marks, heard=one is not None):
            yield one or Found(code, None if code in _MISSING else _place(asked, judge))


_MISSING = ("no-benefit",)
"""What is missing has no place."""


def _place(asked: Asked, judge: Judge) -> tuple[int, int] | None:
    """Give the place of the sentence that speaks most for a code."""
    text, language = asked.folded.text, asked.language
    sentences = [found.span() for found in _SENTENCE.finditer(text)]
    return max(sentences, key=lambda span: judge.lean(signs(language, text[slice(*span)])), default=None)


@cache
def judges(language: str) -> Mapping[tuple[str, str], Judge]:
    """Read what was learned of a language, by kind and code; nothing where it has not learned yet."""
    file = files("besace.coach") / "data" / language / "learned.txt"
    return read(file.read_text(encoding="utf-8")) if file.is_file() else {}


def read(text: str) -> Mapping[tuple[str, str], Judge]:
    """Read the text of such a file: a line `[kind code keep speak]`, then a weight and its sign a line."""
    found: dict[tuple[str, str], Judge] = {}
    weights: dict[str, int] = {}
    for line in text.splitlines():
        if line.startswith("["):
            kind, code, keep, speak = line[1:-1].split()
            weights = {}
            found[kind, code] = Judge(weights, int(keep), int(speak))
        elif line and not line.startswith("# "):
            weight, sign = line.split("\t")
            weights[sign] = int(weight)
    return found
