"""The islands of the console: the facilitator's table, and the sheets beside it."""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.view.table import table_islands
from besace.method.words import Seconds


def console_islands(session: Session, at: Seconds) -> Mapping[str, object | None]:
    """Every island of the console, by name."""
    return {**table_islands(session, at)}
