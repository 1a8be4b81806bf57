"""Bad Wi-Fi between a browser and the server: what passes is late, some lines break, all can fall silent or be cut."""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

GONE = (OSError, asyncio.CancelledError, BaseExceptionGroup)


class Weather:
    """A TCP proxy on a port of its own. `late`: seconds, from and to. `loses`: the share of lines that break midway."""

    def __init__(self, port: int, late: tuple[float, float] = (0, 0), loses: float = 0, at: str = "127.0.0.1") -> None:
        self.house, self.late, self.loses, self.at = port, late, loses, at
        self.port = self.broken = 0
        self._chance = random.Random(8)
        self._lines: set[asyncio.Task[Any]] = set()
        self._loop: asyncio.AbstractEventLoop
        self._over: asyncio.Event
        self._ready = threading.Event()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"http://{self.at}:{self.port}"

    @property
    def lines(self) -> int:
        """How many lines are open."""
        return len(self._lines)

    def back(self) -> None:
        """Lets lines through."""
        self._do(self._listen())

    def cut(self) -> None:
        """Breaks every line, and refuses new ones."""
        self._do(self._close())

    def stall(self) -> None:
        """Lets nothing more through the lines that are open, and says nothing of it; new ones are fine."""
        self._do(self._fall_silent())

    def _do(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(5)

    async def _listen(self) -> None:
        self._passes = asyncio.Event()
        self._passes.set()
        self._server = await asyncio.start_server(self._line, self.at, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        for line in tuple(self._lines):
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _fall_silent(self) -> None:
        self._passes.clear()
        self._passes = asyncio.Event()
        self._passes.set()

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(line := asyncio.current_task())  # type: ignore[arg-type]
        breaks = self._chance.uniform(0, 0.8) if self._chance.random() < self.loses else None
        back = None
        with suppress(*GONE):
            there, back = await asyncio.open_connection("127.0.0.1", self.house)
            async with asyncio.timeout(breaks), asyncio.TaskGroup() as ways:
                ways.create_task(self._pass(reader, back, self._passes))
                ways.create_task(self._pass(there, writer, self._passes))
        self.broken += breaks is not None
        for end in filter(None, (writer, back)):
            end.transport.abort()
        self._lines.discard(line)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, passes: asyncio.Event) -> None:
        while part := await reader.read(65_536):
            await asyncio.sleep(self._chance.uniform(*self.late))
            await passes.wait()
            writer.write(part)
            await writer.drain()
        raise ConnectionResetError  # one end is gone: so is the line

    def run(self) -> None:
        """Blows until it is over."""
        asyncio.run(self._blow())

    async def _blow(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await self._over.wait()

    def end(self) -> None:
        """Is over, once every line is."""
        self.cut()
        self._loop.call_soon_threadsafe(self._over.set)


@contextmanager
def weather(port: int, **kind: Any) -> Iterator[Weather]:
    """Bad weather before the server on a port, for as long as the block lasts."""
    made = Weather(port, **kind)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    made._ready.wait()
    made.back()
    yield made
    made.end()
    thread.join(5)
