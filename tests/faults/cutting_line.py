"""A line to PostgreSQL that breaks at the worst moment: what was to be kept is kept, and nobody hears of it.

It stands between a process and its server, reads what passes (PostgreSQL's manual, 55: type, length, content), and when
it is told to cuts both ends as soon as the server has answered a COMMIT, before that answer is passed on.
"""

import socket
import struct
import threading
from contextlib import suppress

NO_LINGER = struct.pack("ii", 1, 0)


class CuttingLine:
    """A TCP proxy before a server; each `every`th COMMIT loses its answer, none while it is 0."""

    def __init__(self, port: int, every: int = 0) -> None:
        self._server, self.every = port, every
        self.commits = self.cut = 0
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        """Takes no new line."""
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._server))
            for plug in (near, far):
                plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            doomed = threading.Event()
            threading.Thread(target=self._there, args=(near, far, doomed), daemon=True).start()
            threading.Thread(target=self._back, args=(near, far, doomed), daemon=True).start()

    def _there(self, near: socket.socket, far: socket.socket, doomed: threading.Event) -> None:
        with suppress(OSError):
            while part := near.recv(65_536):
                if b"COMMIT\0" in part and self._is_due():
                    doomed.set()  # before the server can answer
                far.sendall(part)
        _break(near, far)

    def _back(self, near: socket.socket, far: socket.socket, doomed: threading.Event) -> None:
        with suppress(OSError):
            while part := far.recv(65_536):
                if doomed.is_set() and b"COMMIT\0" in part:
                    self.cut += 1
                    break
                near.sendall(part)
        _break(near, far)

    def _is_due(self) -> bool:
        with self._lock:
            self.commits += 1
            return bool(self.every) and self.commits % self.every == 0


def _break(*ends: socket.socket) -> None:
    """Resets both ends, as a router that lost its tables does."""
    for one in ends:
        with suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            one.shutdown(socket.SHUT_RDWR)
        one.close()
