"""Several processes behind one port: each accepts on a socket of its own, and one that ends by itself begins anew.

The sockets are the keeper's (SO_REUSEPORT): whoever calls while a process is gone waits for the next one, and the
system shares callers out. Where the keeper itself is gone, its processes end too.
"""

import os
import signal
import socket
import time
from collections.abc import Callable
from threading import Thread
from types import FrameType

GRACE = 10.0
"""Seconds to stop in, once asked: screens end within one."""
REFUSED = 2
"""How a process ends that was told something it cannot serve with: nothing is gained by beginning it anew."""
PAUSE = 1.0
"""A process that ends as soon as it has begun is not begun anew more often than this, in seconds."""
type Run = Callable[[socket.socket], None]


def can_be() -> bool:
    """Whether this system lets several processes accept on one port."""
    return hasattr(os, "fork") and hasattr(socket, "SO_REUSEPORT")


def sockets(host: str, port: int, many: int) -> list[socket.socket]:
    """Opens so many sockets on one port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = [socket.create_server((host, port), family=family, backlog=4096, reuse_port=True)]
    at = found[0].getsockname()[1]
    found += [socket.create_server((host, at), family=family, backlog=4096, reuse_port=True) for _ in range(many - 1)]
    return found


class Keeper:
    """Keeps one process serving on each socket, until it is told to stop."""

    def __init__(self, listening: list[socket.socket], run: Run) -> None:
        self._listening, self._run = listening, run
        self._serving: dict[int, socket.socket] = {}
        self._begun: dict[int, float] = {}
        self._stopping = False
        self._lives, self._held = os.pipe()

    def start(self) -> None:
        """Begins every process; from the only thread there is, as forking wants it."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._stop)
        for plug in self._listening:
            self._begin(plug)

    def keep(self) -> int:
        """Waits for the processes, and begins anew whichever ends by itself; once all have stopped, how it went."""
        went = 0
        while self._serving:
            ended, status = os.waitpid(-1, 0)
            plug = self._serving.pop(ended, None)
            if os.waitstatus_to_exitcode(status) == REFUSED and not self._stopping:
                went = REFUSED
                self._stop()
            if plug is None or self._stopping:
                continue
            time.sleep(max(self._begun.pop(ended) + PAUSE - time.monotonic(), 0))
            if not self._stopping:
                self._begin(plug)
        return went

    def _begin(self, plug: socket.socket) -> None:
        process = os.fork()
        if not process:
            self._serve(plug)
        self._serving[process] = plug
        self._begun[process] = time.monotonic()

    def _serve(self, plug: socket.socket) -> None:
        """The life of a process: it never comes back from here."""
        status = 1
        try:
            os.close(self._held)
            for other in self._listening:
                if other is not plug:
                    other.close()
            for one in (signal.SIGTERM, signal.SIGINT):
                signal.signal(one, signal.SIG_DFL)
            Thread(target=_end_with, args=[self._lives], name="besace-keeper", daemon=True).start()
            self._run(plug)
            status = 0
        except SystemExit as told:
            status = told.code if isinstance(told.code, int) else 1
        finally:
            os._exit(status)

    def _stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        if self._stopping:
            return
        self._stopping = True
        for process in tuple(self._serving):
            os.kill(process, signal.SIGTERM)
        signal.signal(signal.SIGALRM, self._kill)
        signal.setitimer(signal.ITIMER_REAL, GRACE)

    def _kill(self, _signal: int, _frame: FrameType | None) -> None:
        for process in tuple(self._serving):
            os.kill(process, signal.SIGKILL)


def _end_with(lives: int) -> None:
    """Ends this process when its keeper is gone: the pipe then says so."""
    os.read(lives, 1)
    os.kill(os.getpid(), signal.SIGTERM)
