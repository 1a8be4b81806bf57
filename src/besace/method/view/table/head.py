"""The head of the console: which session this is."""

from besace.method.session import Session
from besace.method.value import value
from besace.method.words import Said


@value
class Masthead:
    """The title of the session and its number in the cycle."""

    title: Said
    number: int


def masthead_of(session: Session) -> Masthead:
    """Which session this is."""
    return Masthead(session.title, session.number)
