"""The figures of this process on a port of their own, apart from the pages, where BESACE_METRICS says so.

`9420` is that port of this machine's own address (127.0.0.1); each further process of a house takes the next free one.
An address that others can reach needs a word that whoever asks must say (RFC 6750), in the file that
BESACE_METRICS_TOKEN names; with such a file it is asked for on this machine too.

A thread and a loop of its own: that the house is busy shows here, instead of keeping this from answering.
"""

import asyncio
import hmac
import ipaddress
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from django.db import connections

from besace import metrics
from besace.live import happenings
from besace.live.handler import say
from besace.live.happenings import Happening
from besace.live.headers import as_bytes
from besace.live.http import is_ours
from besace.live.line import Line

HERE = "127.0.0.1"
PATH = "/metrics"
PORTS_TRIED = 32
SHORTEST = 16
LARGEST = 65_535

metrics.Gauge(
    "besace_info",
    "Always 1; the version stands beside it.",
    lambda: {version("besace"): 1},
    version=[version("besace")],
)


class Unreadable(ValueError):  # noqa: N818 - what is wrong, in one word
    """A setting cannot be used. The message says which and what to write instead, never what stood there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the figures are, and the word to be said there; empty: none."""

    host: str
    port: int
    word: str = ""


def read(told: str, file: str = "") -> Place | None:
    """Reads BESACE_METRICS and BESACE_METRICS_TOKEN; None where nothing is to be served.

    Raises:
        Unreadable: it is no port and no address with one, others could read it without a word, or there is no word.
    """
    if not told:
        return None
    host, _, port = told.strip().rpartition(":")
    try:
        address = ipaddress.ip_address(host.strip("[]") or HERE)
    except ValueError:
        raise _unreadable("it is no address") from None
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LARGEST):
        raise _unreadable("it names no port")
    word = _word(file) if file else ""
    if not address.is_loopback and not word:
        raise _unreadable(
            "others can reach that address. Have BESACE_METRICS_TOKEN name a file with a word that only they know"
            " who watch"
        )
    return Place(str(address), int(port), word)


def start(place: Place) -> Thread:
    """Serves the figures from the first free port on, for as long as the process lives.

    Raises:
        Unreadable: no port is free, or the address is none of this machine's.
    """
    listening = _listening(place)
    config = uvicorn.Config(
        Figures(place.word),
        http=Line,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=16,
    )
    thread = Thread(target=uvicorn.Server(config).run, args=([listening],), name="besace-metrics", daemon=True)
    thread.start()
    happenings.tell(Happening.METRICS_SERVED, port=listening.getsockname()[1])
    return thread


class Figures:
    """The ASGI application that tells them to who may ask."""

    def __init__(self, word: str = "") -> None:
        self._word = word

    async def __call__(self, scope: dict[str, Any], _receive: Any, send: Callable[[Any], Any]) -> None:
        """Answers GET /metrics, and nothing else."""
        if scope["type"] != "http":
            raise RuntimeError("Only HTTP is served here.")
        refused = self._refused(scope)
        if refused is not None:
            return await say(
                scope, send, refused, [(b"www-authenticate", b"Bearer")] if refused == HTTPStatus.UNAUTHORIZED else None
            )
        told = (await asyncio.to_thread(_told)).encode()
        headers = [*as_bytes(secure=False), (b"content-type", metrics.CONTENT_TYPE.encode())]
        headers.append((b"content-length", str(len(told)).encode()))
        await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": headers})
        await send({"type": "http.response.body", "body": told})
        return None

    def _refused(self, scope: Mapping[str, Any]) -> HTTPStatus | None:
        """Why not: the word is asked first, so that who does not know it learns nothing of what is here.

        Without a word, only names of this machine are answered: no foreign page can have its own name lead here.
        """
        told = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if self._word:
            if not hmac.compare_digest(told.get(b"authorization", "").encode(), f"Bearer {self._word}".encode()):
                return HTTPStatus.UNAUTHORIZED
        elif not is_ours(told.get(b"host", "")):
            return HTTPStatus.BAD_REQUEST
        if scope["path"] != PATH:
            return HTTPStatus.NOT_FOUND
        return None if scope["method"] == "GET" else HTTPStatus.METHOD_NOT_ALLOWED


def _told() -> str:
    try:
        return metrics.written()
    finally:
        connections.close_all()  # nobody who reads figures keeps a log from being emptied


def _word(file: str) -> str:
    try:
        word = Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise Unreadable("BESACE_METRICS_TOKEN: the file it names cannot be read.") from None
    if len(word) < SHORTEST or not word.isascii() or not word.isprintable() or " " in word:
        raise Unreadable(
            f"BESACE_METRICS_TOKEN: the file must hold one word of {SHORTEST} letters or more, as"
            " `openssl rand -hex 16` gives it."
        )
    return word


def _listening(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    for port in range(place.port, min(place.port + PORTS_TRIED, LARGEST + 1)):
        try:
            return socket.create_server((place.host, port), family=family)
        except OSError:
            continue
    raise Unreadable(f"BESACE_METRICS: none of {PORTS_TRIED} ports from the one it names is free at that address.")


def _unreadable(why: str) -> Unreadable:
    return Unreadable(
        f"BESACE_METRICS cannot be used: {why}. Write a port, such as 9420, or an address of this machine and a port."
    )
