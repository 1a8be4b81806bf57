"""The application as a server sees it: live screens, waits and its health on raw endpoints, all else through Django."""

import asyncio
import re
import socket
from functools import partial
from importlib.metadata import version
from typing import Any

import uvicorn
from django.conf import settings

from besace.live import happenings, proxy
from besace.live.crossing import Here
from besace.live.handler import Short, ThreadedDjango
from besace.live.happenings import Happening
from besace.live.health import Health
from besace.live.line import Line
from besace.live.streams import Render, Streams
from besace.live.waits import Waits

STREAM = re.compile(r"/s/[^/]+/stream")
HEALTH = frozenset({"/healthz", "/readyz"})


class Application:
    """Streams to `Streams`, programs that wait to `Waits`, the rest to Django, in one process and on one loop.

    `short` is the short way of an act (`web.acting.shortly`); without it acts go the long one.
    """

    def __init__(self, render: Render, short: Short | None = None) -> None:
        self._streams = Streams(render)
        self._django = ThreadedDjango(short)
        self._waits = Waits(self._django)
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
        elif self._waits.takes(scope):
            await self._waits(scope, receive, send)
        else:
            await self._django(scope, receive, send)

    def end_streams(self) -> None:
        """Ends every live screen and wait, as when the server stops; pages and programs come back by themselves."""
        self._streams.end()
        self._waits.end()


class Server(uvicorn.Server):
    """Serves an `Application`. Asked to stop, it ends the live screens, which would never end by themselves.

    `here`: this process's side of the crossing, where several serve.
    """

    def __init__(self, application: Application, here: Here | None = None, **options: Any) -> None:
        options = {"http": partial(Line, here=here), "ws": "none", "lifespan": "off", "proxy_headers": False, **options}
        super().__init__(uvicorn.Config(application, server_header=False, **options))
        self._application, self._here = application, here

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens, and has the log say so."""
        await super().startup(sockets)
        if self.started:
            if self._here:
                self._here.open(self._begin)
            happenings.tell(Happening.STARTED, version=version("besace"))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops within moments; what was under way is none of the log's business."""
        if self._here:
            self._here.close()
        self._application.end_streams()
        await super().shutdown(sockets)
        happenings.tell(Happening.STOPPED)

    def _begin(self, said: bytes) -> asyncio.Protocol:
        """The protocol of a line that another process hands over."""
        state = self.lifespan.state
        return Line(self.config, self.server_state, state, here=self._here, said=said)
