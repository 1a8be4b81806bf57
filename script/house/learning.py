"""What the coach learns from sentences: the weights in `data/LANGUAGE/learned.txt` (docs/coach.md, decision 0035).

    python -m house.learning            learns every language anew
    python -m house.learning fr         one
    python -m house.learning --apart    says how well, each batch judged by what the others teach; writes nothing

It reads the development half, and the older list of wordings that the rules were written on; never the held-out half.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from besace.coach.advice import heard_by_rules
from besace.coach.folding import fold
from besace.coach.labelled import CODES, Labelled, labelled, measured_languages, sentence
from besace.coach.learned import HUNDRED, Judge, pieces
from besace.coach.measure import Tally
from besace.coach.signs import signs
from house.fitting import fit

LEARNED = ("no-benefit", "negative", "answer-inside", "judging", "prescriptive", "vague")
"""The codes that are learned; what begins with “How” or has a time, the rules hear better."""
ENOUGH = 20
"""So many sentences that no rule was tuned on must carry a code before it is learned."""
TWO = 2
"""Bars set on one hand's sentences alone would be that hand's."""
TWICE = 2
"""A sign met in one sentence alone is that sentence, and not a sign."""
PARTS = 12
"""In so many parts the batches are judged, each part by what the others teach."""
RIGHT = 0.95
"""Where the rules are silent, so many of the hints must be right."""
ELSE = 0.25
"""So much counts a hint in a question that carries the other code alone: half of a batch are reproaches, a few of what
a group asks; and whoever asked one gets a hint in any case."""
NEVER = 10**6

DATA, LIST = Path("src/besace/coach/data"), Path("tests/coach")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A wording to learn a code from: its signs, and those of each part that is judged by itself.

    `carried` is said of one that carries the code, `heard` of one in which the rules hear it.
    """

    told: Labelled
    marks: list[str]
    pieces: list[list[str]]
    carried: bool
    heard: bool

    @property
    def worth(self) -> float:
        """How much it counts where it is hinted."""
        return ELSE if self.told.kind == "question" and self.told.codes and not self.carried else 1.0


@dataclass(frozen=True, slots=True)
class Learned(Judge):
    """A judge whose signs can be written down."""

    weights: Mapping[str, int]


