"""The vote by sticks: three favourites, 3, 2 and 1 (R5)."""

from collections.abc import Iterable, Mapping, Sequence

from besace.method.words import SubjectId

STICKS = (3, 2, 1)


def count(standing: Sequence[SubjectId], ballots: Iterable[Sequence[SubjectId]]) -> dict[SubjectId, int]:
    """Sums the sticks of each subject that stands, most first; subjects level keep the paperboard's order (R5)."""
    sums = dict.fromkeys(standing, 0)
    for ballot in ballots:
        for subject, sticks in zip(ballot, STICKS, strict=False):
            if subject in sums:
                sums[subject] += sticks
    return dict(sorted(sums.items(), key=lambda item: -item[1]))


def tied_for_first(tally: Mapping[SubjectId, int]) -> tuple[SubjectId, ...]:
    """The subjects that share first place, or none where one leads alone (R5)."""
    most = max(tally.values(), default=0)
    best = tuple(subject for subject, sticks in tally.items() if sticks == most)
    return best if len(best) > 1 else ()
