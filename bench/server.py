"""A server under measure: a process of its own on a core of its own, its memory and its use of the processor."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

ADDRESS = "127.0.0.1"
SERVER_CORE, LOAD_CORE = 0, 1
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A started process that listens on `port`."""

    def __init__(
        self,
        command: Sequence[str],
        port: int,
        surroundings: Mapping[str, str] | None = None,
        core: int | None = SERVER_CORE,
    ) -> None:
        self.port = port
        self._core = core
        self._command = list(command)
        self._surroundings = {**os.environ, **(surroundings or {})}
        self._process = self._started()

    def restart(self) -> None:
        """Stops the process, as an update does, and starts it again on the same port."""
        self.stop()
        self._process = self._started()

    def stop(self) -> None:
        """Asks the process to end, and makes it after ten seconds."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def signal(self, number: int) -> None:
        """Sends the process a signal."""
        self._process.send_signal(number)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def memory(self) -> dict[str, float]:
        """Resident and proportional set size in KiB."""
        return memory_of(self._process.pid)

    def processor(self) -> float:
        """Seconds of processor used so far."""
        return processor_of(self._process.pid)

    def await_port(self, patience: float = 90) -> None:
        """Returns once something accepts connections on the port."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection((ADDRESS, self.port), 1):
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError("The server under measure did not start.")

    def _started(self) -> subprocess.Popen[bytes]:
        with on_core(self._core) if self._core is not None else nullcontext():
            return subprocess.Popen(self._command, env=self._surroundings, stdout=subprocess.DEVNULL)  # nosec B603 # our own


@contextmanager
def serving(
    command: Sequence[str],
    port: int,
    surroundings: Mapping[str, str] | None = None,
    core: int | None = SERVER_CORE,
) -> Iterator[Server]:
    """A server for as long as the block lasts, ready when it begins; on a core of its own, unless that is None."""
    server = Server(command, port, surroundings, core)
    try:
        server.await_port()
        yield server
    finally:
        server.stop()


def python(*arguments: str) -> list[str]:
    """This very Python, with these arguments."""
    return [sys.executable, *arguments]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])


def memory_of(process: int) -> dict[str, float]:
    """Resident and proportional set size of a process in KiB."""
    lines = (Path("/proc") / str(process) / "smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: float(line.split()[1]) for line in lines[1:]}
    return {"rss": sizes["Rss"], "pss": sizes["Pss"]}


def processor_of(process: int | str) -> float:
    """Seconds of processor a process has used so far, all its threads together."""
    fields = (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Keeps this process, and those it starts, to one core; does nothing where that cannot be had."""
    if not hasattr(os, "sched_setaffinity") or (os.cpu_count() or 1) < 2:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
