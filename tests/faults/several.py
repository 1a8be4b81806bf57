"""Several real processes on two real PostgreSQL servers, and this test's own process beside them."""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asgiref.local import Local
from django.conf import settings
from django.db import connections

from bench.server import free_port
from besace.journal import engine
from besace.journal.keys import VAULT_KEYS
from besace.live import cards, doors, presence, returns, rooms, seats
from besace.live.models import Room, Seat
from tests.live.running import Screen
from tests.servers import Server

PATIENCE = 180
SOON = 5.0
"""Seconds within which a screen shows what happened, also where nothing is heard: what the issue asks for."""


@dataclass
class Process:
    """One `besace serve` of the house, on a port of its own; `program` runs it otherwise."""

    surroundings: Mapping[str, str]
    more: tuple[str, ...] = ()
    program: tuple[str, ...] = ("-m", "besace.cli")
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def launch(self) -> "Process":
        command = [sys.executable, *self.program, "serve", "--port", str(self.port), *self.more]
        with self.said.open("ab") as said:  # a pipe that nobody reads would stop it
            self.process = subprocess.Popen(command, env=dict(self.surroundings), stdout=said, stderr=said)
        return self

    @property
    def said(self) -> Path:
        """What it prints goes there."""
        return Path(self.surroundings["BESACE_DATA"]).with_name(f"said-{self.port}")

    def answers(self) -> "Process":
        """Waits until it serves."""
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):  # refused, reset, or slow to answer while it begins
                urllib.request.urlopen(self.url, timeout=10).close()  # noqa: S310 - our own server
                return self
            assert self.process
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < until, "it does not answer"
            time.sleep(0.05)

    def end(self, how: int = signal.SIGTERM) -> int:
        """Ends it; how it went."""
        assert self.process
        self.process.send_signal(how)
        try:
            return self.process.wait(20)
        finally:
            if self.process.poll() is None:
                self.process.kill()


@dataclass
class House:
    """Two servers, a folder, and what a process is told."""

    content: Server
    vault: Server
    folder: Path
    name: str = field(default_factory=lambda: f"house_{secrets.token_hex(4)}")
    told: dict[str, str] = field(init=False)
    running: list[Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.told = {"BESACE_DATABASE": self.content.make(self.name), "BESACE_VAULT": self.vault.make(self.name)}

    def surroundings(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BESACE_", "DJANGO_"))}
        return {**kept, **self.told, "BESACE_DATA": str(self.folder), **more}

    def serve(self, *arguments: str, program: tuple[str, ...] = ("-m", "besace.cli"), **more: str) -> Process:
        """Starts one more process."""
        made = Process(self.surroundings(**more), arguments, program).launch()
        self.running.append(made)
        return made.answers()

    def serve_more(self, many: int) -> None:
        """Starts so many more at the same time."""
        made = [Process(self.surroundings()).launch() for _ in range(many)]
        self.running += made
        for one in made:
            one.answers()

    def end(self) -> None:
        for one in self.running:
            if one.process and one.process.poll() is None:
                one.end()

    @contextmanager
    def ours(self) -> Iterator[None]:
        """Has this process use the house's databases and folder, as one that serves no page."""
        before = settings.DATABASES, settings.BESACE_DATA, connections.__dict__.copy()
        connections.close_all()
        settings.DATABASES, settings.BESACE_DATA = engine.databases(self.folder, self.told), self.folder
        connections.__dict__.pop("settings", None)
        connections.__dict__ |= {"_settings": None, "_connections": Local()}
        forget()
        try:
            yield
        finally:
            connections.close_all()
            settings.DATABASES, settings.BESACE_DATA = before[:2]
            connections.__dict__.clear()
            connections.__dict__ |= before[2]
            forget()


def forget() -> None:
    """Has this process know nothing but what is on disk."""
    for part in (rooms, seats, doors, returns, cards, presence):
        part.forget_memory()
    VAULT_KEYS.forget_cached()


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """An empty house on two servers of its own, and this process in it."""
    content, vault = Server(fsync=True), Server(fsync=True)
    made = House(content, vault, folder)
    try:
        with made.ours():
            yield made
    finally:
        made.end()
        content.remove()
        vault.remove()


def seated(room: Room, person: str, role: str = Seat.Role.PARTICIPANT) -> str:
    """Gives a person a seat on a device of her own, and gives its key."""
    key = seats.new_key()
    seats.take(room, person, key, role)
    return key


def patient(screen: Screen, seconds: float = 4 * SOON) -> Screen:
    """Has one wait for a screen for longer than it may take, so that it is measured, and not given up."""
    line: Any = screen.answer.fp
    line.raw._sock.settimeout(seconds)
    return screen


def reaches(screen: Screen, seq: int) -> float:
    """How many seconds a screen takes to show this sequence."""
    begun = time.monotonic()
    while screen.seq < seq:
        assert screen.next()["event"] in {"message", "beat"}
    return time.monotonic() - begun


def until(found: Callable[[], Any], within: float = SOON) -> float:
    """Waits until something holds, and gives the seconds it took."""
    begun = time.monotonic()
    while not found():
        assert time.monotonic() - begun < within, "not in time"
        time.sleep(0.02)
    return time.monotonic() - begun
