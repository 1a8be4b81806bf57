"""The judge that learned from sentences, beside the rules (docs/coach.md, decision 0035): its weights, and its verdict.

The weights of a language lie in `data/LANGUAGE/learned.txt`, written by `script/learn`; a language without that
file, or a code that it does not have, is judged by the rules alone.
"""

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

from besace.coach.asked import Asked, Found
from besace.coach.signs import signs
from besace.coach.weights import Weighing, Weights, row

_SENTENCE = re.compile(r"[^\s.!?…\n][^.!?…\n]*[.!?…]*")

THIRD = 3
HUNDRED = 100
"""Weights are whole hundredths: what is finer is chance."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What was learned of one code: how much each sign speaks for it, and how much it takes to overrule the rules.

    Where the rules have heard the code, less than `keep` silences them; where they have not, more than `speak` hints.
    """

    weights: Weighing
    keep: int
    speak: int

    def carried(self, marks: Iterable[str], *, heard: bool) -> bool:
        """Tell whether a wording with these signs carries the code, where the rules have heard it or have not.

        Of a wording of which it met a third of the words at most, as one in another language, it says nothing alone.
        """
        said = list(marks)
        known = self._known(said)
        met = {word for sign in known if sign.replace(" ", "").isalpha() for word in sign.split()}
        if not heard and THIRD * len(met) <= len({sign for sign in said if sign.isalpha()}):
            return False
        return _lean(known.values()) > (self.keep if heard else self.speak)

    def lean(self, marks: Iterable[str]) -> float:
        """Give how much the signs alone speak for the code: those never met say nothing."""
        return _lean(self._known(marks).values())

    def _known(self, marks: Iterable[str]) -> Mapping[str, int]:
        return {sign: weight for sign in marks if (weight := self.weights.get(sign, 0))}


def _lean(weights: Collection[int]) -> float:
    return sum(weights) / sqrt(len(weights)) if weights else 0.0


def judged(kind: str, asked: Asked, heard: Iterable[Found]) -> Iterator[Found]:
    """Give what there is to say once both were asked: the rules, and what was learned, which has the last word.

    Where a rule spoke, its place stays; where none did, the sentence is shown that speaks most for the code.
    """
    language, text, by_code = asked.language, asked.folded.text, {one.code: one for one in heard}
    marks = signs(language, text)
    for code in asked.book.advice:
        judge, one = judges(language).get((kind, code)), by_code.get(code)
        if judge is None or not marks:
            yield from filter(None, (one,))
        elif any(judge.carried(said, heard=one is not None) for said in pieces(language, code, text, marks)):
            yield one or Found(code, None if code in _MISSING else _place(asked, judge))


_ALONE = ("answer-inside",)
"""What one sentence carries whatever stands beside it; a reproach lies in the whole."""


def pieces(language: str, code: str, text: str, whole: list[str]) -> list[list[str]]:
    """Give the signs of what is judged by itself in a folded text: each sentence, or the whole, which has `whole`."""
    said = _SENTENCE.findall(text) if code in _ALONE else []
    return [found for one in said if (found := signs(language, one))] if len(said) > 1 else [whole]


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
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8") as lines:
        return read(lines)


def read(lines: Iterable[str]) -> Mapping[tuple[str, str], Judge]:
    """Read such a file: a line `[kind code keep speak]` for each code of a kind, then a line a sign.

    It has a weight for each of those codes, 0 where the sign tells nothing of one, then a tab and the sign.
    """
    bars: dict[tuple[str, str], tuple[int, int]] = {}
    rows: dict[tuple[str, str], array[int]] = {}
    columns: list[array[int]] = []
    among_heads = False
    for line in lines:
        if line.startswith("["):
            kind, code, keep, speak = line.strip()[1:-1].split()
            bars[kind, code], rows[kind, code] = (int(keep), int(speak)), array("Q")
            columns = [*columns, rows[kind, code]] if among_heads else [rows[kind, code]]
            among_heads = True
        elif "\t" in line:
            among_heads = False
            weights, sign = line.rstrip("\n").split("\t")
            for column, weight in zip(columns, map(int, weights.split()), strict=True):
                if weight:
                    column.append(row(sign, weight))
    return {code: Judge(Weights(rows[code]), *bars[code]) for code in bars}
