"""Django's PostgreSQL, which notices by itself that the server has hung up, and takes whatever is typed.

Threads keep their connections, also those that answer no request, and Django looks after a connection only at the
beginning of a request. A server that was restarted has closed its end: an idle connection that has something to read
is dead, which the system says without asking the server.

PostgreSQL keeps every character but one, U+0000, and fails over it. Nobody types it; whoever sends it gets what a
browser makes of it: the sign for a character that cannot be shown (WHATWG HTML, 13.2.5).
"""

import selectors
from typing import Any

from django.db.backends.postgresql import base
from psycopg.types.string import StrDumperUnknown

NOTHING, UNSHOWN = "\x00", "\ufffd"


class Text(StrDumperUnknown):
    """Text as psycopg sends it, without the one character that the server does not take."""

    def dump(self, obj: str) -> Any:
        """Gives the bytes of a text."""
        return super().dump(obj.replace(NOTHING, UNSHOWN) if NOTHING in obj else obj)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, connected anew where the connection died between two transactions; within one it stays an error."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connects, and says how text is sent."""
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_dumper(str, Text)
        return connection

    def ensure_connection(self) -> None:
        """Gives a living connection, before each statement that begins something."""
        if self.connection is not None and not self.in_atomic_block and _hung_up(self.connection):
            self.close()
        super().ensure_connection()


def _hung_up(connection: Any) -> bool:
    if connection.closed:
        return True
    with selectors.DefaultSelector() as waiting:  # `select` knows no file above 1024, and screens are files too
        waiting.register(connection.fileno(), selectors.EVENT_READ)
        return bool(waiting.select(0))
