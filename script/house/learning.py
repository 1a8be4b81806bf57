"""What the coach learns from sentences: the weights in `data/LANGUAGE/learned.txt` (docs/coach.md, decision 0035).

    python -m house.learning            learns every language anew
    python -m house.learning fr         one
    python -m house.learning --apart    says how well, each batch judged by what the others teach; writes nothing

It reads the development half, and the older list of wordings that the rules were written on; never the held-out half.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from besace.coach.advice import heard_by_rules
from besace.coach.folding import fold
from besace.coach.labelled import CODES, Labelled, labelled, measured_languages, sentence
from besace.coach.learned import HUNDRED, Judge
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
MOST = 20_000
"""So many signs are kept of a code: those that weigh most."""
RIGHT = 0.95
"""Where the rules are silent, so many of the hints must be right."""
NEVER = 10**6

DATA, LIST = Path("src/besace/coach/data"), Path("tests/coach")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence to learn a code from: its signs, whether it carries the code, whether the rules hear it there."""

    told: Labelled
    marks: tuple[str, ...]
    carried: bool
    heard: bool


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
    return [
        Lesson(
            one,
            tuple(signs(language, fold(one.text).text)),
            code in one.codes,
            code in heard_by_rules(language, kind, one.text, one.when),
        )
        for one in told
        if one.kind == kind and one.tells_of(code)
    ]


def learn(read: Sequence[Lesson]) -> Judge | None:
    """Give the judge of one code; None where unseen sentences are few, of one hand, or never outweigh the rules."""
    unseen = [one for one in read if one.told.unseen]
    if sum(one.carried for one in unseen) < ENOUGH or len({one.told.batch for one in unseen}) < TWO:
        return None
    judged = list(_each_by_the_others(read))
    speak = _bar([(lean, one.carried) for lean, one in judged if not one.heard], RIGHT)
    keep = _keep(judged, speak)
    if -keep == speak == NEVER:
        return None
    weights, added = weighed(read)
    return Judge(weights, round(keep - added), round(speak - added))


def weighed(read: Sequence[Lesson]) -> tuple[dict[str, int], float]:
    """Give the weight of each sign, and what is added to all, in hundredths."""
    met = Counter(sign for one in read for sign in one.marks)
    numbers = {sign: number for number, sign in enumerate(sorted(sign for sign in met if met[sign] >= TWICE))}
    rows = [[numbers[sign] for sign in one.marks if sign in numbers] for one in read]
    fitted, added = fit(rows, [one.carried for one in read], len(numbers))
    weights = {sign: round(fitted[number] * HUNDRED) for sign, number in numbers.items()}
    kept = sorted(weights, key=lambda sign: (-abs(weights[sign]), sign))[:MOST]
    return {sign: weights[sign] for sign in sorted(kept) if weights[sign]}, added * HUNDRED


def _each_by_the_others(read: Sequence[Lesson]) -> Iterator[tuple[float, Lesson]]:
    """Say how sentences that no rule was tuned on lean when their own batch, which resembles them, teaches nothing."""
    for batch in dict.fromkeys(one.told.batch for one in read if one.told.unseen):
        weights, added = weighed([one for one in read if one.told.batch != batch])
        judge = Judge(weights, 0, 0)
        yield from ((judge.lean(one.marks) + added, one) for one in read if one.told.batch == batch)


def _keep(judged: Sequence[tuple[float, Lesson]], speak: float) -> float:
    """Give the bar up to which the rules are silenced: the one with the best F1, 2 × right ÷ (hinted + carrying)."""
    carrying = sum(one.carried for _, one in judged)
    heard = sorted((lean, one.carried) for lean, one in judged if one.heard)
    hinted = [one.carried for lean, one in judged if one.heard or lean > speak]
    right, many = sum(hinted), len(hinted)
    found, best = -float(NEVER), 2 * right / (many + carrying)
    for (lean, carried), (after, _) in pairwise([*heard, (float(NEVER), False)]):
        right, many = right - carried, many - 1
        if lean < after and 2 * right / (many + carrying) > best:
            found, best = (lean + min(after, lean + HUNDRED)) / 2, 2 * right / (many + carrying)
    return found


def _bar(leans: Iterable[tuple[float, bool]], share: float) -> float:
    """Give the lowest bar above which this share holds, one of each kind counted in; out of reach where none does."""
    ranked, found, bar = sorted(leans, reverse=True), 0, float(NEVER)
    for place, ((lean, holds), (after, _)) in enumerate(pairwise([*ranked, (-float(NEVER), False)]), start=1):
        found += holds
        if lean > after and found + 1 >= share * (place + 2):
            bar = (lean + max(after, lean - HUNDRED)) / 2
    return bar


def file_of(language: str) -> str:
    """Give the text of the file of a language, or "" where there is nothing to learn yet."""
    told, lines = list(sentences(language)), []
    for kind, code in ((kind, code) for kind, codes in CODES.items() for code in codes if code in LEARNED):
        if judge := learn(lessons(language, kind, code, told)):
            lines.append(f"[{kind} {code} {judge.keep} {judge.speak}]")
            lines += [f"{weight}\t{sign}" for sign, weight in judge.weights.items()]
    return "\n".join([_HEAD, f"# {mark(told)}", *lines, ""]) if lines else ""


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
        batches = dict.fromkeys(one.told.batch for one in read if one.told.unseen)
        for batch in batches if len(batches) > 1 else ():
            judge = learn([one for one in read if one.told.batch != batch])
            for one in read:
                if one.told.batch == batch:
                    _count(alone, one, said=one.heard)
                    _count(both, one, said=judge.carried(one.marks, heard=one.heard) if judge else one.heard)
        if alone.positives:
            yield f"{language} {code:<14} rules alone {_share(alone)}   both {_share(both)}   of {alone.positives}"


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
