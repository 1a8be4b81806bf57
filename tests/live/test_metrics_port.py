"""The port of the figures: what it tells is what happened, none of it is anybody's, and who may ask is held to."""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from besace import metrics, policy
from besace.live import metrics_port, nudges, seats
from besace.live.metrics_port import Place, Unreadable
from besace.live.models import Seat
from besace.method.acts import Code
from besace.post import ticker
from tests.live.cast import ANA, FAY, a_room
from tests.live.running import Screen, post, served
from tests.metrics.exposition import Family, read

SAID = "canary-words"
WORD = "0123456789abcdef"


@pytest.fixture(autouse=True)
def _urls() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.live.urls"):
        yield


def asked(port: int, path: str = "/metrics", method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    link.request(method, path, headers=headers)
    return link.getresponse()


@pytest.fixture
def free() -> int:
    """A port that is free, and the next one too: of those that no system hands out by itself to whoever connects."""
    return next(port for port in random.sample(range(10_000, 32_000, 2), 100) if is_free(port) and is_free(port + 1))


def is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def figures(port: int) -> dict[str, Family]:
    answer = asked(port)
    assert answer.status == 200
    return dict(read(answer.read().decode()))


def until(port: int, wanted) -> dict[str, Family]:
    """The figures once they are as wanted."""
    for _ in range(100):
        if wanted(told := figures(port)):
            return told
        time.sleep(0.05)
    raise AssertionError({name: one.samples for name, one in told.items()})


def test_acts_refusals_screens_and_their_lag_are_counted_as_they_happened(free):
    metrics_port.start(Place("127.0.0.1", free))
    room, fay, ana = a_room(), seats.new_key(), seats.new_key()
    seats.take(room, FAY, fay, Seat.Role.FACILITATOR)
    seats.take(room, ANA, ana, Seat.Role.PARTICIPANT)
    before = figures(free)
    with served() as port:
        screen = Screen(port, room, ana)
        screen.next()
        live = until(free, lambda told: told["besace_streams_open"].value() == 1)
        status, told = post(port, room, fay, "admit", person=ANA)
        assert status == 200, told
        screen.reach(told["seq"])
        refused, _ = post(port, room, ana, "note", text=SAID)
        screen.close()
        after = until(free, lambda told: told["besace_streams_open"].value() == 0)

    def more(name: str, kind: str = "", **labels: str) -> float:
        known = before[name].samples.get((kind, frozenset(labels.items())), 0) if name in before else 0
        return float(after[name].value(kind, **labels) - known)

    assert refused == 409
    assert live["besace_rooms_awake"].value() == 1
    assert after["besace_rooms_awake"].value() == 0
    assert more("besace_acts_total", act="admit") == 1
    assert more("besace_acts_refused_total", act="note", code="not-now") == 1
    assert more("besace_act_seconds", "_count") == 2
    assert more("besace_commit_seconds", "_count") >= 1
    assert more("besace_nudges_total") >= 1
    assert more("besace_screen_lag_seconds", "_count") >= 1
    assert 0 < more("besace_screen_lag_seconds", "_sum") < 20
    assert more("besace_answers_total", status="409") == 1
    assert after["besace_info"].value(version=metrics_port.version("besace")) == 1


def test_no_figure_says_anything_of_anybody_and_its_labels_are_lists(free):
    metrics_port.start(Place("127.0.0.1", free))
    room, fay = a_room(), seats.new_key()
    seats.take(room, FAY, fay, Seat.Role.FACILITATOR)
    with served() as port:
        post(port, room, fay, "open", text=SAID, **{SAID: SAID})
        post(port, room, fay, "ask", text=SAID)
        asked(port, f"/{SAID}/?{SAID}={SAID}", **{"User-Agent": SAID, "Cookie": f"a={SAID}"}).read()
        nudges.nudge(SAID)
    text = asked(free).read().decode()

    assert [words for words in (SAID, room.id, room.journal, fay, FAY, "Fay", ANA) if words in text] == []
    for name, one in read(text).items():
        known = next(metric for metric in metrics.everything() if metric.name == name)
        for _, labels in one.samples:
            assert {label for label, _ in labels} <= {*known.labels, "le"}, name
            assert all(word in known.labels.get(label, {word}) for label, word in labels), name
    most = {metric.name: metric.most for metric in metrics.everything()}
    assert most["besace_acts_refused_total"] == (len(policy.table.ACTS) + 1) * (len(Code) + 1)
    assert max(most.values()) < 1_000


def test_a_turn_of_the_ticker_is_counted_and_so_is_a_step_that_fails(monkeypatch):
    done, failed = (ticker.DONE.of("fill", result) for result in ("done", "failed"))
    turns = ticker.TURNED.count
    ticker.turn()

    def fail(_now: int) -> None:
        raise RuntimeError(SAID)

    monkeypatch.setattr(ticker.outbox, "fill", fail)
    ticker.turn()
    assert (ticker.DONE.of("fill", "done") - done, ticker.DONE.of("fill", "failed") - failed) == (1, 1)
    assert ticker.DONE.of("tasks", "failed") == 0
    assert ticker.TURNED.count == turns + 2


def test_each_process_takes_the_next_free_port(free):
    for _ in range(2):
        metrics_port.start(Place("127.0.0.1", free))
    assert [asked(port).status for port in (free, free + 1)] == [200, 200]


def test_nothing_else_is_there_and_no_foreign_name_leads_here(free):
    metrics_port.start(Place("127.0.0.1", free))

    assert asked(free, "/").status == 404
    assert asked(free, method="POST").status == 405
    assert asked(free, Host="foreign.example.org").status == 400
    assert asked(free).headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert asked(free).headers["Cache-Control"] == "no-store"


def test_where_a_word_is_asked_for_nothing_is_told_without_it(free):
    metrics_port.start(Place("127.0.0.1", free, WORD))
    for said in ("", WORD, f"Bearer {WORD}0", "Bearer ", f"Basic {WORD}", f"bearer  {WORD}"):
        answer = asked(free, Authorization=said) if said else asked(free)
        assert (answer.status, answer.read()) == (401, b""), said
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert asked(free, "/nothing").status == 401

    answer = asked(free, Authorization=f"Bearer {WORD}", Host="besace:9420")
    assert answer.status == 200
    assert "besace_acts_total" in read(answer.read().decode())


@pytest.fixture
def word(tmp_path: Path) -> str:
    file = tmp_path / "word"
    file.write_text(WORD + "\n")
    return str(file)


def test_a_port_is_of_this_machine_and_another_address_needs_a_word(word):
    assert metrics_port.read("") is None
    assert metrics_port.read("9420") == Place("127.0.0.1", 9420)
    assert metrics_port.read("[::1]:9420") == Place("::1", 9420)
    assert metrics_port.read("127.0.0.1:9420", word) == Place("127.0.0.1", 9420, WORD)
    assert metrics_port.read("0.0.0.0:9420", word) == Place("0.0.0.0", 9420, WORD)  # noqa: S104
    for open_to_others in ("0.0.0.0:9420", "10.0.0.5:9420", "[::]:9420"):
        with pytest.raises(Unreadable, match="BESACE_METRICS_TOKEN"):
            metrics_port.read(open_to_others)


@pytest.mark.parametrize("told", [SAID, f"{SAID}:80", "127.0.0.1", "127.0.0.1:0", "70000", "1:2:3", "-1", "９４２０"])
def test_what_is_no_port_is_refused_in_a_sentence_that_does_not_repeat_it(told):
    with pytest.raises(Unreadable) as refused:
        metrics_port.read(told)
    assert "BESACE_METRICS" in str(refused.value)
    assert SAID not in str(refused.value)


@pytest.mark.parametrize("held", ["", "short", "two words of them here", SAID + "é" * 9])
def test_a_file_without_a_good_word_is_refused(tmp_path, held):
    file = tmp_path / "word"
    file.write_text(held)
    with pytest.raises(Unreadable, match="16 letters") as refused:
        metrics_port.read("9420", str(file))
    assert SAID not in str(refused.value)
    with pytest.raises(Unreadable, match="cannot be read"):
        metrics_port.read("9420", str(tmp_path / "none"))


@pytest.mark.slow
def test_serve_tells_its_figures_only_where_it_was_asked_to(tmp_path, free):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        page = probe.getsockname()[1]
    surroundings = {
        **os.environ,
        "BESACE_DATA": str(tmp_path / "data"),
        "BESACE_METRICS": str(free),
        "BESACE_LOG": "json",
    }
    command = [sys.executable, "-m", "besace.cli", "serve", "--port", str(page)]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=log)
    try:
        while (tmp_path / "log").read_text().count('"started"') < 1:
            assert server.poll() is None
            time.sleep(0.1)
        assert asked(page).status == 404
        told = figures(free)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)
    assert told["process_resident_memory_bytes"].value() > 20 * 2**20
    assert told["besace_letters"].kind == "gauge"
    events = re.findall(r'"event": "([a-z-]+)"', (tmp_path / "log").read_text())
    assert events == ["tables-made", "metrics-served", "started", "stopped"]
