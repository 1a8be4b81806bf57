"""The application as a server sees it: live screens on a raw endpoint, everything else through Django."""

import re
from typing import Any

from besace.live.handler import ThreadedDjango
from besace.live.streams import Render, Streams

STREAM = re.compile(r"/s/[^/]+/stream")


class Application:
    """Streams to `Streams`, the rest to Django, in one process and on one loop."""

    def __init__(self, render: Render) -> None:
        self._streams = Streams(render)
        self._django = ThreadedDjango()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answers HTTP only."""
        if scope["type"] != "http":
            raise RuntimeError("Only HTTP is served here.")
        if STREAM.fullmatch(scope["path"]):
            await self._streams(scope, receive, send)
        else:
            await self._django(scope, receive, send)
