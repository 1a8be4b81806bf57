"""How much happens in a session as it is written."""

from types import SimpleNamespace

from bench.sessions import plans
from bench.written import busiest, lines


def test_the_busiest_minute_is_the_fullest_of_any():
    steps = [SimpleNamespace(at=at) for at in (0, 59, 60, 61, 62, 119, 121, 300)]

    assert busiest(SimpleNamespace(steps=steps)) == 4


def test_the_figures_are_those_of_the_plans():
    known, _ = plans(11)

    first, pace, _, told = lines(known)

    acts, seconds = sum(len(plan.steps) for plan in known), sum(plan.length for plan in known)
    assert first.startswith(f"{len(known)} scenarios, {acts / len(known):.0f} acts")
    assert f"{acts / seconds:.4f}" in pace
    assert told.endswith("of 11")
