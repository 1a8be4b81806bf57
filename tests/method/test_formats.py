import pytest
from hypothesis import given
from hypothesis import strategies as st

from besace.method.formats import FORMATS, LONGEST_STAGE, scaled, total
from besace.method.words import TIMED


@pytest.mark.method("G7")
@given(st.integers(30, 480))
def test_any_length_is_split_in_proportion_and_the_sum_is_the_length(length):
    split = scaled(length)
    assert total(split) == length
    assert set(split) == set(TIMED)
    for stage, minutes in split.items():
        share = length * FORMATS["180"][stage] / 180
        assert 1 <= minutes <= LONGEST_STAGE
        assert abs(minutes - share) <= 1


@pytest.mark.method("G7")
def test_three_hours_are_split_as_the_method_says():
    assert scaled(180) == FORMATS["180"]
