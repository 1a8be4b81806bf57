"""Whom a call may reach: an address is read, its name looked up by us, and every place it leads to must be public.

Asked when a webhook is made, and again at each call, which then goes to the very place that was looked at: a name that
leads elsewhere by then is no way in (DNS rebinding; OWASP, Server-Side Request Forgery).
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from enum import StrEnum
from threading import Thread
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from besace.post.outward import HTTPS

type Place = ipaddress.IPv4Address | ipaddress.IPv6Address

LOOKED_UP_WITHIN = 5.0
"""Seconds for a name to be looked up; the system's own patience is longer, and is not ours."""
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:.]{2,45}")
REST = re.compile(r"[!-~]*")
"""What may follow the host: signs that stand for themselves on a line."""
PORT_OF = {"https": HTTPS, "http": 80}
WRAPS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""Where the last four bytes are an address of the other kind (RFC 6052, 8215)."""


class Why(StrEnum):
    """Why an address may not be called."""

    UNREADABLE = "unreadable"
    NOT_HTTPS = "not-https"
    PORT = "port"
    NOWHERE = "nowhere"
    """It leads to nothing, or to a place that is not public: which of them is not said."""
    OFF = "off"


class NotAllowed(Exception):  # noqa: N818 - what happened
    """An address may not be called; `why` says why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Target:
    """An address as it was read."""

    tls: bool
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """As the header “Host” says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORT_OF["https" if self.tls else "http"] else f"{host}:{self.port}"


def read(address: str) -> Target:
    """Reads an address: a scheme, a host, perhaps a port, a path; no name and password, no fragment.

    Raises:
        NotAllowed: it is none, or none that is ever called.
    """
    parts, port = _split(address)
    host = (parts.hostname or "").lower()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    odd = parts.username is not None or parts.password is not None or bool(parts.fragment) or "#" in address
    if odd or parts.scheme not in PORT_OF or not HOST.fullmatch(host) or not REST.fullmatch(path):
        raise NotAllowed(Why.UNREADABLE)
    return Target(parts.scheme == "https", host, port or PORT_OF[parts.scheme], path)


def places(target: Target) -> tuple[str, ...]:
    """The places to which a target leads, all of which may be called.

    Raises:
        NotAllowed: one of them may not, or there is none.
    """
    allowed = settings.BESACE_WEBHOOKS
    if allowed.off:
        raise NotAllowed(Why.OFF)
    if not allowed.near:
        _as_usual(target)
    found = looked_up(target.host, target.port)
    if found and allowed.near and all(_bare(one).is_loopback for one in found):
        return found
    _as_usual(target)
    if not found or not all(is_public(one) for one in found):
        raise NotAllowed(Why.NOWHERE)
    return found


def is_public(place: str) -> bool:
    """Whether a place is in the public net, whatever it is wrapped in; no place of many (multicast)."""
    bare = _bare(place)
    return bare.is_global and not bare.is_multicast and not bare.is_reserved


def looked_up(host: str, port: int) -> tuple[str, ...]:
    """The places a name leads to, as the system knows them; none where nobody says so in time."""
    found: list[str] = []

    def look() -> None:
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(where[0]) for *_, where in told))

    looking = Thread(target=look, name="besace-name", daemon=True)
    looking.start()
    looking.join(LOOKED_UP_WITHIN)
    return () if looking.is_alive() else tuple(found)


def _as_usual(target: Target) -> None:
    """Asks what holds for every address outside this machine.

    Raises:
        NotAllowed: it is not https, or at another port.
    """
    if not target.tls:
        raise NotAllowed(Why.NOT_HTTPS)
    if target.port not in settings.BESACE_WEBHOOKS.ports:
        raise NotAllowed(Why.PORT)


def _bare(place: str) -> Place:
    """An address without what it is wrapped in, so that a private one is seen inside a public one."""
    found = ipaddress.ip_address(place.partition("%")[0])
    if found.version == 4:  # noqa: PLR2004 - of the Internet Protocol
        return found
    if any(found in net for net in WRAPS):
        return ipaddress.IPv4Address(found.packed[-4:])
    tunnel = found.teredo[1] if found.teredo else None
    return found.ipv4_mapped or found.sixtofour or tunnel or found


def _split(address: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotAllowed(Why.UNREADABLE) from None
    return parts, port
