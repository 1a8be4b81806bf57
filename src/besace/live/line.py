"""One line of a browser's, watched: a head that comes too slowly or is too long, and a reader who is gone, end it.

What uvicorn leaves open. The body has its own time (`handler`); between two requests uvicorn waits five seconds.
"""

import asyncio
import socket
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from besace.live.crossing import Here
from besace.live.headers import as_bytes

HEAD_WITHIN = 15.0
"""Seconds for the head of a request to arrive, from its first byte, or from the opening of the line."""
LONGEST_HEAD = 16 * 1024
GONE_AFTER = 60_000
"""Milliseconds after which what was sent and never confirmed means that nobody is there (RFC 5482); a stream says
something every fifteen seconds."""


class Line(HttpToolsProtocol):
    """A connection as the server holds it; where several processes serve, one that asks for another's room goes there.

    `here` is this process's side of the crossing, `said` what a line has said already that was handed over to us.
    """

    _head: asyncio.TimerHandle | None = None
    _size = 0
    _ended = False
    _here: Here | None = None
    _said = b""
    _asking = False

    def __init__(self, *given: Any, here: Here | None = None, said: bytes = b"", **named: Any) -> None:
        super().__init__(*given, **named)
        if here:  # thousands of lines need nothing of this
            self._here, self._said = here, said

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()
        if (plug := transport.get_extra_info("socket")) and hasattr(socket, "TCP_USER_TIMEOUT"):
            plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_AFTER)
        if said := self._said:
            self._said = b""
            self.data_received(said)

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._ended or self._goes_over(data):
            return
        if self._here:
            self._asking = True
        super().data_received(data)
        if self._head and not self._ended:
            self._size += len(data)
            if self._size > LONGEST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _goes_over(self, data: bytes) -> bool:
        """Whether this line went to another process: between two requests it can, without anybody noticing."""
        if self._here is None or self._asking or self._answers():
            return False
        self._ended = self._here.hands_over(data, self.transport)
        return self._ended

    def _answers(self) -> bool:
        under_way: RequestResponseCycle | None = self.cycle
        return under_way is not None and not under_way.response_complete

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {"besace.line": self}  # type: ignore[dict-item]
        if self._head is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        self._head_is_here()
        if self._ended:
            return
        if len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > LONGEST_HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._ended:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._here:
            self._asking = False
        if not self._ended:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer may go out before its request is whole, as when that is too long: the rest has its time too."""
        super().on_response_complete()
        if self.cycle.response_complete and self.cycle.more_body:
            self.loop.call_later(HEAD_WITHIN, self.transport.close)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """Answers what is no request; without uvicorn's words, with our headers."""
        self._refuse(HTTPStatus.BAD_REQUEST)

    def is_free(self) -> bool:
        """Whether the answer under way can go on at once: it has begun, and its reader keeps up."""
        answer: RequestResponseCycle = self.cycle
        return not (self.flow.write_paused or answer.disconnected) and answer.chunked_encoding is True

    def say(self, more: bytes) -> None:
        """Goes on with the answer under way, of a line that is free: what `send` does, without a turn of its own."""
        self.transport.write(b"%x\r\n%b\r\n" % (len(more), more))

    def hang_up(self) -> None:
        """Ends the line at once, whatever was still to be said."""
        self.transport.abort()

    def _await_head(self) -> None:
        self._size = 0
        self._head = self.loop.call_later(HEAD_WITHIN, self._refuse, HTTPStatus.REQUEST_TIMEOUT)

    def _head_is_here(self) -> None:
        if self._head:
            self._head.cancel()
            self._head = None

    def _refuse(self, status: HTTPStatus) -> None:
        """Says why in one line, unless an answer is under way, and ends the line."""
        self._head_is_here()
        self._ended = True
        if not self._answers():
            said = f"{status.phrase}.\n".encode()
            carried = [*as_bytes(secure=self.scheme == "https"), (b"content-type", b"text/plain; charset=utf-8")]
            carried += [(b"content-length", b"%d" % len(said)), (b"connection", b"close")]
            head = b"".join(b"%b: %b\r\n" % one for one in carried)
            self.transport.write(b"HTTP/1.1 %d %b\r\n%b\r\n%b" % (status, status.phrase.encode(), head, said))
        self.transport.close()
