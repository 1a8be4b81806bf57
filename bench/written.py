"""`script/bench written`: how much happens in a session as scenarios have it; no server. Inputs of docs/scale.md."""

from collections.abc import Sequence

from bench.figures import median
from bench.sessions import Plan, told

MINUTE = 60


def lines(plans: Sequence[Plan]) -> list[str]:
    """Acts, their pace, the busiest minute of a room, and the screens told of an act, over all the plans."""
    acts, seconds = sum(len(plan.steps) for plan in plans), sum(plan.length for plan in plans)
    paces = [len(plan.steps) / plan.length for plan in plans]
    peaks = [busiest(plan) for plan in plans]
    screens = [len(places) for plan in plans for places in told(plan)]
    many = len(plans)
    return [
        f"{many} scenarios, {acts / many:.0f} acts in {seconds / many / MINUTE:.0f} minutes on average",
        f"acts a second a room: {acts / seconds:.4f}, from {min(paces):.4f} to {max(paces):.4f}",
        f"acts in a room's busiest minute: {median(peaks):.0f} in the median scenario, {max(peaks)} at most",
        f"screens told of an act: {sum(screens) / len(screens):.1f} of {len(plans[0].keys)}",
    ]


def busiest(plan: Plan) -> int:
    """The most acts that any minute of the session has."""
    instants = [step.at for step in plan.steps]
    return max(sum(begin <= at < begin + MINUTE for at in instants) for begin in instants)
