"""How well the coach judges: its hints beside the codes that sentences were given (docs/coach.md)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import process_time

from besace.coach.advice import heard_by_rules, hints
from besace.coach.labelled import CODES, Labelled

type Judge = Callable[[Labelled], tuple[str, ...]]


@dataclass(slots=True)
class Tally:
    """One code: sentences rightly hinted, those hinted though fine, and those missed."""

    code: str
    right: int = 0
    wrongly: list[Labelled] = field(default_factory=list)
    missed: list[Labelled] = field(default_factory=list)

    @property
    def positives(self) -> int:
        """How many sentences carry the code."""
        return self.right + len(self.missed)

    @property
    def precision(self) -> float | None:
        """Of what was hinted, the share that was right; None where nothing was hinted."""
        return _share(self.right, self.right + len(self.wrongly))

    @property
    def recall(self) -> float | None:
        """Of what carries the code, the share that was hinted; None where nothing carries it."""
        return _share(self.right, self.positives)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two."""
        return _share(2 * self.right, 2 * self.right + len(self.wrongly) + len(self.missed))


@dataclass(frozen=True, slots=True)
class Measure:
    """All codes over some sentences, and the milliseconds each sentence took."""

    tallies: tuple[Tally, ...]
    milliseconds: tuple[float, ...]

    def slowest_but(self, share: float) -> float:
        """Give the milliseconds that this share of the sentences stayed within: 0.5 is the median; 0.0 for none."""
        ordered = sorted(self.milliseconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def said_by_the_coach(sentence: Labelled) -> tuple[str, ...]:
    """Give the codes of the hints on a sentence; a time counts as one whatever the day."""
    return tuple(hint.code for hint in hints(sentence.language, sentence.kind, sentence.text, sentence.when))


def said_by_the_rules(sentence: Labelled) -> tuple[str, ...]:
    """Give the codes that the rules hear by themselves, before what was learned is asked."""
    return heard_by_rules(sentence.language, sentence.kind, sentence.text, sentence.when)


def measure(sentences: Iterable[Labelled], judge: Judge = said_by_the_coach) -> Measure:
    """Judge every sentence and count, code by code, each over the sentences of its kind that tell of it."""
    told = list(sentences)
    tallies = {code: Tally(code) for codes in CODES.values() for code in codes}
    for sentence in told:
        said = judge(sentence)
        for code in filter(sentence.tells_of, CODES[sentence.kind]):
            _count(tallies[code], sentence, hinted=code in said)
    return Measure(tuple(tallies.values()), tuple(_took(judge, sentence) for sentence in told))


def _took(judge: Judge, sentence: Labelled) -> float:
    """Give the milliseconds of work of a judgement, once all files are read; what else the machine does is left out."""
    began = process_time()
    judge(sentence)
    return (process_time() - began) * 1000


def _count(tally: Tally, sentence: Labelled, *, hinted: bool) -> None:
    carried = tally.code in sentence.codes
    if hinted and carried:
        tally.right += 1
    elif hinted:
        tally.wrongly.append(sentence)
    elif carried:
        tally.missed.append(sentence)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
