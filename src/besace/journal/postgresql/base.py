"""Django's PostgreSQL, which notices by itself that the server has hung up.

Threads keep their connections, also those that answer no request, and Django looks after a connection only at the
beginning of a request. A server that was restarted has closed its end: an idle connection that has something to read
is dead, which the system says without asking the server.
"""

import selectors
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, connected anew where the connection died between two transactions; within one it stays an error."""

    def ensure_connection(self) -> None:
        """Gives a living connection, before each statement that begins something."""
        if self.connection is not None and not self.in_atomic_block and _hung_up(self.connection):
            self.close()
        super().ensure_connection()


def _hung_up(connection: Any) -> bool:
    if connection.closed:
        return True
    with (
        selectors.DefaultSelector() as waiting
    ):  # `select` alone knows no more than 1024 open files, and screens are some
        waiting.register(connection.fileno(), selectors.EVENT_READ)
        return bool(waiting.select(0))
