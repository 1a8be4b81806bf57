"""The parts whose time `script/bench profile` tells."""

import time

import pytest

from bench.spans import PARTS, Spans, owner_of


@pytest.mark.parametrize("name", PARTS.values())
def test_every_part_is_still_called_so(name):
    owner, what = owner_of(name)

    assert callable(getattr(owner, what))


def test_a_part_leaves_out_the_parts_within_it():
    spans = Spans()

    def busy() -> None:
        until = time.thread_time() + 0.02
        while time.thread_time() < until:
            pass

    inner = spans.timed("inner", busy)
    spans.timed("outer", lambda: [inner(), inner()])()

    assert spans.calls == {"inner": 2, "outer": 1}
    assert spans.used["outer"] < spans.used["inner"] / 4
