"""The application as a server sees it: live screens and its health on raw endpoints, all else through Django."""

import re
import socket
from importlib.metadata import version
from typing import Any

import uvicorn
from django.conf import settings

from besace.live import happenings, proxy
from besace.live.handler import ThreadedDjango
from besace.live.happenings import Happening
from besace.live.health import Health
from besace.live.line import Line
from besace.live.streams import Render, Streams

STREAM = re.compile(r"/s/[^/]+/stream")
HEALTH = frozenset({"/healthz", "/readyz"})


class Application:
    """Streams to `Streams`, the rest to Django, in one process and on one loop."""

    def __init__(self, render: Render) -> None:
        self._streams = Streams(render)
        self._django = ThreadedDjango()
        self._health = Health()
        self._proxies = proxy.read(settings.BESACE_PROXY, settings.BESACE_PROXY_COUNT)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answers HTTP only."""
        if scope["type"] != "http":
            raise RuntimeError("Only HTTP is served here.")
        self._proxies.tell(scope)
        if STREAM.fullmatch(scope["path"]):
            await self._streams(scope, receive, send)
        elif scope["path"] in HEALTH:
            await self._health(scope, send)
        else:
            await self._django(scope, receive, send)

    def end_streams(self) -> None:
        """Ends every live screen, as when the server stops; the pages come back by themselves."""
        self._streams.end()


class Server(uvicorn.Server):
    """Serves an `Application`. Asked to stop, it ends the live screens, which would never end by themselves."""

    def __init__(self, application: Application, **options: Any) -> None:
        options = {"http": Line, "ws": "none", "lifespan": "off", "proxy_headers": False, **options}
        super().__init__(uvicorn.Config(application, server_header=False, **options))
        self._application = application

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens, and has the log say so."""
        await super().startup(sockets)
        if self.started:
            happenings.tell(Happening.STARTED, version=version("besace"))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops within moments; what was under way is none of the log's business."""
        self._application.end_streams()
        await super().shutdown(sockets)
        happenings.tell(Happening.STOPPED)
