"""`besace serve` on two PostgreSQL servers: it makes what it needs, outlives their restarts, and loses nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from besace.live import tables
from tests.live.test_serving import APPEND_FOR_EVER
from tests.live.test_tables import READY
from tests.servers import ROLE, Server

pytestmark = [pytest.mark.engine("postgresql"), pytest.mark.slow]


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    """One for the content and one for the keys, as careful as those of a house."""
    both = Server(fsync=True), Server(fsync=True)
    yield both
    for one in both:
        one.remove()


@pytest.fixture
def told(servers: tuple[Server, Server], tmp_path: Path) -> dict[str, str]:
    """An empty house: its folder, and a database on each server; the content's is reached with a password."""
    content, vault = servers
    name = f"house_{tmp_path.name}".lower()[:60]
    content.make(name)
    addresses = f"postgresql://{ROLE}:{content.password}@127.0.0.1:{content.port}/{name}", vault.make(name)
    folder = {"BESACE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "besace.settings"}
    return {**os.environ, **folder, "BESACE_DATABASE": addresses[0], "BESACE_VAULT": addresses[1]}


def made_ready(told: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-c", READY], env=told, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_a_first_start_makes_the_tables_in_another_process_and_the_next_has_nothing_to_do(told, servers):
    assert made_ready(told) == "1 False"
    assert made_ready(told) == "0 False"
    for server in servers:
        with server.admin(told["BESACE_VAULT"].partition("@/")[2].partition("?")[0]) as line:
            asked = "SELECT obj_description('django_migrations'::regclass, 'pg_class')"
            assert line.execute(asked).fetchone() == (str(tables.mark()),)
            line.execute("COMMENT ON TABLE django_migrations IS '7'")
    assert made_ready(told) == "1 False"
    assert not list(Path(told["BESACE_DATA"]).glob("*.sqlite3"))


def reached(address: str) -> int:
    """The status of a page, once there is one."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return answer.code
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_a_house_on_servers_is_served_outlives_their_restart_and_says_no_password(told, servers):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "besace.cli", "serve", "--demo", "--port", str(port)]
    house = subprocess.Popen(command, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    page = f"http://127.0.0.1:{port}/demo/"
    try:
        assert reached(page) == 200
        for one in servers:
            one.stop("fast")
        assert reached(page) == 503
        for one in servers:
            one.start()
        assert [reached(page) for _ in range(20)] == [200] * 20  # each of its threads comes to its turn
    finally:
        house.send_signal(signal.SIGINT)
        said, _ = house.communicate(timeout=20)
    assert house.returncode in {0, -signal.SIGINT}
    assert servers[0].password not in said
    assert f"{ROLE}:" not in said


def test_what_was_acknowledged_survives_the_crash_of_the_server(told, servers):
    writing = subprocess.Popen(
        [sys.executable, "-c", APPEND_FOR_EVER], env=told, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert writing.stdout
    for _ in range(50):
        acknowledged = int(writing.stdout.readline())
    servers[0].stop("immediate")
    rest = [int(line) for line in writing.stdout.read().split()]
    writing.wait(20)
    servers[0].start()
    with servers[0].admin(told["BESACE_DATABASE"].rpartition("/")[2]) as line:
        kept = [seq for (seq,) in line.execute("SELECT seq FROM journal_entry ORDER BY seq")]

    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) >= (rest[-1] if rest else acknowledged)
