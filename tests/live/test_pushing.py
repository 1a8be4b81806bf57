"""Screens are brought up to date at once where their readers keep up, and without being in each other's way."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.test import override_settings

from besace.live import act as acting
from besace.live import beats, pushing, screens, seats
from besace.live.act import act
from besace.live.beats import Beats
from besace.live.hubs import Hub
from besace.live.line import Line
from besace.live.models import Room, Seat
from besace.live.pushing import Pushes
from besace.live.rooms import Folded
from besace.live.screens import Shown
from besace.method.acts import Act
from tests.live.cast import ANA, FAY, a_room
from tests.live.running import Screen, plain, post, served

LONG = "Why would it matter, and to whom? " * 4
MORE = 5
"""Acts done while a reader is behind."""
MOST = 20_000
"""Acts in which any reader who does not read falls behind."""


@pytest.fixture(scope="module", autouse=True)
def _urls() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.live.urls"):
        yield


def seated(room: Room, person: str, role: str = Seat.Role.PARTICIPANT) -> str:
    key = seats.new_key()
    seats.take(room, person, key, role)
    return key


def arranged(room: Room, number: int, more: str = "") -> int:
    """Renames the session, which every screen shows; gives the sequence."""
    title = Act("arrange", {"title": f"Title {number} {more}"[:120]})
    return act(room, FAY, title, f"renamed-{number}").seq


def failing_once(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> list[str]:
    """From now on Ana's next view fails; gives the list of whose failed."""
    failed: list[str] = []
    view = screens.shown_of

    def shown_of(room: Room, folded: Folded, viewer: str, role: str) -> Shown:
        if viewer == ANA and not failed:
            failed.append(viewer)
            raise failure
        return view(room, folded, viewer, role)

    monkeypatch.setattr(screens, "shown_of", shown_of)
    return failed


def test_a_view_that_fails_is_told_to_the_log_and_shown_at_the_next_change(monkeypatch, caplog):
    room = a_room()
    with served() as port:
        fay, ana = Screen(port, room, seated(room, FAY, Seat.Role.FACILITATOR)), Screen(port, room, seated(room, ANA))
        fay.reach(1)
        ana.reach(1)
        failed = failing_once(monkeypatch, RuntimeError("nobody's words"))
        fay.reach(arranged(room, 1))
        ana.reach(arranged(room, 2))

    assert failed == [ANA]
    assert [one.message for one in caplog.records if one.name == pushing.__name__] == ["a screen could not be shown"]
    assert "Title 2" in str(ana.islands)


def test_a_view_that_the_database_fails_is_shown_as_soon_as_it_is_back(monkeypatch):
    monkeypatch.setattr(pushing, "AGAIN", 0.05)
    room = a_room()
    with served() as port:
        ana = Screen(port, room, seated(room, ANA))
        ana.reach(1)
        failed = failing_once(monkeypatch, OperationalError("away"))
        ana.reach(arranged(room, 1))

    assert failed == [ANA]


def fallen_behind(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Is set once a line was found too full to be said more; how much it takes until then is the machine's affair."""
    full, is_free = threading.Event(), Line.is_free

    def free(line: Line) -> bool:
        if line.flow.write_paused:
            full.set()
        return is_free(line)

    monkeypatch.setattr(Line, "is_free", free)
    return full


def test_a_reader_who_falls_behind_is_waited_for_and_then_sent_the_latest_once(monkeypatch):
    room = a_room()
    behind = fallen_behind(monkeypatch)
    key = seated(room, FAY, Seat.Role.FACILITATOR)
    with served() as port, socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", port))
        slow.sendall(
            f"GET /s/{room.id}/stream HTTP/1.1\r\nHost: localhost\r\nCookie: {seats.COOKIE}={key}\r\n\r\n".encode()
        )
        quick = Screen(port, room, key)
        acts = 0
        while not behind.is_set() and acts < MOST:
            quick.reach(arranged(room, acts, LONG))
            acts += 1
        for number in range(acts, acts + MORE):
            last = arranged(room, number, LONG)
            quick.reach(last)
        slow.settimeout(5)
        heard = b""
        while f'"seq": {last},'.encode() not in heard:
            heard += slow.recv(65536)

    assert acts <= heard.count(b"\nid: ") < acts + MORE
    assert heard.rindex(b"\nid: ") == heard.index(f"\nid: {last}\n".encode())


def test_screens_do_not_wait_for_the_answer_to_who_acted(monkeypatch):
    monkeypatch.setattr(acting, "A_MOMENT", 1.0)
    room = a_room()
    key = seated(room, FAY, Seat.Role.FACILITATOR)
    answered = threading.Event()
    with served() as port:
        screen = Screen(port, room, key)
        screen.reach(1)

        def does() -> None:
            post(port, room, key, "arrange", title="Another title")
            answered.set()

        poster = threading.Thread(target=does)
        poster.start()
        screen.reach(2)
        shown_first = not answered.is_set()
        poster.join()

    assert shown_first
    assert answered.is_set()


def test_rooms_hear_their_beats_each_by_its_own_clock():
    async def two_rooms() -> tuple[float, bool]:
        tells = Beats(Pushes(plain), lambda: 0)
        one, other = Hub(Room(id="one", journal="one", created=0)), Hub(Room(id="two", journal="two", created=0))
        tells.begin(one)
        await asyncio.sleep(0.05)
        tells.begin(other)
        assert one.beat is not None
        assert other.beat is not None
        apart = other.beat.when() - one.beat.when()
        one.end()
        other.end()
        return apart, one.beat.cancelled() and other.beat.cancelled()

    apart, stopped = asyncio.run(two_rooms())

    assert 0.05 <= apart < beats.BEAT_EVERY
    assert stopped
