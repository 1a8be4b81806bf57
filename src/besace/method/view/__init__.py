"""What each viewer may see: the only way anything of a session reaches a screen."""

from besace.method import clock
from besace.method.session import Session
from besace.method.view.board import board_islands
from besace.method.view.common import zero_at
from besace.method.view.console import console_islands
from besace.method.view.phone import phone_islands
from besace.method.view.shape import Screen, View
from besace.method.words import SCREEN, PersonId, Seconds

__all__ = ["Screen", "View", "view_for", "wakes_at"]


def view_for(session: Session, viewer: PersonId, at: Seconds) -> View:
    """The view of one viewer: a participant, the facilitator, or SCREEN for the shared board.

    Sight is decided here and nowhere else. A stranger gets the board's view without a word of content: none.
    """
    if viewer == SCREEN:
        return View(Screen.BOARD, session.stage, session.language, board_islands(session, at))
    if viewer == session.facilitator:
        return View(Screen.CONSOLE, session.stage, session.language, console_islands(session, at))
    return View(Screen.PHONE, session.stage, session.language, phone_islands(session, viewer, at))


def wakes_at(session: Session, at: Seconds) -> Seconds | None:
    """The next instant at which a view changes by time alone: a step used up, a minute over, a silence ended."""
    if not clock.is_timed(session) or session.step.paused_at is not None:
        return None
    over = at - zero_at(session)
    instants = [zero_at(session) + 1 if over < 0 else at + clock.MINUTE - over % clock.MINUTE]
    if session.silence:
        instants.append(session.silence.since + session.silence.minutes * clock.MINUTE)
    return min((instant for instant in instants if instant > at), default=None)
