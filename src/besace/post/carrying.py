"""Carrying one call to a place that was looked at before: a line of ours, so that nothing else is reached by it.

The first line of the answer is read, and no more; no redirect is followed, and no proxy asked. The certificate is held
against the name of the address, as a browser does. Loaded with the first call: it is of no use at rest.
"""

import re
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from enum import StrEnum

from besace.post.targets import Target

WITHIN = 5.0
"""Seconds for all of it: reaching, sending, being answered."""
FIRST_LINE = 64
SAYS = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)(?: |\r|$)")


class Failure(StrEnum):
    """Why a call did not arrive."""

    NOT_ALLOWED = "not-allowed"
    """Its address leads where nothing may be called, by now."""
    UNREACHABLE = "unreachable"
    NOT_CLOSED = "not-closed"
    """The line cannot be closed to others: no certificate that holds for that name."""
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    """It was answered otherwise than by 200 to 299; `last_status` says how."""


class NotCarried(Exception):  # noqa: N818 - what happened
    """A call did not arrive; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def carry(target: Target, places: Iterable[str], headers: Mapping[str, str], body: bytes) -> int:
    """Posts `body` to a target, at the first of its places that can be reached; gives the status it is answered with.

    Raises:
        NotCarried: nobody answered, or not over a closed line.
    """
    until = time.monotonic() + WITHIN
    with _reached(target, places, until) as bare, _closed(bare, target, until) as line:
        try:
            line.settimeout(_left(until))
            line.sendall(_written(target, headers, body))
            return _answered(line, until)
        except (OSError, ValueError):
            raise NotCarried(Failure.UNANSWERED) from None


def _written(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    told = {"Host": target.named, "Content-Length": str(len(body)), "Connection": "close", **headers}
    head = [f"POST {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items()), "", ""]
    return "\r\n".join(head).encode("ascii") + body


def _reached(target: Target, places: Iterable[str], until: float) -> socket.socket:
    for place in places:
        try:
            return socket.create_connection((place, target.port), timeout=_left(until))
        except OSError:
            continue
    raise NotCarried(Failure.UNREACHABLE)


def _closed(bare: socket.socket, target: Target, until: float) -> socket.socket:
    if not target.tls:
        return bare
    try:
        bare.settimeout(_left(until))
        return ssl.create_default_context().wrap_socket(bare, server_hostname=target.host)
    except (OSError, ValueError):
        raise NotCarried(Failure.NOT_CLOSED) from None


def _answered(line: socket.socket, until: float) -> int:
    """The status, from the first line alone: what else is said is not ours to take in."""
    said = b""
    while b"\n" not in said and len(said) < FIRST_LINE:
        line.settimeout(_left(until))
        more = line.recv(FIRST_LINE - len(said))
        if not more:
            break
        said += more
    found = SAYS.match(said)
    if not found:
        raise NotCarried(Failure.UNANSWERED)
    return int(found[1])


def _left(until: float) -> float:
    """Seconds left of all.

    Raises:
        TimeoutError: none.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
