"""A room whose screens are made of three islands of our own: what the frame does is tested whatever the screens are."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from besace.live import rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.live.server import Application
from besace.method.acts import Act
from besace.method.session import Session
from besace.method.view.shape import Screen, View
from besace.method.words import SCREEN, Seconds
from besace.web.acting import shortly
from besace.web.islands import render

TEMPLATES = Path(__file__).parent / "templates"
FAY, ANA, BEA = "fay-000000", "ana-000000", "bea-000000"
WHOLE = 600


@dataclass(frozen=True, slots=True)
class Title:
    name: str
    zero_at: Seconds


@dataclass(frozen=True, slots=True)
class Heard:
    count: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composer:
    count: int
    given: str = ""


def view_of(session: Session, viewer: str, at: Seconds) -> View:
    """Every act changes every island, the one with the field too; what is shut loses its composer."""
    titles = tuple(subject.title for subject in session.subjects)
    screens = {session.facilitator: Screen.CONSOLE, SCREEN: Screen.BOARD}
    count = session.revision
    spoken = any(subject.owner == viewer for subject in session.subjects)
    composer = None if "shut" in titles or spoken else Composer(count)
    islands = {
        "head": Title(str(session.stage), at // WHOLE * WHOLE + WHOLE),
        "heard": Heard(count, titles),
        "composer": composer,
    }
    return View(screens.get(viewer, Screen.PHONE), session.stage, session.language, islands)


def opened(language: str = "en") -> Room:
    """A room that Fay opened for Ana and Bea, both at the table."""
    people = [{"id": ANA, "name": "Ana"}, {"id": BEA, "name": "Bea"}]
    setup = {"facilitator_name": "Fay", "people": people, "language": language, "minutes": "180", "title": "Thursday"}
    room = rooms.open_room(setup, FAY)
    for person in (ANA, BEA):
        act(room, FAY, Act("admit", {"person": person}), f"admit-{person}")
    return room


def seat(room: Room, person: str) -> str:
    """Seats someone on a browser of her own; gives its key."""
    key = seats.new_key()
    role = Seat.Role.FACILITATOR if person == FAY else Seat.Role.PARTICIPANT
    seats.take(room, person, key, role)
    return key


def propose(room: Room, title: str, by: str = BEA) -> None:
    """Someone puts a subject on the paperboard."""
    done = act(room, by, Act("propose_subject", {"title": title, "kind": "project"}), seats.new_key())
    assert done.refusal is None


class House:
    """The real server on a port of its own, which can go down and come back."""

    def __init__(self) -> None:
        self.port = self._listen(0)
        self.up()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _listen(self, port: int) -> int:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", port))
        self.socket.listen(128)
        return int(self.socket.getsockname()[1])

    def up(self) -> None:
        if self.socket.fileno() < 0:
            self._listen(self.port)
        config = uvicorn.Config(
            Application(render, shortly), http="httptools", lifespan="off", log_config=None, timeout_graceful_shutdown=1
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def down(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.socket.close()


@contextmanager
def house() -> Iterator[House]:
    running = House()
    yield running
    running.down()
