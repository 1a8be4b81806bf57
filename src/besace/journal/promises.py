"""What a PostgreSQL server must promise before anything is confided to it; asked once, at the start.

What is answered as kept must survive a crash, and a destroyed key must not come back with a backup of the content
(docs/decisions/0024). Files of the data folder promise it by how they are opened.
"""

from collections.abc import Iterator
from typing import Any

from django.db import Error, connections

from besace.journal.engine import VARIABLES

OLDEST = 15
HOW_LONG = 2.0
_ASKED = "SELECT current_setting(%s)"
_WHOSE = "SELECT system_identifier FROM pg_control_system()"


class Unfit(Exception):  # noqa: N818 - what is wrong, in one word
    """A server cannot be used as it is. The message is a sentence for whoever runs it, without any password."""


def ask() -> None:
    """Asks every database server of this house.

    Raises:
        Unfit: one does not answer, is too old, could lose what it confirmed, or keeps the keys beside the content.
    """
    servers = {alias: name for alias, name in VARIABLES.items() if connections[alias].vendor == "postgresql"}
    for alias, variable in servers.items():
        for trouble in _troubles(alias):
            raise Unfit(f"{variable}: {trouble}")
    if len(servers) == len(VARIABLES) and len({_cluster(alias) for alias in servers}) == 1:
        raise Unfit(
            "BESACE_VAULT is on the same server as BESACE_DATABASE: its backups and its archived log would bring"
            " destroyed keys back. Give the vault a server of its own (its own data folder, made by initdb), or leave"
            " BESACE_VAULT empty to keep the keys in a file on this machine."
        )


def _troubles(alias: str) -> Iterator[str]:
    """Why a server will not do, in sentences."""
    try:
        connections[alias].ensure_connection()
    except Error as failed:
        yield f"the database server does not let us in ({_told(failed)}). Start it, or correct the address."
        return
    if int(_setting(alias, "server_version_num")) < OLDEST * 10_000:
        yield f"the server is PostgreSQL {_setting(alias, 'server_version')}; Besace needs {OLDEST} or later."
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        if _setting(alias, setting) == "off":
            yield f"the server has {setting} off, and could lose what it confirmed. Set {setting} = on there."
    if _setting(alias, "server_encoding") != "UTF8":
        yield "the database does not keep every script. Create it anew with ENCODING 'UTF8'."
    if _setting(alias, "transaction_read_only") == "on":
        yield "the server only reads: it is a standby. Give the address of its primary."


def _told(failed: Error) -> str:
    """What the driver says, on one line: hosts, ports and users, never passwords."""
    cause = failed.__cause__ or failed
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(cause).__name__


def _setting(alias: str, name: str) -> str:
    return str(_one(alias, _ASKED, [name]))


def _cluster(alias: str) -> int:
    try:
        return int(_one(alias, _WHOSE))
    except Error:
        raise Unfit(
            f"{VARIABLES[alias]}: the server does not say which it is, so that content and keys could be in one."
            " Let our user execute pg_control_system() there."
        ) from None


def _one(alias: str, question: str, values: Any = ()) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(question, values or None)
        row = cursor.fetchone()
    return row[0] if row else None
