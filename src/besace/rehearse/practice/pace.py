"""How fast a practice goes: seconds between moves, and minutes of the session in one of the world's."""

from collections.abc import Mapping

from besace.method.formats import total
from besace.rehearse.scenario import Scenario

PACES: Mapping[str, float] = {"calm": 1.0, "brisk": 1.8}
"""How many times sooner than calm each comes."""


def rate(scenario: Scenario, pace: str = "calm") -> float:
    """How fast the room's clock goes: the minutes of its steps last as long as the practice is meant to."""
    assert scenario.practice is not None  # noqa: S101  # nosec B101 # only practices have a pace
    return total(scenario.practice.steps) / scenario.practice.minutes * PACES[pace]
