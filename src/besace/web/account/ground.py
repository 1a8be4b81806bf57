"""Where browsers make passkeys: what the address of this house allows, told by its configuration and not by a request.

A request chooses its own Host header: were it asked, someone with a stolen code could pretend that her browser cannot.
"""

from enum import Enum
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

LOCAL = "localhost"


class Ground(Enum):
    """What kind of address people reach this house by."""

    FIRM = "firm"
    """https under a name, or this machine by its name: browsers make passkeys, so they can be asked for."""
    ALONE = "alone"
    """This machine by its number: nobody else reaches it, and browsers make none there."""
    OPEN = "open"
    """Plain http over a network, or https under a bare number: browsers make none."""


def ground() -> Ground:
    """What kind of address this house has."""
    address = urlsplit(settings.BESACE_ADDRESS)
    host = address.hostname or ""
    if _is_number(host):
        return Ground.ALONE if ip_address(host).is_loopback else Ground.OPEN
    return Ground.FIRM if address.scheme == "https" or _is_local(host) else Ground.OPEN


def relying_party() -> str:
    """The name that passkeys are bound to (WebAuthn's RP ID); empty where there can be none."""
    host = urlsplit(settings.BESACE_ADDRESS).hostname or ""
    return {Ground.FIRM: host, Ground.ALONE: LOCAL, Ground.OPEN: ""}[ground()]


def key_address() -> str:
    """The address to open to use a passkey."""
    address = urlsplit(settings.BESACE_ADDRESS)
    if ground() is not Ground.ALONE:
        return settings.BESACE_ADDRESS
    return f"{address.scheme}://{LOCAL}" + (f":{address.port}" if address.port else "")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_local(host: str) -> bool:
    return host == LOCAL or host.endswith(f".{LOCAL}")
