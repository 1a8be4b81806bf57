"""The arithmetic of the bench."""

import pytest

from bench.figures import percentile, ratio
from bench.halls import Outcome


@pytest.mark.parametrize(("share", "found"), [(0.5, 50), (0.95, 95), (0.99, 99), (1, 100), (0, 1)])
def test_a_percentile_is_the_value_of_the_nearest_rank(share, found):
    assert percentile(range(100, 0, -1), share) == found


def test_a_percentile_of_few_values_is_one_of_them():
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2
    assert percentile([7.0], 0.99) == 7


def test_there_is_no_percentile_of_nothing():
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_a_ratio_needs_a_floor():
    assert ratio(1, 4) == 0.25
    assert ratio(1, 0) is None


def test_a_rate_is_sustained_when_everything_arrived_in_time():
    quick = [0.1] * 100

    assert Outcome(100, latencies=quick).sustained()
    assert not Outcome(101, latencies=quick).sustained()
    assert not Outcome(100, latencies=[*quick[:98], 0.3, 0.3]).sustained()
    assert not Outcome(100, latencies=quick, stuck=True).sustained()
