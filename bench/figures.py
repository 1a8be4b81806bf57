"""The arithmetic of the bench: percentiles, medians of runs, ratios, verdicts."""

from collections.abc import Sequence
from statistics import median

__all__ = ["median", "percentile", "ratio", "spread"]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values do not exceed (nearest rank).

    Raises:
        ValueError: there is no value.
    """
    if not values:
        raise ValueError("There is no percentile of nothing.")
    ordered = sorted(values)
    rank = -(-share * len(ordered) // 1)
    return ordered[max(int(rank), 1) - 1]


def ratio(ours: float, floor: float) -> float | None:
    """Ours over the floor's; None where the floor has no figure."""
    return ours / floor if floor else None


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """The median of several runs, and the least and the most of them."""
    return median(values), min(values), max(values)
