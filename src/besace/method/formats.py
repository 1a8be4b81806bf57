"""Session lengths as data: minutes a stage, and what a short format scales (G7, S0)."""

from collections.abc import Mapping

from besace.method.words import TIMED, Stage

type Minutes = Mapping[Stage, int]

LONGEST_STAGE = 240
DEFAULT_FORMAT = "180"


def _format(*minutes: int) -> Minutes:
    return dict(zip(TIMED, minutes, strict=True))


FORMATS: Mapping[str, Minutes] = {
    # reception, presentation, clarification, contract, reactions, synthesis, conclusion
    "180": _format(30, 15, 30, 10, 45, 30, 20),
    "120": _format(20, 10, 20, 7, 30, 20, 13),
    "90": _format(10, 8, 15, 5, 25, 17, 10),
    "45": _format(5, 4, 8, 3, 13, 7, 5),
}


def total(minutes: Minutes) -> int:
    """The length of a session in minutes: the sum of its stages (G7)."""
    return sum(minutes[stage] for stage in TIMED)


def scaled(length: int) -> Minutes:
    """The default split scaled to another length, to the minute: the sum is the length (G7).

    Each stage has its share rounded down, one minute at least; what is left over goes to those who lost most by it.
    """
    whole = FORMATS[DEFAULT_FORMAT]
    shares = {stage: length * minutes / total(whole) for stage, minutes in whole.items()}
    found = {stage: max(1, int(share)) for stage, share in shares.items()}
    losers = sorted(TIMED, key=lambda stage: found[stage] - shares[stage])
    for stage in losers[: max(0, length - total(found))]:
        found[stage] += 1
    return found
