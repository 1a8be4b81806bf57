"""Health and readiness: what is wrong is one word, what is well none, and no rush of others is in the way."""

import asyncio
import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import OperationalError, connections
from django.test import override_settings

from besace.journal import ring
from besace.live import handler, health, tables
from besace.live.health import Health, Lacks
from tests.live.running import served
from tests.live.test_headers import PLAIN


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    for alias in tables.DATABASES:
        with connections[alias].cursor() as cursor:  # tests make their tables without `besace serve`
            cursor.execute(tables.WRITE[connections[alias].vendor].format(tables.mark()))
    ring.newest(1_700_000_000)
    with served() as found:
        yield found


@pytest.fixture(autouse=True)
def _looks_anew(monkeypatch):
    monkeypatch.setattr(health, "FRESH", 0.0)


def asked(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    link.request(method, path, headers=headers)
    answer = link.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, answer.read().decode(), told


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_what_is_well_says_so_without_a_word_and_carries_what_every_answer_does(port, path):
    status, said, headers = asked(port, path)

    assert (status, said) == (200, "")
    del headers["date"]
    assert headers == {**PLAIN, "content-length": "0"}
    assert asked(port, path, "POST")[0] == 405
    assert asked(port, path, Host="foreign.example.org")[0] == 400
    assert asked(port, path + "/")[0] == 404


def no_table(patch) -> None:
    patch.setattr(tables, "mark", lambda: 1)


def no_database(patch) -> None:
    def away(_name: str) -> int:
        raise OperationalError("canary")

    patch.setattr(tables, "marked", away)


def no_ring(patch) -> None:
    patch.setattr(settings, "BESACE_KEYS", str(settings.BESACE_DATA / "nowhere"))


def no_room(patch) -> None:
    patch.setattr("shutil.disk_usage", lambda _path: Usage(100, 100, health.ROOM - 1))


@pytest.mark.parametrize(
    ("wrong", "word"),
    [(no_table, "tables"), (no_database, "database"), (no_ring, "ring"), (no_room, "disk")],
)
def test_what_is_wrong_is_told_in_one_word_and_the_process_lives(port, monkeypatch, wrong, word):
    with monkeypatch.context() as patch:
        wrong(patch)
        status, said, headers = asked(port, "/readyz")
        assert (status, said) == (503, f"{word}\n")
        assert headers["content-type"] == "text/plain; charset=utf-8"
        assert asked(port, "/readyz", "HEAD")[:2] == (503, "")
        assert asked(port, "/healthz")[:2] == (200, "")
    assert asked(port, "/readyz")[0] == 200


def test_a_damaged_key_of_the_ring_is_told_too(port, tmp_path, monkeypatch):
    (tmp_path / "kek-1-abcd").write_bytes(b"short")
    with monkeypatch.context() as patch:
        patch.setattr(settings, "BESACE_KEYS", str(tmp_path))
        assert asked(port, "/readyz")[:2] == (503, "ring\n")


def test_while_every_thread_is_busy_it_lives_and_is_ready(port, monkeypatch):
    busy, done = threading.Semaphore(0), threading.Event()
    page = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def held(_self: object, _scope: object, _body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        busy.release()
        done.wait(30)
        return 200, [], b""

    with monkeypatch.context() as patch, ThreadPoolExecutor(handler.THREADS + 1) as others:
        patch.setattr(handler.ThreadedDjango, "_answer", held)
        asking = [others.submit(asked, port, "/") for _ in range(handler.THREADS + 1)]
        for _ in range(handler.THREADS):
            assert busy.acquire(timeout=10)
        began = time.monotonic()
        found = [asked(port, path)[0] for path in ("/healthz", "/readyz")]
        took = time.monotonic() - began
        waiting = [one.done() for one in asking]
        done.set()
    page.close()

    assert found == [200, 200]
    assert took < 3
    assert not any(waiting), "a page would have been answered as well: nothing was busy"


def test_many_who_ask_at_once_are_told_by_one_look(monkeypatch):
    monkeypatch.setattr(health, "FRESH", 60.0)
    looks: list[int] = []

    def look() -> Lacks | None:
        looks.append(1)
        time.sleep(0.2)
        return None

    found = asyncio.run(_many(Health(look), 200))
    assert Counter(found) == {200: 200}
    assert len(looks) == 1


def test_a_database_that_keeps_us_waiting_is_told_as_one_that_does_not_answer(monkeypatch):
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    done = threading.Event()
    found = asyncio.run(_many(Health(lambda: done.wait(2) and None), 5))
    done.set()
    assert Counter(found) == {503: 5}


async def _many(endpoint: Health, many: int) -> list[int]:
    found: list[int] = []

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            found.append(int(str(message["status"] + 0)))  # type: ignore[operator]

    scope = {"method": "GET", "path": "/readyz", "scheme": "http", "headers": [(b"host", b"localhost")]}
    await asyncio.gather(*(endpoint(scope, send) for _ in range(many)))
    return found


def test_no_seat_no_cookie_and_no_language_changes_what_it_says(port):
    with override_settings(BESACE_PROXY=""):
        told = {asked(port, "/readyz", Cookie="besace=x", **{"Accept-Language": one})[:2] for one in ("fr", "es", "")}
    assert told == {(200, "")}
