"""A real server on a real port, and a browser's view of its streams."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from besace.live import seats
from besace.live.crossing import Here
from besace.live.models import Room
from besace.live.server import Application, Server
from besace.live.streams import Render


def plain(name: str, value: object | None, language: str) -> str:
    return "" if value is None else f"<p lang={language}>{value!r}</p>"


def served(render: Render = plain) -> AbstractContextManager[int]:
    return running(Application(render))


@contextmanager
def running(application: Application, here: Here | None = None) -> Iterator[int]:
    """An application on a port; `here` is its side of the crossing, where it is one of several."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(application, here, log_config=None, timeout_graceful_shutdown=1)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)


class Screen:
    """One open stream: the islands as last sent, merged as a page would."""

    def __init__(self, port: int, room: Room, key: str, query: str = "") -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        self.link.request("GET", f"/s/{room.id}/stream{query}", headers={"Cookie": f"{seats.COOKIE}={key}"})
        self.answer = self.link.getresponse()
        self.status = self.answer.status
        self.islands: dict[str, str] = {}
        self.seq = 0
        self.stage = ""

    def next(self) -> dict[str, Any]:
        """The next event's data."""
        kind = "message"
        while line := self.answer.readline():
            if line.startswith(b"event: "):
                kind = line[7:].strip().decode()
            if line.startswith(b"data: "):
                data = {"event": kind, **json.loads(line[6:])}
                self.islands |= data.get("islands", {})
                self.seq = data.get("seq", self.seq)
                self.stage = data.get("stage", self.stage)
                return data
        return {"event": "end"}

    def reach(self, seq: int) -> None:
        """Reads on until this sequence is shown."""
        while self.seq < seq:
            assert self.next()["event"] == "message"

    def close(self) -> None:
        self.answer.close()
        self.link.close()


def post(port: int, room: Room, key: str, act: str, **fields: str) -> tuple[int, dict[str, Any]]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    body = "&".join(f"{name}={value}" for name, value in {"act": act, "id": seats.new_key(), **fields}.items())
    headers = {"Cookie": f"{seats.COOKIE}={key}", "Content-Type": "application/x-www-form-urlencoded"}
    link.request("POST", f"/s/{room.id}/act", body, headers)
    answer = link.getresponse()
    return answer.status, json.loads(answer.read() or b"{}")
