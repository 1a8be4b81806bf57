"""The real application under measure: `besace serve` on a throw-away folder, and its rooms as browsers see them."""

import json
import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench import story
from bench.halls import Play
from bench.server import ADDRESS, Server, free_port, python, serving
from bench.story import Did

BROWSER = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36\r\n"
    "Accept-Language: en\r\nAccept-Encoding: gzip, deflate\r\nSec-Fetch-Site: same-origin\r\n"
)


@dataclass(frozen=True, slots=True)
class Made:
    """The rooms prepared in a folder: those in step 2, and the two that differ in the length of their journal."""

    rooms: Sequence[Mapping[str, Any]]
    short: Mapping[str, Any]
    long: Mapping[str, Any]


@contextmanager
def prepared(rooms: int) -> Iterator[tuple[str, Made]]:
    """A data folder with rooms in it, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="besace-bench-") as folder:
        told = subprocess.run(  # nosec B603 # our own module
            python("-m", "bench.prepare", str(rooms)), env=surroundings(folder), stdout=subprocess.PIPE, check=True
        )
        yield folder, Made(**json.loads(told.stdout))


@contextmanager
def running(folder: str, *, module: str = "besace.cli", more: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Besace on that folder."""
    port = free_port()
    command = python("-m", module, "serve", "--port", str(port))
    with serving(command, port, {**surroundings(folder), **(more or {})}) as server:
        yield server


def surroundings(folder: str) -> dict[str, str]:
    """The environment of a process that uses this data folder."""
    return {**os.environ, "BESACE_DATA": folder, "BESACE_LOOKED_INTO": "1"}  # its memory is measured


def play(made: Mapping[str, Any], port: int, acts: Iterator[Did] | None = None) -> Play:
    """One room as its browsers: eleven streams, and the acts that go on in it."""
    going = acts or story.going_on(Random(made["room"]))  # nosec B311 # the same story each time
    return Play(streams(made, port), ((act(made, did, port), did.screens) for did in going))


def page(made: Mapping[str, Any], place: int, port: int) -> bytes:
    """The request of the room's page by the one who sits at this place."""
    screen = made["screens"][place + 1]
    return _get(f"/s/{made['room']}/?seat={screen['seat']}", screen, port, "text/html")


def act(made: Mapping[str, Any], did: Did, port: int) -> bytes:
    """The request of one act, as the page's own script posts it."""
    fields = {name: made["people"][value] if name == "person" else value for name, value in did.fields.items()}
    return post(made["room"], made["screens"][did.place + 1], {"act": did.word, **fields}, port)


def post(room: str, screen: Mapping[str, str], fields: Mapping[str, Any], port: int, query: str = "") -> bytes:
    """The request of an act with these fields, from this screen."""
    ours = {"csrfmiddlewaretoken": screen["token"], "seat": screen["seat"], "id": secrets.token_hex(16)}
    body = urlencode({**fields, **ours}).encode()
    head = (
        f"POST /s/{room}/act{query} HTTP/1.1\r\nHost: {ADDRESS}:{port}\r\n{BROWSER}Origin: http://{ADDRESS}:{port}\r\n"
        f"Cookie: {cookies(screen)}\r\nAccept: application/json\r\n"
        f"Content-Type: application/x-www-form-urlencoded;charset=UTF-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def streams(made: Mapping[str, Any], port: int) -> list[bytes]:
    """The requests of a room's streams, in the order of its screens."""
    return [_stream(made, screen, port) for screen in made["screens"]]


def _stream(made: Mapping[str, Any], screen: Mapping[str, str], port: int) -> bytes:
    return _get(f"/s/{made['room']}/stream?seat={screen['seat']}", screen, port, "text/event-stream")


def _get(path: str, screen: Mapping[str, str], port: int, wanted: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: {ADDRESS}:{port}\r\n{BROWSER}"
        f"Accept: {wanted}\r\nCookie: {cookies(screen)}\r\n\r\n"
    ).encode()


def cookies(screen: Mapping[str, str]) -> str:
    """What a browser sends of itself."""
    return f"besace_device={screen['device']}; besace_csrf={screen['secret']}; besace_language=en"
