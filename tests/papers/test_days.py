"""Days and hours as each language says them: what a translator wrote in her catalogue, and nothing of ours."""

from datetime import date, time

import pytest
from django.utils.translation import override

from besace.papers.days import day_in_words, hour_in_words, short_day_in_words

FIRST, TENTH = date(2026, 9, 1), date(2026, 2, 10)


@pytest.mark.parametrize(
    ("language", "plain", "first", "whole", "short"),
    [
        ("en", "10 February", "1 September", "Tuesday 10 February 2026", "Tue 10 Feb"),
        ("fr", "10 février", "1er septembre", "mardi 10 février 2026", "mar 10 fév"),
        ("es", "10 de febrero", "1 de septiembre", "martes 10 de febrero de 2026", "mar 10 feb"),
    ],
)
def test_a_day_is_said_as_one_says_it(language, plain, first, whole, short):
    with override(language):
        assert day_in_words(TENTH) == plain
        assert day_in_words(FIRST) == first
        assert day_in_words(TENTH, weekday=True, year=True) == whole
        assert short_day_in_words(TENTH) == short


@pytest.mark.parametrize(
    ("language", "hours"),
    [
        ("en", ("08:05", "18:00", "18:30")),
        ("fr", ("8\u202fh\u202f05", "18\u202fh", "18\u202fh\u202f30")),
        ("es", ("8:05", "18:00", "18:30")),
    ],
)
def test_an_hour_too(language, hours):
    with override(language):
        assert tuple(map(hour_in_words, (time(8, 5), time(18), time(18, 30)))) == hours


def test_the_room_about_an_hour_is_asked_for():
    with override("fr"):
        assert hour_in_words(time(18, 30), "\u00a0") == "18\u00a0h\u00a030"
