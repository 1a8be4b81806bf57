"""The islands of the board."""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.view.common import clock_of, ruler_of
from besace.method.words import PersonId, Seconds

__all__ = ["PersonId"]


def board_islands(session: Session, at: Seconds) -> Mapping[str, object | None]:
    """Every island of the board, by name."""
    return {"ruler": ruler_of(session), "clock": clock_of(session, at)}
