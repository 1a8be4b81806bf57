"""What this machine brings: its Python, SQLite, typesetter, browser, port and network."""

import sqlite3
import sys
import webbrowser
from collections.abc import Iterator

from django.db.backends.sqlite3.base import DatabaseWrapper

from besace.papers import press
from besace.running.doctor.finding import Finding, advice, stops, well

PYTHON = (3, 12)


def look() -> Iterator[Finding]:
    """Looks at what needs no settings."""
    yield python(sys.version_info[:3])
    yield sqlite(sqlite3.sqlite_version_info)
    yield typesetter()
    yield browser()


def python(version: tuple[int, ...]) -> Finding:
    """Whether this Python is one that Besace is written for."""
    if version < PYTHON:
        return stops(f"This is Python {_dotted(version)}; Besace needs {_dotted(PYTHON)} or later. Install it, or uv.")
    return well(f"Python {_dotted(version)}.")


def sqlite(version: tuple[int, ...]) -> Finding:
    """Whether Django takes the SQLite of this Python."""
    oldest = DatabaseWrapper.features_class.minimum_database_version or ()
    if version < oldest:
        return stops(
            f"This Python comes with SQLite {_dotted(version)}; {_dotted(oldest)} or later is needed. Use a newer"
            " Python."
        )
    return well(f"SQLite {_dotted(version)}.")


def typesetter() -> Finding:
    """Whether papers can be set: an empty one is."""
    try:
        press.pdf_of("", (), "en", "a4")
    except Exception as failed:  # noqa: BLE001 - a library for another processor may break in any way
        return advice(
            f"Papers cannot be set ({type(failed).__name__}): sessions work, and nothing can be printed. Install Besace"
            " again with a Python for this machine's processor."
        )
    return well("Papers can be set.")


def browser() -> Finding:
    """Whether `serve --open` finds a browser."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return advice("There is no browser for `besace serve --open`. Open the address it shows by hand.")
    return well("A browser opens with `besace serve --open`.")


def port(wanted: int) -> Finding:
    """Whether the port is free; it is asked of the system, and let go at once."""
    from besace.live import serving  # noqa: PLC0415 - Django must be set up first

    found = serving.free_port("0.0.0.0", wanted)  # noqa: S104  # nosec B104 # as --lan would
    if found is None:
        last = wanted + serving.PORTS_TRIED - 1
        return stops(f"Ports {wanted} to {last} are all taken. Give another with --port.")
    if found != wanted:
        return advice(f"Port {wanted} is taken, perhaps by Besace itself. `besace serve` would take {found}.")
    return well(f"Port {wanted} is free.")


def network(wanted: int) -> Finding:
    """Whether phones could reach this machine."""
    from besace.live import serving  # noqa: PLC0415 - Django must be set up first

    found = serving.lan_address()
    if found is None:
        return advice(
            "This machine is on no network that we can see: phones cannot reach it. Join a Wi-Fi or share a hotspot"
            " before `besace serve --lan`."
        )
    return well(f"With --lan, phones of this network reach http://{found}:{wanted}.")


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
