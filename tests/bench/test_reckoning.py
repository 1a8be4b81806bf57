"""The table of `script/bench rooms`."""

import os
import subprocess
import sys
from collections import Counter

from bench.halls import Outcome
from bench.houses import POSTGRESQL, SQLITE, House, family
from bench.reckoning import Figures, notes, number, written


def figures(name, took, **more) -> Figures:
    outcome = Outcome(10, latencies=[took] * 7, answered=[took / 2] * 10, late=[0.001] * 10, judged=2)
    outcome.otherwise = Counter({409: 1})
    return Figures(
        name, screens=20, opening=1, at_rest=80, seconds=2, events=90, received=9_000, outcome=outcome, **more
    )


def cells(found):
    return {
        line.split(" | ")[0].removeprefix("| "): line.removesuffix(" |").split(" | ")[1:] for line in written(found)
    }


def test_each_figure_stands_beside_the_floor_s():
    found = cells([figures("floor", 0.001), figures("SQLite, 1 process", 0.012, processor=0.027, database=0.009)])

    assert found["what"] == ["floor", "SQLite, 1 process"]
    assert found["POST to last screen, p99"] == ["1 ms", "12 ms (12 ×)"]
    assert found["POST to answered, max"] == ["0.5 ms", "6 ms (12 ×)"]
    assert found["processor an act"][1] == "3 ms"
    assert found["processor an act, databases"] == ["–", "1 ms"]
    assert found["bytes a message"] == ["100", "100 (1 ×)"]


def test_what_was_answered_otherwise_and_what_never_arrived_is_counted_apart():
    one = figures("floor", 0.001)

    assert (one.arrived, one.lost) == (9, 0)
    assert cells([one])["acts answered otherwise than written"] == ["1"]
    one.outcome.latencies.pop()
    assert cells([one])["acts that did not reach every screen"] == ["1"]


def test_a_load_that_was_late_says_so_and_so_does_an_answer_nobody_expected():
    one = figures("floor", 0.001)
    one.outcome.late = [0.2] * 10

    assert notes([one], late=50) == [
        "floor: the load itself was late, by 200 ms in the 99th of 100 acts; its figures are no better than that",
        "floor: answered otherwise than written: 1 × 409",
    ]


def test_every_row_has_every_column():
    lines = written([figures("floor", 0.001), figures("a", 0.1), figures("b", 0.1)])

    assert {line.count("|") for line in lines} == {5}


def test_numbers_have_as_many_digits_as_they_deserve():
    assert [number(value) for value in (0.01234, 3.456, 99.4, 1234.5)] == ["0.0123", "3.46", "99.4", "1,234"]


def test_a_house_is_called_by_its_engine_and_its_processes():
    assert [House(SQLITE).name, House(POSTGRESQL, 4).name] == ["SQLite, 1 process", "PostgreSQL, 4 processes"]
    assert House(SQLITE).alone
    assert not House(POSTGRESQL).alone


def test_a_family_is_a_process_and_what_it_started():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert family(child.pid) == [child.pid]
        assert child.pid in family(os.getpid())
    finally:
        child.communicate(b"\n")
