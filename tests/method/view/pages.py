"""What somebody's phone shows, and all that she sees of a session."""

from typing import Any

from besace.method.session import Session
from besace.method.view import view_for
from besace.method.view.phone import phone_islands


def page(session: Session, viewer: str, at: int = 0) -> dict[str, Any]:
    return {name: island for name, island in phone_islands(session, viewer, at).items() if island is not None}


def seen(session: Session, viewer: str, at: int = 0) -> str:
    return repr(view_for(session, viewer, at).islands)
