"""Who is slow on purpose, or gone: a line does not stay open for a head, a body or a reader that does not come."""

import asyncio
import http.client
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from besace.live import beats, handler, line, nudges, seats, streams
from besace.live.beats import Beats
from besace.live.hubs import Hub, Stream
from besace.live.models import Room, Seat
from besace.live.pushing import Pushes
from besace.live.seats import Place
from tests.live.cast import FAY, a_room
from tests.live.running import Screen, plain, served

HEAD = b"POST /join/ HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(line, "HEAD_WITHIN", 0.4)
    monkeypatch.setattr(handler, "BODY_WITHIN", 0.4)
    with served() as found:
        yield found


def told(port: int, *parts: bytes, every: float = 0.1) -> tuple[bytes, float]:
    """What is answered to parts that come one after the other until the line is ended, and how long that took."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=0.05) as link:
        found = b""
        for part in parts:
            try:
                link.sendall(part)
                time.sleep(every)
                found += link.recv(65_536)
            except TimeoutError:
                continue
            except OSError:
                break
        link.settimeout(5)
        try:
            while more := link.recv(65_536):
                found += more
        except OSError:
            pass
    return found, time.monotonic() - began


def test_a_head_that_comes_letter_by_letter_is_not_waited_for(port):
    said, took = told(port, *(HEAD[n : n + 1] for n in range(30)))

    assert said.startswith(b"HTTP/1.1 408 ")
    assert 0.3 < took < 3


def test_a_line_on_which_nothing_is_said_is_ended(port):
    said, took = told(port)

    assert said.startswith(b"HTTP/1.1 408 ")
    assert took < 3


@pytest.mark.parametrize("says", [b"Content-Length: 900\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"])
def test_a_body_that_comes_by_drops_is_not_waited_for(says, port):
    drop = b"1\r\nx\r\n" if b"chunked" in says else b"x"
    said, took = told(port, HEAD + says, *[drop] * 30)

    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"content-security-policy" in said
    assert 0.3 < took < 4


def test_who_goes_on_sending_after_the_answer_is_cut(port):
    said, took = told(port, HEAD + b"Content-Length: 9000000\r\n\r\n" + b"x" * 70_000, *[b"x"] * 60)

    assert said.startswith(b"HTTP/1.1 413 ")
    assert took < 5


def test_a_good_request_may_follow_another_on_the_same_line_and_takes_its_time_in_between(port):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    for _ in range(2):
        link.request("GET", "/terms/")
        answer = link.getresponse()
        answer.read()
        assert answer.status == 200
        time.sleep(1.0)


def test_who_is_shut_out_and_takes_nothing_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(streams, "LAST_WORD", 0.1)
    assert asyncio.run(hung_up_on(streams._end)) == ["hung up"]


def test_a_reader_who_takes_nothing_for_a_minute_is_let_go():
    async def beaten(stream: Stream) -> None:
        stream.busy = True
        hub = Hub(Room(id="nobodys", journal="nobodys", created=0))
        for _ in range(beats.STUCK):
            Beats(Pushes(plain), lambda: 1).tell(hub, stream, b"beat")

    assert asyncio.run(hung_up_on(beaten)) == ["hung up"]


async def hung_up_on(meets: Callable[[Stream], Awaitable[None]]) -> list[str]:
    """What becomes of a line on which nothing is ever taken."""
    line = Stopped()

    async def send(_message: dict[str, Any]) -> None:
        await asyncio.Event().wait()

    place = Place("seat", "room", FAY, "device", Seat.Role.FACILITATOR)
    await meets(Stream(place, "en", send, line=line))
    return line.told


class Stopped:
    """A line on which nothing goes any more."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def is_free(self) -> bool:
        return False

    def say(self, more: bytes) -> None:
        raise AssertionError(more)

    def hang_up(self) -> None:
        self.told.append("hung up")


def test_an_address_has_so_many_streams_and_then_polls(monkeypatch):
    monkeypatch.setattr(streams, "MOST_AN_ADDRESS", 2)
    monkeypatch.setattr(streams, "sender_of", lambda _scope: "198.51.100.7")
    room = a_room()
    keys = [seats.new_key() for _ in range(3)]
    for key in keys:
        seats.take(room, FAY, key, Seat.Role.FACILITATOR)
    with served() as port:
        screens = [Screen(port, room, key) for key in keys]
        assert [one.status for one in screens] == [200, 200, 204]
        screens[0].close()
        nudges.nudge(room.id)
        deadline = time.monotonic() + 5
        while (again := Screen(port, room, keys[2])).status != 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert again.status == 200
