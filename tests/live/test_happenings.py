"""What happens to the house, a line each: the same in both forms, in UTC, with numbers and no words of anybody."""

import json
import logging
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from besace.journal.upkeep import Kept
from besace.live import happenings, quiet
from besace.live.happenings import Happening
from besace.people import retention
from besace.post import ticker
from tests.live.test_quiet import CANARY, failing_chain, failing_task, heard, library_line, library_line_put_together

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO besace\.happening ([a-z-]+)((?: [a-z_]+=[0-9a-z.]+)*)\n")


def test_a_happening_is_one_line_in_either_form():
    def speak() -> None:
        happenings.tell(Happening.STARTED, version="0.1.0", port=8420, seconds=0.5)

    plain = LINE.fullmatch(heard(speak))
    assert plain
    assert (plain[1], plain[2]) == ("started", " version=0.1.0 port=8420 seconds=0.5")
    told = json.loads(heard(speak, quiet.Json()))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told.pop("time"))
    assert told == {
        "level": "info",
        "part": "besace.happening",
        "event": "started",
        "version": "0.1.0",
        "port": 8420,
        "seconds": 0.5,
    }


@pytest.mark.parametrize("words", [CANARY, "Ana", "0.1.0 and more", "s3cr3t", "", "ana@example.org"])
def test_words_are_refused_before_they_reach_the_log(words):
    def speak() -> None:
        with pytest.raises(ValueError, match="closed lists"):
            happenings.tell(Happening.STARTED, version=words)

    assert heard(speak) == ""


def test_what_others_hang_on_a_line_is_not_taken_for_counts():
    def speak() -> None:
        logging.getLogger("some.library").error("oh", extra={"counts": {"said": CANARY}})

    assert CANARY not in heard(speak)
    assert CANARY not in heard(speak, quiet.Json())
    assert CANARY in heard(speak, logging.Formatter("%(counts)s"))


@pytest.mark.parametrize("speak", [library_line, library_line_put_together, failing_task, failing_chain])
def test_no_line_of_json_holds_a_value_either_and_each_is_whole(speak, capfd):
    told = heard(speak, quiet.Json())
    assert CANARY not in told + capfd.readouterr().err
    lines = [json.loads(line) for line in told.splitlines()]
    assert lines
    for line in lines:
        assert set(line) <= {"time", "level", "part", "event", "failure", "places"}
        assert line["level"] == "error"


def test_a_failure_in_json_is_its_type_and_its_places():
    (line,) = heard(failing_chain, quiet.Json()).splitlines()
    told = json.loads(line)

    assert told["failure"] == "ValueError"
    assert any("test_quiet.py" in place for place in told["places"])


def test_times_are_in_utc_wherever_the_machine_is(monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        told = heard(lambda: happenings.tell(Happening.STOPPED), quiet.Json())
    finally:
        monkeypatch.undo()
        time.tzset()
    then = time.strptime(json.loads(told)["time"], "%Y-%m-%dT%H:%M:%SZ")
    assert abs(time.mktime(time.gmtime()) - time.mktime(then)) < 60


def test_a_turn_of_the_ticker_tells_what_came_of_it_and_is_silent_where_nothing_did(monkeypatch):
    ended = retention.Ended(sessions=2, cycles=0)
    kept = Kept(buried=3, taken_off=("kek-1-abcd", "kek-2-abcd"))
    ticker.turn()
    assert heard(ticker.turn) == ""

    monkeypatch.setattr(ticker.retention, "sweep", lambda _now: ended)
    monkeypatch.setattr(ticker.upkeep, "sweep", lambda _now: kept)
    monkeypatch.setattr(ticker.outbox, "fill", lambda _now: 4)
    told = [LINE.fullmatch(line) for line in heard(ticker.turn).splitlines(keepends=True)]
    assert [(line[1], line[2]) for line in told if line] == [
        ("retention", " sessions=2"),
        ("upkeep", " buried=3 taken_off=2"),
        ("fill", " count=4"),
    ]


def test_only_counts_are_taken_from_what_a_step_gives():
    @dataclass
    class Wrong:
        name: str = CANARY

    with pytest.raises(ValueError, match="invalid literal"):
        happenings.tell_if_any(Happening.UPKEEP, Wrong())


def refused(**told: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "besace.cli", "serve"]
    return subprocess.run(command, check=False, env={**os.environ, **told}, capture_output=True, text=True, timeout=60)


def test_a_setting_that_is_refused_is_a_sentence_or_a_line_of_json_and_repeats_nothing():
    plain = refused(BESACE_METRICS=CANARY)
    lined = refused(BESACE_METRICS=CANARY, BESACE_LOG="json")
    wrong = refused(BESACE_LOG=CANARY)

    assert (plain.returncode, lined.returncode, wrong.returncode) == (2, 2, 2)
    assert plain.stderr.startswith("BESACE_METRICS cannot be used: ")
    told = json.loads(lined.stderr)
    assert (told["level"], told["event"], told["says"]) == ("error", "setting-refused", plain.stderr.strip())
    assert wrong.stderr.startswith("BESACE_LOG cannot be used: ")
    assert CANARY not in plain.stderr + lined.stderr + wrong.stderr
