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
    """The stages of a session of so many minutes: a length we know as it is, any other in proportion to three hours.

    The sum is the length; no stage is left out (S0), so that a session of fewer minutes than stages lasts one each.
    """
    if known := FORMATS.get(str(length)):
        return known
    usual = FORMATS[DEFAULT_FORMAT]
    spare = max(length - len(TIMED), 0)
    parts = {stage: divmod(usual[stage] * spare, total(usual)) for stage in TIMED}
    left = spare - sum(whole for whole, _ in parts.values())
    longer = sorted(TIMED, key=lambda stage: -parts[stage][1])[:left]
    return {stage: 1 + parts[stage][0] + (stage in longer) for stage in TIMED}