def sentences(language: str) -> Iterator[Labelled]:
    """Give all that may be learned from: the development half, then the older list, as a batch of its own."""
    yield from labelled(language, "development")
    for line in (LIST / f"wordings-{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, rest = line.split(" | ", 1)
            if rest.count(" | ") < TWICE or kind == "action":
                yield replace(sentence(language, kind, rest), batch=-1)


def lessons(language: str, kind: str, code: str, told: Iterable[Labelled]) -> list[Lesson]:
    """Give what there is to learn of a code."""
    return [_lesson(language, kind, code, one) for one in told if one.kind == kind and one.tells_of(code)]


def _lesson(language: str, kind: str, code: str, one: Labelled) -> Lesson:
    text = fold(one.text).text
    marks = signs(language, text)
    heard = code in heard_by_rules(language, kind, one.text, one.when)
    return Lesson(one, marks, pieces(language, code, text, marks), code in one.codes, heard)


def learn(read: Sequence[Lesson]) -> Learned | None:
    """Give the judge of one code; None where unseen sentences are few, of one hand, or never outweigh the rules."""
    unseen = [one for one in read if one.told.unseen]
    if sum(one.carried for one in unseen) < ENOUGH or len({one.told.batch for one in unseen}) < TWO:
        return None
    judged = list(_each_by_the_others(read))
    speak = _bar([(lean, one.carried, one.worth) for lean, one in judged if not one.heard], RIGHT)
    keep = _keep(judged, speak)
    if -keep == speak == NEVER:
        return None
    weights, added = weighed(read)
    return Learned(weights, round(keep - added), round(speak - added))


def weighed(read: Sequence[Lesson]) -> tuple[dict[str, int], float]:
    """Give the weight of each sign, and what is added to all, in hundredths."""
    met = Counter(sign for one in read for sign in one.marks)
    numbers = {sign: number for number, sign in enumerate(sorted(sign for sign in met if met[sign] >= TWICE))}
    rows = [[numbers[sign] for sign in one.marks if sign in numbers] for one in read]
    fitted, added = fit(rows, [one.carried for one in read], len(numbers))
    weights = {sign: round(fitted[number] * HUNDRED) for sign, number in numbers.items()}
    return {sign: weight for sign, weight in weights.items() if weight}, added * HUNDRED


def _each_by_the_others(read: Sequence[Lesson]) -> Iterator[tuple[float, Lesson]]:
    """Say how sentences that no rule was tuned on lean when their own batch, which resembles them, teaches nothing."""
    for part in _parts(read):
        weights, added = weighed([one for one in read if one.told.batch not in part])
        judge = Judge(weights, 0, 0)
        yield from ((max(map(judge.lean, one.pieces)) + added, one) for one in read if one.told.batch in part)


def _parts(read: Sequence[Lesson]) -> list[set[int]]:
    """Give the batches that no rule was tuned on, in parts."""
    batches = list(dict.fromkeys(one.told.batch for one in read if one.told.unseen))
    return [set(batches[first::PARTS]) for first in range(min(PARTS, len(batches)))]


def _keep(judged: Sequence[tuple[float, Lesson]], speak: float) -> float:
    """Give the bar up to which the rules are silenced: the one with the best F1, 2 × right ÷ (hinted + carrying)."""
    carrying = sum(one.carried for _, one in judged)
    heard = sorted((lean, one.carried, one.worth) for lean, one in judged if one.heard)
    hinted = [one for lean, one in judged if one.heard or lean > speak]
    right, many = sum(one.carried for one in hinted), sum(one.worth for one in hinted)
    found, best = -float(NEVER), 2 * right / (many + carrying)
    for (lean, carried, worth), (after, *_) in pairwise([*heard, (float(NEVER), False, 0.0)]):
        right, many = right - carried, many - worth
        if lean < after and 2 * right / (many + carrying) > best:
            found, best = (lean + min(after, lean + HUNDRED)) / 2, 2 * right / (many + carrying)
    return found


def _bar(leans: Iterable[tuple[float, bool, float]], share: float) -> float:
    """Give the lowest bar above which this share holds, one of each kind counted in; out of reach where none does.

    Each lean has beside it whether it holds, and how much it counts.
    """
    ranked, right, many, bar = sorted(leans, reverse=True), 0, 0.0, float(NEVER)
    for (lean, holds, worth), (after, *_) in pairwise([*ranked, (-float(NEVER), False, 0.0)]):
        right, many = right + holds, many + worth
        if lean > after and right + 1 >= share * (many + 2):
            bar = (lean + max(after, lean - HUNDRED)) / 2
    return bar


def file_of(language: str) -> str:
    """Give the text of the file of a language, or "" where there is nothing to learn yet."""
    told, lines = list(sentences(language)), list[str]()
    for kind, codes in CODES.items():
        judges = {code: learn(lessons(language, kind, code, told)) for code in codes if code in LEARNED}
        lines += _section(kind, {code: judge for code, judge in judges.items() if judge})
    return "\n".join([_HEAD, f"# {mark(told)}", *lines, ""]) if lines else ""


def _section(kind: str, judges: Mapping[str, Learned]) -> Iterator[str]:
    """Write the codes of a kind, a line each, then its signs, with their weight for each code."""
    yield from (f"[{kind} {code} {judge.keep} {judge.speak}]" for code, judge in judges.items())
    weights = [judge.weights for judge in judges.values()]
    for sign in sorted({sign for one in weights for sign in one}):
        yield f"{' '.join(str(one.get(sign, 0)) for one in weights)}\t{sign}"


_HEAD = "# What the coach learned, written by script/learn: how much each sign weighs, in hundredths (docs/coach.md)."


def mark(told: Iterable[Labelled]) -> str:
    """Give the mark of the sentences learned from: other sentences or other labels, another mark."""
    return sha256("\n".join(map(repr, told)).encode()).hexdigest()


def apart(language: str) -> Iterator[str]:
    """Write, code by code, how well the rules judge batches they never saw, and how well with what the others teach."""
    told = list(sentences(language))
    for kind, code in ((kind, code) for kind, codes in CODES.items() for code in codes if code in LEARNED):
        read = lessons(language, kind, code, told)
        alone, both = Tally(code), Tally(code)
        parts = _parts(read)
        for part in parts if len(parts) > 1 else ():
            judge = learn([one for one in read if one.told.batch not in part])
            for one in read:
                if one.told.batch in part:
                    _count(alone, one, said=one.heard)
                    _count(both, one, said=_said(judge, one))
        if alone.positives:
            yield f"{language} {code:<14} rules alone {_share(alone)}   both {_share(both)}   of {alone.positives}"


def _said(judge: Judge | None, one: Lesson) -> bool:
    return any(judge.carried(marks, heard=one.heard) for marks in one.pieces) if judge else one.heard


def _count(tally: Tally, one: Lesson, *, said: bool) -> None:
    if said and one.carried:
        tally.right += 1
    elif said:
        tally.wrongly.append(one.told)
    elif one.carried:
        tally.missed.append(one.told)


def _share(tally: Tally) -> str:
    return f"P {tally.precision or 0:.3f} R {tally.recall or 0:.3f}"


def main(asked: Sequence[str]) -> None:
    """Learn the languages named, or all; with `--apart` only say how well."""
    for language in [one for one in measured_languages() if one in asked] or measured_languages():
        if "--apart" in asked:
            print(*apart(language), sep="\n")
        elif text := file_of(language):
            (DATA / language / "learned.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
