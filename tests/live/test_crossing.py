"""A line that asks for another process's room goes there, whole, and nobody who calls can tell."""

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from zlib import crc32

import pytest

from besace.live import crossing
from besace.live.crossing import Crossing
from besace.live.server import Application
from tests.live.running import plain, running

MANY = 2
OURS, THEIRS = (next(f"room-{n}" for n in range(99) if crc32(b"room-%d" % n) % MANY == one) for one in (0, 1))


class Says(Application):
    """One that says which process answers, whom, and what it was told."""

    def __init__(self, number: int) -> None:
        super().__init__(plain)
        self._number = number

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part.get("body", b""), part.get("more_body", False)
        said = {"process": self._number, "port": scope["client"][1], "path": scope["path"], "body": body.decode()}
        answer = json.dumps(said).encode()
        headers = [(b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


def process(number: int, ways: Crossing) -> AbstractContextManager[int]:
    return running(Says(number), ways.at(number))


@pytest.fixture
def port() -> Iterator[int]:
    """The port of the process that has OURS; beside it runs the one that has THEIRS."""
    ways = Crossing(MANY)
    with ExitStack() as running:
        ports = [running.enter_context(process(number, ways)) for number in range(MANY)]
        yield ports[0]


@pytest.fixture
def line(port: int) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    made.connect()
    yield made
    made.close()


def asked(line: http.client.HTTPConnection, path: str, body: str | None = None) -> dict[str, Any]:
    line.request("GET" if body is None else "POST", path, body=body and body.encode())
    found: dict[str, Any] = json.loads(line.getresponse().read())
    return found


def test_each_room_is_answered_by_the_process_that_has_it_over_one_and_the_same_line(line):
    own = line.sock.getsockname()[1]

    assert asked(line, f"/s/{OURS}/") == {"process": 0, "port": own, "path": f"/s/{OURS}/", "body": ""}
    assert asked(line, f"/s/{THEIRS}/") == {"process": 1, "port": own, "path": f"/s/{THEIRS}/", "body": ""}
    assert asked(line, f"/s/{OURS}/view?seat=x")["process"] == 0
    assert asked(line, f"/s/{THEIRS}/stream")["process"] == 1
    assert line.sock.getsockname()[1] == own


def test_what_asks_for_no_room_is_answered_where_it_came(line):
    assert asked(line, "/")["process"] == 0
    assert asked(line, f"/s/{THEIRS}/")["process"] == 1
    assert asked(line, "/")["process"] == 1


def test_an_act_goes_over_with_every_word(line):
    words = "« C’est à moi »" * 500

    assert asked(line, f"/s/{THEIRS}/act", words) == asked(line, f"/s/{THEIRS}/act", words) | {"body": words}
    assert asked(line, f"/s/{OURS}/act", words)["body"] == words


def test_a_long_body_is_answered_by_whoever_had_its_beginning_and_is_whole(line):
    words = "long " * 200_000

    assert asked(line, f"/s/{THEIRS}/act", words)["body"] == words


def test_the_rest_of_a_body_may_come_after_the_line_went_over(port):
    words = b"first, then second"
    head = b"POST /s/%b/act HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (THEIRS.encode(), len(words))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(head + b"first")
        time.sleep(0.2)
        line.sendall(b", then second")
        answer = line.recv(65536)

    assert json.loads(answer.split(b"\r\n\r\n")[1])["body"] == words.decode()
    assert json.loads(answer.split(b"\r\n\r\n")[1])["process"] == 1


def test_a_head_in_pieces_is_answered_where_it_came(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        for piece in (b"GET /s/", THEIRS.encode(), b"/ HTTP/1.1\r\nHost: x\r\n\r\n"):
            line.sendall(piece)
            time.sleep(0.1)
        answer = line.recv(65536)

    assert json.loads(answer.split(b"\r\n\r\n")[1])["process"] == 0


def test_of_requests_sent_at_once_none_is_lost_and_each_has_its_answer_in_order(port):
    rooms = [THEIRS, OURS, THEIRS, THEIRS, OURS]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"".join(b"GET /s/%b/ HTTP/1.1\r\nHost: x\r\n\r\n" % room.encode() for room in rooms))
        answer = b""
        while answer.count(b"}") < len(rooms):
            answer += line.recv(65536)

    assert [json.loads(part.split(b"\r\n\r\n")[1])["path"] for part in answer.split(b"HTTP/1.1 200 OK")[1:]] == [
        f"/s/{room}/" for room in rooms
    ]


def test_where_the_other_has_its_hands_full_the_room_is_served_all_the_same(line, monkeypatch):
    def full(*_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(crossing.socket, "send_fds", full)

    assert asked(line, f"/s/{THEIRS}/")["process"] == 0


@contextmanager
def asking_for_who_is_away() -> Iterator[tuple[Crossing, int, http.client.HTTPConnection]]:
    """A line that asked the one process for the other's room, and that other does not run."""
    ways = Crossing(MANY)
    with process(0, ways) as port:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        line.request("GET", f"/s/{THEIRS}/")
        time.sleep(0.2)
        yield ways, port, line
        line.close()


def test_who_waits_while_the_other_process_is_away_is_answered_by_the_next_in_its_place():
    with asking_for_who_is_away() as (ways, _, line), process(1, ways):
        assert json.loads(line.getresponse().read())["process"] == 1


def test_who_hung_up_meanwhile_harms_nobody():
    with asking_for_who_is_away() as (ways, port, gone):
        gone.close()
        with process(1, ways):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            assert asked(line, f"/s/{THEIRS}/")["process"] == 1
            line.close()
