"""The real server as a process of its own, which is killed without a word and started again, as a supervisor would."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.server import free_port

ADDRESS = "127.0.0.1"
PATIENCE = 60
BELOW_THE_BORROWED = range(20_011, 32_000, 7)
"""Ports that the system lends to no outgoing line (Linux: ip_local_port_range begins at 32768): a client that comes
back early could otherwise have been given the very port that it calls."""


def own_port() -> int:
    """A free port that stays ours between two lives of a server."""
    for port in BELOW_THE_BORROWED[os.getpid() % 500 :]:
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((ADDRESS, port))
            return port
    return free_port()


@dataclass
class Served:
    """`besace serve` on a data folder; `starts` counts how often it had to be started to be there again."""

    folder: Path
    port: int = field(default_factory=own_port)
    more: Mapping[str, str] = field(default_factory=dict)
    module: str = "besace.cli"
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://{ADDRESS}:{self.port}"

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of a process that uses its folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BESACE_", "DJANGO_"))}
        return {**kept, "BESACE_DATA": str(self.folder), "BESACE_LOOKED_INTO": "1", **self.more}

    def start(self) -> None:
        """Starts it until it answers on its own port: one that found the port taken ends, and is started again."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.starts += 1
            self.process = self._launched()
            while self.process.poll() is None and time.monotonic() < until:
                if self._answers():
                    return
                time.sleep(0.02)
            self.kill()
        raise RuntimeError((self.folder / "said").read_text("utf-8", "replace"))

    def kill(self) -> None:
        """Ends it and all it started, at once: no signal that it could hear."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def reads(self, *names: str) -> Any:
        """What lies in the rooms of its folder, read by another process (`reading`)."""
        return run("tests.faults.reading", *names, surroundings=self.surroundings)

    def _launched(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", self.module, "serve", "--port", str(self.port)]
        with (self.folder / "said").open("ab") as said:
            return subprocess.Popen(command, env=self.surroundings, stdout=said, stderr=said, start_new_session=True)

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection((ADDRESS, self.port), 1):
            return True
        return False


def run(module: str, *arguments: str, surroundings: Mapping[str, str]) -> Any:
    """What a module of ours prints as JSON, in a process of its own."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=dict(surroundings), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@contextmanager
def served(folder: Path, rooms: int, **more: Any) -> Iterator[tuple[Served, list[dict[str, Any]]]]:
    """A server on a fresh folder with rooms in step 2, and what the browsers there know (`bench.prepare`)."""
    folder.mkdir(parents=True, exist_ok=True)
    house = Served(folder, **more)
    made = run("bench.prepare", str(rooms), surroundings=house.surroundings)["rooms"]
    house.start()
    try:
        yield house, made
    finally:
        house.kill()
