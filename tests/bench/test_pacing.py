"""When the acts of many sessions happen."""

from random import Random
from types import SimpleNamespace

import pytest

from bench.pacing import Course, courses, in_order, pace


def plan(*instants):
    return SimpleNamespace(steps=[SimpleNamespace(at=at) for at in instants], length=instants[-1])


LONG, SHORT = plan(*range(10, 1001, 10)), plan(*range(5, 501, 5))


def test_the_pace_gives_the_rate_that_is_asked_for():
    # 100 acts in 1,000 seconds and 100 in 500: 0.3 acts a second of two rooms.
    assert pace([LONG, SHORT], 2, 30) == pytest.approx(100)
    assert pace([LONG, SHORT], 4, 30) == pytest.approx(50)


def test_rooms_begin_at_different_places_and_do_not_end_before_the_measure():
    going = courses([LONG], 50, 10, 20, Random(1))

    assert len({course.start for course in going}) == 50
    assert all(0 <= course.start <= 800 for course in going)
    assert {course.last - course.first for course in going} == {20}


def test_rooms_begin_at_the_opening_where_that_is_asked():
    assert courses([LONG, SHORT], 2, 10, 20, None) == [Course(0, 0, 0, 19), Course(1, 0, 0, 39)]


def test_a_measure_longer_than_a_session_has_all_of_it():
    assert courses([SHORT], 1, 100, 60, Random(1)) == [Course(0, 0, 0, 100)]


def test_acts_are_in_the_order_of_time_and_each_room_s_in_its_own():
    going = [Course(0, 100, 10, 13), Course(1, 50, 10, 14)]

    found = in_order([LONG, SHORT], going, 10)

    assert [after for after, _, _ in found] == sorted(after for after, _, _ in found)
    assert [(after, step) for after, room, step in found if room == 0] == [(1.0, 10), (2.0, 11), (3.0, 12)]
    assert [(after, step) for after, room, step in found if room == 1] == [(0.5, 10), (1.0, 11), (1.5, 12), (2.0, 13)]
