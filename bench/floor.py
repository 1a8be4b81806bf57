"""The floor: the least a server could do. One POST, and every stream of that room gets a message of the same size.

By hand on asyncio: no framework, no storage, nothing rendered. `python -m bench.floor PORT SIZE`.
"""

import asyncio
import re
import sys
from collections import defaultdict
from typing import cast

from bench.story import Did

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
WORD = re.compile(rb"\bact=(\w+)")
TOLD = re.compile(rb"\?told=(\d+)")
STREAM = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\n"
    b"transfer-encoding: chunked\r\n\r\n"
)
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"


class Room:
    """A number, and who is told when it grows."""

    __slots__ = ("seq", "streams")

    def __init__(self) -> None:
        self.seq = 0
        self.streams: list[asyncio.WriteTransport] = []


class Floor:
    """The rooms of one process; each is there once somebody names it."""

    def __init__(self, size: int) -> None:
        self._filling = b"x" * size
        self._rooms: defaultdict[bytes, Room] = defaultdict(Room)

    def enter(self, name: bytes, transport: asyncio.WriteTransport) -> Room:
        """Opens a stream, which begins with where the room stands."""
        room = self._rooms[name]
        room.streams.append(transport)
        transport.write(STREAM + self._message(room.seq))
        return room

    def act(self, name: bytes, screens: int) -> bytes:
        """Tells so many streams of the room, then answers."""
        room = self._rooms[name]
        room.seq += 1
        message = self._message(room.seq)
        for transport in room.streams[:screens]:
            transport.write(message)
        answer = b'{"seq": %d, "refused": null}' % room.seq
        return ANSWER % (len(answer), answer)

    def _message(self, seq: int) -> bytes:
        event = b"id: %d\ndata: %s\n\n" % (seq, self._filling)
        return b"%x\r\n%s\r\n" % (len(event), event)


class Connection(asyncio.Protocol):
    """Reads requests as far as needed: the path, and how long the body is."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._read = b""
        self._room: Room | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = self._read[:end]
            found = LENGTH.search(head)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._read) < whole:
                return
            body, self._read = self._read[end:whole], self._read[whole:]
            self._answer(head, body)

    def connection_lost(self, _: Exception | None) -> None:
        if self._room:
            self._room.streams.remove(self._transport)

    def _answer(self, head: bytes, body: bytes) -> None:
        _, name, what = head.split(b" ", 2)[1].split(b"?", 1)[0].rsplit(b"/", 2)
        if what == b"stream":
            self._room = self._floor.enter(name, self._transport)
        else:
            self._transport.write(self._floor.act(name, _screens(head, body)))


def _screens(head: bytes, body: bytes) -> int:
    """How many screens are told of an act: as the request says, else as the bench's own story has it."""
    if told := TOLD.search(head):
        return int(told[1])
    found = WORD.search(body)
    return Did(0, found[1].decode() if found else "", {}).screens


async def serve(port: int, size: int) -> None:
    """Serves on loopback until stopped."""
    floor = Floor(size)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(floor), "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
