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
