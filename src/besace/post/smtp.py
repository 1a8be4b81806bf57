"""How letters leave: BESACE_SMTP, read once at the start, and refused there if it cannot be read.

It is imported by the settings, so it imports nothing of ours.
"""

from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

TIMEOUT = 12
"""Seconds to wait for any one answer of the server."""
PORTS = {"smtp": 587, "smtps": 465}
SAID = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
NONE = "django.core.mail.backends.dummy.EmailBackend"


class Unreadable(ValueError):  # noqa: N818 - what is wrong, in one word
    """A setting cannot be read. The message says which, and never repeats its value: it may hold a password."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters are handed over, and as whom."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    ssl: bool = False
    starttls: bool | None = None
    """True: no letter without it; False: never; None: always, but for a server of this machine that offers none."""

    @property
    def is_near(self) -> bool:
        """Whether it runs on this machine, so that nobody listens on the way."""
        return self.host in LOOPBACK

    @property
    def must_close(self) -> bool:
        """Whether no letter leaves unless the line is closed by STARTTLS: a code read on the way opens an account."""
        return self.starttls or (self.starttls is None and not self.ssl and not self.is_near)


def read(value: str) -> Server | None:
    """Reads `smtp://` or `smtps://`, `user:password@`, host, `:port`, `?starttls=1`; None where nothing is set.

    Raises:
        Unreadable: it is something else.
    """
    if not value.strip():
        return None
    parts = _split(value.strip())
    host, port = parts.hostname or "", _port(parts)
    if not host or parts.path.strip("/") or parts.fragment:
        raise _unreadable("give a host, and no path")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(host, port, user, password, parts.scheme == "smtps", _starttls(parts))


def sender(value: str, server: Server | None) -> str:
    """Reads BESACE_MAIL_FROM, an address with or without a name; else the address one logs in with at the server.

    Raises:
        Unreadable: letters are to leave and there is no address, or it is none.
    """
    name, address = parseaddr(value.strip() or (server.user if server else ""))
    if server is None and not value.strip():
        return ""
    local, _, domain = address.rpartition("@")
    if not local or not domain or not address.isascii() or any(sign in address for sign in " \r\n"):
        raise Unreadable("BESACE_MAIL_FROM cannot be read: give the address letters come from, as besace@example.org.")
    return formataddr((name or "Besace", address))


def mailers(server: Server | None) -> dict[str, Any]:
    """The same server in Django's own words, for the codes one comes in by."""
    if server is None:
        return {"default": {"BACKEND": NONE}}
    options: dict[str, Any] = {"host": server.host, "port": server.port, "timeout": TIMEOUT}
    options |= {"username": server.user, "password": server.password}
    options |= {"use_ssl": server.ssl, "use_tls": server.must_close}
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def _split(value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
    except ValueError:
        raise _unreadable("it is no address") from None
    if parts.scheme not in PORTS:
        raise _unreadable("it begins with smtp:// or smtps://")
    return parts


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or PORTS[parts.scheme]
    except ValueError:
        raise _unreadable("the port is no number") from None


def _starttls(parts: SplitResult) -> bool | None:
    asked = parse_qs(parts.query, keep_blank_values=True)
    said = asked.pop("starttls", [""])[-1].lower()
    if asked or (said and said not in SAID):
        raise _unreadable("after the question mark, only starttls=1 or starttls=0 is known")
    if said and parts.scheme == "smtps":
        raise _unreadable("smtps:// is closed from the start, starttls belongs to smtp://")
    return SAID.get(said)


def _unreadable(why: str) -> Unreadable:
    example = "smtps://name:password@mail.example.org:465 or smtp://mail.example.org:587?starttls=1"
    return Unreadable(f"BESACE_SMTP cannot be read: {why}. Write it as {example}.")
