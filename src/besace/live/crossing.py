"""Where several processes serve, a room has one that is its own: whoever calls another is handed over, line and all.

Its session is then folded, viewed and drawn once for all its screens, in one process instead of in each. Any process
can serve any room all the same: one that cannot hand a line over serves it.
"""

import asyncio
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from zlib import crc32

ROOM = re.compile(rb"[A-Z]+ /s/([^/ ?]+)/")
MOST = 32 * 1024
"""Bytes that may have come with the line: a head and a short body."""

type Begin = Callable[[bytes], asyncio.Protocol]


class Crossing:
    """The ways between the processes behind one port, made before they begin.

    They are the keeper's: what is under way to a process that has ended waits for the next one in its place.
    """

    def __init__(self, many: int) -> None:
        self._ways = [_way() for _ in range(many)]

    def at(self, number: int) -> "Here":
        """The side of one process, from 0."""
        return Here(number, self._ways[number][0], [way for _, way in self._ways])


class Here:
    """One process's side: what it takes, and how it hands over."""

    def __init__(self, number: int, taking: socket.socket, giving: list[socket.socket]) -> None:
        self._number, self._taking, self._giving = number, taking, giving

    def hands_over(self, data: bytes, line: asyncio.Transport) -> bool:
        """Whether a line went to the process whose room it asks for, with what it has said so far; it is shut here."""
        owner = self._owner(data)
        plug = line.get_extra_info("socket")
        if owner == self._number or len(data) > MOST or plug is None or line.get_write_buffer_size():
            return False
        try:
            socket.send_fds(self._giving[owner], [data], [plug.fileno()])
        except OSError:  # the other has its hands full
            return False
        line.abort()  # here alone: the other has it by now
        return True

    def open(self, begin: Begin) -> None:
        """Takes from now on what others hand over: `begin` makes the protocol of a line that has said something."""
        asyncio.get_running_loop().add_reader(self._taking, self._take, begin)

    def close(self) -> None:
        """Takes nothing more: it waits for the next process."""
        asyncio.get_running_loop().remove_reader(self._taking)

    def _owner(self, data: bytes) -> int:
        """Whose room a request asks for, by its first bytes; this process's where it asks for none."""
        found = ROOM.match(data)
        return crc32(found[1]) % len(self._giving) if found else self._number

    def _take(self, begin: Begin) -> None:
        with suppress(BlockingIOError):
            data, files, _, _ = socket.recv_fds(self._taking, MOST, 1)
            for file in files:
                line = socket.socket(fileno=file)
                line.setblocking(False)
                loop = asyncio.get_running_loop()
                task = loop.create_task(_carry_on(loop, begin, data, line))
                _under_way.add(task)
                task.add_done_callback(_under_way.discard)


_under_way: set[asyncio.Task[None]] = set()


async def _carry_on(loop: asyncio.AbstractEventLoop, begin: Begin, data: bytes, line: socket.socket) -> None:
    try:
        await loop.connect_accepted_socket(lambda: begin(data), line)
    except OSError:  # who called has gone
        line.close()


def _way() -> tuple[socket.socket, socket.socket]:
    """A pair of sockets that keeps what is said apart, and in which nobody waits."""
    kind = getattr(socket, "SOCK_SEQPACKET", socket.SOCK_DGRAM)
    try:
        pair = socket.socketpair(socket.AF_UNIX, kind)
    except OSError:
        pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for one in pair:
        one.setblocking(False)
    return pair
