"""What a server needs before it serves: its folder, its tables, its static files laid out, an address."""

import gc
import socket
import sys
from contextlib import suppress
from ctypes import CDLL

from django.conf import settings

from besace.journal import ballast, folder, ring, upkeep
from besace.live import clock, in_use, tables
from besace.live.laying import lay_out_static

PORTS_TRIED = 10
M_ARENA_MAX = -8


def make_ready() -> None:
    """Makes the data folder, brings both databases up to date, sets room aside and lays out the static files; safe to
    repeat.

    Raises:
        SystemExit: tables or keys are not as they must be; the sentence says what to do.
    """
    open_house()
    ballast.lay()
    settings.STATIC_ROOT = lay_out_static(folder.home() / "static")
    settings.WHITENOISE_USE_FINDERS = False


def open_house() -> None:
    """Makes the data folder and brings databases and keys to what this version needs; safe to repeat.

    Raises:
        SystemExit: tables or keys are not as they must be, or the house is being moved; the sentence says what to do.
    """
    try:
        in_use.share(folder.home())
        settings.SECRET_KEY = folder.secret()
        tables.bring_up_to_date()
        upkeep.start(clock.now())
    except (in_use.InUse, ring.NoKey, folder.Damaged) as told:
        sys.exit(str(told))


FAR_AND_NEAR = ("192.0.2.1", *(f"192.168.{n}.1" for n in range(256)), "10.42.0.1", "172.20.10.1", "169.254.1.1")
"""An address kept for documentation (RFC 5737), which a route to the internet leads to; without one, the networks that
home routers, hotspots and phones make."""


def share_one_heap() -> None:
    """Has the threads of this process share one heap, where the system's library can be told so (glibc's M_ARENA_MAX).

    Each thread would otherwise keep freed memory of its own, a megabyte in all; they take turns in Python anyway.
    """
    with suppress(AttributeError, OSError, TypeError):
        CDLL(None).mallopt(M_ARENA_MAX, 1)


def collect_seldom() -> None:
    """Has Python look for rings of garbage seldom: among a thousand rooms it takes half a second, and all screens wait.

    Sessions and views are trees, freed as soon as they are let go; only a failure or a template leaves a ring behind.
    What is new is looked through in short turns, of a few hundredths of a second; one long one took an eighth.
    """
    gc.set_threshold(10_000, 4, 500)


def free_port(host: str, port: int) -> int | None:
    """The first free port from `port` on, or None."""
    return next((one for one in range(port, port + PORTS_TRIED) if _is_free(host, one)), None)


def lan_address() -> str | None:
    """This machine's address on its local network, or None where it is on none; nothing is sent to find it."""
    return next(filter(None, map(_own_address_towards, FAR_AND_NEAR)), None)


def _own_address_towards(address: str) -> str | None:
    """The address this machine would send from: the system looks up its routes, no more."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 9))
        except OSError:
            return None
        found: str = probe.getsockname()[0]
    return None if found.startswith(("127.", "0.")) else found


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
