"""What those who come in have written is counted, and nothing of it is written alone in the whole house."""

from bench import coming
from bench.coming import Coming, written
from bench.houses import SQLITE, House


def test_each_house_is_a_line():
    assert written([Coming("SQLite, 1 process", 450, 7, 1.434, 0)])[2:] == [
        "| SQLite, 1 process | 450 | 7.0 | 1.43 | 0.0 |"
    ]


def test_people_come_in_for_real_and_keep_nobody_else_waiting():
    found = coming._in(House(SQLITE), 10)

    assert found.people == 10
    assert found.times >= 5
    assert found.alone == 0
