"""The head of the console: which session this is, and where a remote group meets."""

from dataclasses import dataclass

from besace.method.session import Session
from besace.method.words import Stage


@dataclass(frozen=True, slots=True)
class Masthead:
    """The title of the session and its number in the cycle."""

    title: str
    number: int


@dataclass(frozen=True, slots=True)
class Meet:
    """Where a remote group sees and hears each other (F6)."""

    link: str


def masthead_of(session: Session) -> Masthead:
    """Which session this is."""
    return Masthead(session.title, session.number)


def meet_of(session: Session) -> Meet | None:
    """The meeting's link, for a remote session that has one and is not over."""
    if session.place != "remote" or session.stage is Stage.CLOSED:
        return None
    return Meet(session.link) if session.link.startswith(("https://", "http://")) else None
