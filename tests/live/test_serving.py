import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from besace import cli
from besace.live import serving

FIRST_START = 60
"""Seconds at most, on a busy machine and where nothing is compiled yet."""
APPEND_FOR_EVER = """
import django
django.setup()
from besace import journal
from besace import cli
from besace.live import serving
from besace.method.acts import Entry
serving.make_ready()
name, seq = journal.open_journal(0), 0
while True:
    seq = journal.append(name, [Entry("ask", "a", 0, {"text": "x"})], expected=seq, act_id=str(seq), by="a").seq
    print(seq, flush=True)
"""


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "BESACE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "besace.settings"}


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "besace.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment(tmp_path / "data"), stdout=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + FIRST_START
    while True:
        try:
            urllib.request.urlopen(address)
            break
        except urllib.error.URLError:
            assert server.poll() is None, "it has stopped by itself"
            assert time.monotonic() < until, "it does not answer"
            time.sleep(0.05)
    yield address, tmp_path / "data"
    server.send_signal(signal.SIGINT)
    assert server.wait(5) in {0, -signal.SIGINT}


@pytest.mark.slow
def test_serve_makes_all_it_needs_and_keeps_it_to_itself(started):
    address, folder = started
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
        page = answer.read().decode()
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in folder.iterdir() if file.is_file()}
    (kek,) = (folder / "keys").iterdir()

    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert modes["secret"] == oct(kek.stat().st_mode & 0o777) == "0o400"
    assert oct((folder / "keys").stat().st_mode & 0o777) == "0o700"
    assert all(mode in {"0o600", "0o400"} for mode in modes.values())
    style = next(part for part in page.split('"') if part.endswith(".css"))
    asked = urllib.request.Request(address + style, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own server
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_kill(tmp_path):
    writing = subprocess.Popen(
        [sys.executable, "-c", APPEND_FOR_EVER], env=environment(tmp_path), stdout=subprocess.PIPE, text=True
    )
    assert writing.stdout
    for _ in range(100):
        acknowledged = int(writing.stdout.readline())
    writing.kill()
    rest = [int(line) for line in writing.stdout.read().split()]
    with sqlite3.connect(tmp_path / "besace.sqlite3") as database:
        kept = [seq for (seq,) in database.execute("SELECT seq FROM journal_entry ORDER BY seq")]

    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) >= (rest[-1] if rest else acknowledged)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_taken_port_leads_to_the_next():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert serving.free_port("127.0.0.1", port) not in {None, port}


def test_an_address_is_found_on_a_network_without_a_way_out(monkeypatch):
    """Without internet there may be no route but that to the hotspot's own phones."""
    routes = {"192.168.137.1": "192.168.137.1"}
    asked: list[str] = []

    class Probe(socket.socket):
        def connect(self, address: object) -> None:
            asked.append(address[0])  # type: ignore[index]
            if asked[-1] not in routes:
                raise OSError(101, "Network is unreachable")

        def getsockname(self) -> tuple[str, int]:
            return routes[asked[-1]], 9

    monkeypatch.setattr(serving.socket, "socket", Probe)

    assert serving.lan_address() == "192.168.137.1"
    routes.clear()
    assert serving.lan_address() is None


def test_a_machine_on_no_network_says_so_instead_of_showing_a_square_that_leads_nowhere(capsys):
    cli._announce("http://127.0.0.1:8420", "/", lan=True)

    said = capsys.readouterr().out
    assert "on no network" in said
    assert "▀" not in said
    cli._announce("http://192.168.1.7:8420", "/", lan=True)
    assert "▀" in capsys.readouterr().out


def test_where_the_system_shares_no_heap_the_house_is_served_all_the_same(monkeypatch):
    def elsewhere(_name: object) -> object:
        raise OSError

    monkeypatch.setattr(serving, "CDLL", elsewhere)
    serving.share_one_heap()


def test_the_system_is_told_that_one_heap_is_enough(monkeypatch):
    told = []

    class Library:
        def mallopt(self, parameter: int, value: int) -> None:
            told.append((parameter, value))

    monkeypatch.setattr(serving, "CDLL", lambda _name: Library())
    serving.share_one_heap()
    assert told == [(serving.M_ARENA_MAX, 1)]
