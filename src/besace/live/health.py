"""Whether this process lives, and whether it can serve: for supervisors and whoever watches, beside Django.

`/healthz` is answered by the loop itself: while all threads are busy the process lives, and must not be started anew.
`/readyz` asks the databases, the ring and the disk, once a second at most, in a thread of its own. Its 503 says why in
one word of a closed list; nothing else is said, and nobody need be signed in.
"""

import asyncio
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from django.db import Error, connections

from besace import metrics
from besace.journal import folder, ring
from besace.live import tables
from besace.live.handler import say
from besace.live.headers import as_bytes
from besace.live.http import is_ours

READY = "/readyz"
PATIENCE = 3.0
"""Seconds to wait for the databases: supervisors wait five."""
FRESH = 1.0
ROOM = 64 * 1024 * 1024
"""Bytes the disk must have left: some evenings' worth, and time to be told."""


class Lacks(StrEnum):
    """Why it cannot serve."""

    DATABASE = "database"
    """One does not answer, or not in time."""
    TABLES = "tables"
    """They are those of another version."""
    RING = "ring"
    """There is no key to seal under, or it cannot be read."""
    DISK = "disk"
    """There is hardly any room left."""


def look() -> Lacks | None:
    """Looks once; None where all is as it must be."""
    try:
        if any(tables.marked(name) != tables.mark() for name in tables.DATABASES):
            return Lacks.TABLES
    except Error:
        return Lacks.DATABASE
    finally:
        if any(connections[name].vendor != "sqlite" for name in tables.DATABASES):
            connections.close_all()  # else a server that came back would be looked for on the line that is gone
    return _lacks_key() or (Lacks.DISK if room_left() < ROOM else None)


def room_left() -> int:
    """Bytes left on the disk of the data folder, for whoever is not root."""
    return shutil.disk_usage(folder.home()).free


def _lacks_key() -> Lacks | None:
    try:
        ring.secret(ring.ids()[-1])
    except (IndexError, OSError, ring.NoKey, folder.Damaged):
        return Lacks.RING
    return None


class Health:
    """The ASGI endpoint of `/healthz` and `/readyz`."""

    def __init__(self, looking: Callable[[], Lacks | None] = look) -> None:
        self._looking = looking
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="besace-health")
        self._under_way: asyncio.Future[Lacks | None] | None = None
        self._found: tuple[float, Lacks | None] | None = None

    async def __call__(self, scope: dict[str, Any], send: Callable[[Any], Any]) -> None:
        """Answers 200 without a word, or 503 with one."""
        if scope["method"] not in {"GET", "HEAD"}:
            return await say(scope, send, HTTPStatus.METHOD_NOT_ALLOWED, [(b"allow", b"GET, HEAD")])
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        if not is_ours(host.decode("latin-1")):
            return await say(scope, send, HTTPStatus.BAD_REQUEST)
        lacks = await self._now() if scope["path"] == READY else None
        if lacks is None:
            return await say(scope, send, HTTPStatus.OK)
        return await _say_why(scope, send, lacks)

    async def _now(self) -> Lacks | None:
        """What was found within the last second, or is found now: many who ask at once are told by one look."""
        if self._found and time.monotonic() - self._found[0] < FRESH:
            return self._found[1]
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.get_running_loop().run_in_executor(self._thread, self._looking)
        try:
            found = await asyncio.wait_for(asyncio.shield(self._under_way), PATIENCE)
        except TimeoutError:
            return Lacks.DATABASE
        except OSError:
            return Lacks.DISK
        self._found = (time.monotonic(), found)
        return found


async def _say_why(scope: dict[str, Any], send: Callable[[Any], Any], lacks: Lacks) -> None:
    said = f"{lacks}\n".encode()
    headers = [*as_bytes(secure=scope["scheme"] == "https"), (b"content-type", b"text/plain; charset=utf-8")]
    headers.append((b"content-length", str(len(said)).encode()))
    await send({"type": "http.response.start", "status": HTTPStatus.SERVICE_UNAVAILABLE, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else said})


metrics.Gauge("besace_disk_free_bytes", "Room left on the disk of the data folder.", room_left)
