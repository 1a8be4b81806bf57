"""Figures: counted exactly, from any thread, with words of closed lists only, in the format that is read elsewhere."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from besace import metrics
from besace.metrics import Counter, Gauge, Histogram, kinds
from tests.metrics.exposition import read

SAID = "canary-words"
INCOMPLETE = [
    "besace_a_total 1\n",
    "# HELP besace_a_total x\n# TYPE besace_a_total counter\nbesace_b_total 1\n",
    "# HELP besace_a_total x\n# TYPE besace_a_total counter\nbesace_a_total 1\nbesace_a_total 2\n",
    '# HELP besace_a_total x\n# TYPE besace_a_total counter\nbesace_a_total{a="b} 1\n',
    '# HELP a_s x\n# TYPE a_s histogram\na_s_bucket{le="1.0"} 3\na_s_bucket{le="+Inf"} 2\na_s_sum 1\na_s_count 2\n',
    '# HELP a_s x\n# TYPE a_s histogram\na_s_bucket{le="1.0"} 1\na_s_bucket{le="+Inf"} 2\na_s_sum 1\na_s_count 3\n',
]


@pytest.fixture(autouse=True)
def _apart(monkeypatch):
    """Figures declared here are no others' business."""
    monkeypatch.setattr(kinds, "_all", {})


def test_what_is_counted_in_many_threads_is_all_there():
    acts = Counter("besace_acts_total", "Acts.", act=("ask", "vote"))
    with ThreadPoolExecutor(8) as threads:
        for _ in range(4_000):
            threads.submit(acts.add, "ask")
            threads.submit(acts.add, "vote", by=2)

    told = read(metrics.written())["besace_acts_total"]
    assert (told.kind, told.says) == ("counter", "Acts.")
    assert (told.value(act="ask"), told.value(act="vote")) == (4_000, 8_000)


def test_a_time_is_counted_in_every_bound_it_does_not_pass():
    took = Histogram("besace_act_seconds", "Time.", (0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 3.0):
        took.observe(seconds)

    told = read(metrics.written())["besace_act_seconds"]
    assert [told.value("_bucket", le=bound) for bound in ("0.1", "1.0", "+Inf")] == [2, 3, 4]
    assert (told.value("_count"), told.value("_sum")) == (4, pytest.approx(3.65))


def test_a_block_is_timed_also_where_it_fails():
    took = Histogram("besace_act_seconds", "Time.")
    with pytest.raises(ZeroDivisionError), took.timed():
        _ = 1 // 0
    assert took.count == 1


def test_words_of_no_list_are_counted_without_being_said():
    acts = Counter("besace_acts_total", "Acts.", act=("ask",), code=("full",))
    letters = Gauge("besace_letters", "Letters.", lambda: {"sent": 2, SAID: 3}, state=("sent",))
    for word in (SAID, f"{SAID} 2", 'ask"} 9\n', "ask"):
        acts.add(word, SAID)

    text = metrics.written()
    told = read(text)
    assert SAID not in text
    assert told["besace_acts_total"].value(act="other", code="other") == 3
    assert told["besace_acts_total"].value(act="ask", code="other") == 1
    assert told["besace_letters"].value(state="other") == 3
    assert acts.most == 4
    assert letters.most == 2


def test_a_list_of_something_else_than_words_and_a_name_twice_are_refused():
    Counter("besace_acts_total", "Acts.")
    with pytest.raises(ValueError, match="besace_acts_total"):
        Counter("besace_acts_total", "Again.")
    with pytest.raises(ValueError, match="two words"):
        Counter("besace_more_total", "More.", act=("two words",))
    with pytest.raises(ValueError, match="acts"):
        Counter("acts", "No name of ours.")


def test_what_cannot_be_looked_up_now_takes_nothing_else_with_it():
    def away() -> float:
        raise ConnectionError(SAID)

    Gauge("besace_letters", "Letters.", away)
    Gauge("besace_unknown_bytes", "Unknown.", lambda: None)
    Counter("besace_acts_total", "Acts.").add()

    assert set(read(metrics.written())) == {"besace_acts_total"}


def test_of_few_series_each_is_there_from_the_start_and_of_many_none():
    Counter("besace_few_total", "Few.", act=("ask", "vote"))
    Counter("besace_many_total", "Many.", act=[f"a{n}" for n in range(20)], code=[f"c{n}" for n in range(20)])

    told = read(metrics.written())
    assert set(told["besace_few_total"].samples.values()) == {0}
    assert "besace_many_total" not in told


@pytest.mark.parametrize("text", INCOMPLETE)
def test_the_reader_of_these_tests_takes_nothing_that_breaks_the_format(text):
    with pytest.raises((AssertionError, KeyError, UnboundLocalError)):
        read(text)


def test_help_and_labels_are_escaped():
    Gauge("besace_info", "Back\\slash\nand line.", lambda: {"1.0": 1}, version=("1.0",))
    text = metrics.written()

    assert "# HELP besace_info Back\\\\slash\\nand line.\n" in text
    assert read(text)["besace_info"].value(version="1.0") == 1


PROCESS = """
import json, time
from besace.metrics import process, written
began = time.time()
kept = bytearray(64 * 1024 * 1024)
while time.process_time() < 0.3: pass
print(json.dumps([began - process.began(), process.memory(), process.files(), written()]))
"""


def test_the_process_tells_when_it_began_and_what_it_holds_as_it_is():
    done = subprocess.run([sys.executable, "-c", PROCESS], check=True, capture_output=True, text=True)
    lived, memory, files, text = json.loads(done.stdout)

    assert -1 < lived < 20
    assert 64 * 2**20 < memory < 200 * 2**20
    assert 3 <= files < 50
    assert 0.2 <= read(text)["process_cpu_seconds_total"].value() < 20
