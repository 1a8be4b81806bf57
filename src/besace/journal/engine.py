"""Which databases there are: the files of the data folder, or PostgreSQL where BESACE_DATABASE or BESACE_VAULT says so.

Read once at the start, by the settings and by `besace serve`, which refuses there what cannot be read.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

VARIABLES = {"default": "BESACE_DATABASE", "vault": "BESACE_VAULT"}
LISTENING = "BESACE_NUDGES"
"""Where one listens to other processes, where a pooler stands before the content's server: it passes nothing on."""
SCHEMES = ("postgresql://", "postgres://")
NEAR = ("", "localhost", "127.0.0.1", "::1")
"""Hosts on this machine, so that nobody listens on the way; a path is a socket here."""

# SQLite as measured: FULL survives a power cut, IMMEDIATE never fails on upgrading a read lock, and what is
# deleted is overwritten.
_SQLITE: dict[str, Any] = {
    "ENGINE": "besace.journal.sqlite",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 10,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF"
        ),
    },
}
# No wait is for ever: not for a lock, an answer, a network that swallows what is sent, or a job that died half way.
LIMITS = "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"
_PATIENCE = {"connect_timeout": "10", "tcp_user_timeout": "15000", "application_name": "besace"}


class Unreadable(ValueError):  # noqa: N818 - what is wrong, in one word
    """A setting cannot be read. The message says which, and never repeats its value: it may hold a password."""


def databases(folder: Path, told: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Gives Django's DATABASES: for each, the file in `folder`, or the server that `told` names by its variable.

    Raises:
        Unreadable: a variable says something else than a PostgreSQL server.
    """
    files = {"default": folder / "besace.sqlite3", "vault": folder / "vault.sqlite3"}
    return {
        alias: _server(variable, value) if (value := told.get(variable, "").strip()) else _file(files[alias])
        for alias, variable in VARIABLES.items()
    }


def listening(told: dict[str, str]) -> dict[str, Any]:
    """Gives where one listens to other processes, where `told` names a server for it; else it is where one writes.

    Raises:
        Unreadable: the variable says something else than a PostgreSQL server.
    """
    value = told.get(LISTENING, "").strip()
    return _server(LISTENING, value) if value else {}


def _file(path: Path) -> dict[str, Any]:
    return {**_SQLITE, "OPTIONS": dict(_SQLITE["OPTIONS"]), "NAME": path}


def _server(variable: str, value: str) -> dict[str, Any]:
    options = _read(variable, value)
    named = {django: options.pop(libpq, "") for libpq, django in _NAMED.items()}
    if not named["NAME"] and "service" not in options:
        raise _unreadable(variable, "name the database after the host")
    closed = {} if "sslmode" in options else _closed(named["HOST"])
    options = {**_PATIENCE, **closed, **options}
    options["options"] = f"{LIMITS} {options.get('options', '')}".strip()
    return {
        "ENGINE": "besace.journal.postgresql",
        **named,
        "CONN_MAX_AGE": None,
        "OPTIONS": {**options, "isolation_level": _read_committed()},
    }


_NAMED = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def _read(variable: str, value: str) -> dict[str, Any]:
    """The parts of an address as PostgreSQL's own library reads them, `?passfile=` and `?sslmode=` included."""
    if not value.startswith(SCHEMES):
        raise _unreadable(variable, "it begins with postgresql://")
    if find_spec("psycopg") is None:
        raise Unreadable(
            f"{variable} asks for PostgreSQL, and its driver is not installed: install besace[postgres] (from a work"
            " tree, script/setup does it when the variable is set)."
        )
    from psycopg import ProgrammingError  # noqa: PLC0415 - whoever keeps files has no driver
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        parts = dict(conninfo_to_dict(value))
    except (ProgrammingError, UnicodeError):
        raise _unreadable(variable, "it is no address") from None
    # A password with an @ of its own spills over into these two, which are repeated when nobody answers there.
    if "@" in str(parts.get("host", ""))[1:] or not str(parts.get("port", 0)).replace(",", "0").isdecimal():
        raise _unreadable(variable, "it is no address")
    return parts


def _closed(host: str) -> dict[str, str]:
    """How the line is closed where the address does not say: to another machine by TLS, whose certificate must be of
    that name and vouched for by whom this system trusts (ASVS 5.0, 12.3.2).
    """
    if host in NEAR or host.startswith(("/", "@")):
        return {"sslmode": "prefer"}
    return {"sslmode": "verify-full", "sslrootcert": "system"}


def _read_committed() -> Any:
    from psycopg import IsolationLevel  # noqa: PLC0415 - whoever keeps files has no driver

    return IsolationLevel.READ_COMMITTED


def _unreadable(variable: str, why: str) -> Unreadable:
    example = "postgresql://name@db.example.org:5432/besace?passfile=/etc/besace/pgpass"
    return Unreadable(
        f"{variable} cannot be read: {why}. Write it as {example}; whatever a web address reserves in the password is"
        " written %40 and the like."
    )
