"""What each viewer may see: the only way anything of a session reaches a screen."""

from collections.abc import Iterable, Mapping

from besace import policy
from besace.method import clock
from besace.method.parts import Presence
from besace.method.prompts import wakes
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.board import board_islands
from besace.method.view.common import zero_at
from besace.method.view.console import console_islands
from besace.method.view.phone import phone_islands
from besace.method.view.shape import Screen, View
from besace.method.words import SCREEN, PersonId, Seconds
from besace.policy import Party, Phase

type Islands = Mapping[str, object | None]

__all__ = ["Screen", "View", "Wakes", "allowed", "party", "phase", "view_for", "wakes_at"]


def view_for(session: Session, viewer: PersonId, at: Seconds) -> View:
    """The view of one viewer: a participant, the facilitator, or SCREEN for the shared board.

    Sight is decided here and nowhere else, and never wider than the policy's table. A stranger gets a phone without
    a word of content.
    """
    view = _drawn(session, viewer, at)
    return View(view.screen, view.stage, view.language, allowed(session, viewer, view.islands))


def allowed(session: Session, viewer: PersonId, islands: Islands) -> Islands:
    """Those of these islands that this viewer may see now by the policy's table; of the others, nothing."""
    return policy.sight(party(session, viewer), phase(session)).of(islands)


def phase(session: Session) -> Phase:
    """How far a session has come, in the table's words; one whose key is destroyed knows nobody any more."""
    if session.forgotten and not session.facilitator:
        return Phase.SHREDDED
    return policy.phase_of(session.stage)


def party(session: Session, viewer: PersonId) -> Party:
    """Who a viewer is to this session, in the words of the policy's table."""
    if viewer == SCREEN:
        return Party.BOARD
    person = session.person(viewer)
    if person is None and viewer != session.facilitator:
        return Party.VISITOR
    if person is not None and person.presence is not Presence.HERE:
        return Party.ABSENT if person.presence is Presence.ABSENT else Party.WAITING
    role = session.role_of(viewer)
    return policy.party_of(role) if role else Party.VISITOR


def _drawn(session: Session, viewer: PersonId, at: Seconds) -> View:
    if viewer == SCREEN:
        return View(Screen.BOARD, session.stage, session.language, board_islands(session, at))
    if viewer == session.facilitator:
        return View(Screen.CONSOLE, session.stage, session.language, console_islands(session, at))
    return View(Screen.PHONE, session.stage, session.language, phone_islands(session, viewer, at))


@value
class Wakes:
    """The next instants at which time alone changes a view: some view at least, and everybody's; None for never."""

    some: Seconds | None = None
    all: Seconds | None = None


def wakes_at(session: Session, at: Seconds) -> Wakes:
    """When a view changes by time alone: a step used up or a silence ended, for all; else for the facilitator."""
    if not clock.is_timed(session) or session.step.paused_at is not None:
        return Wakes()
    used_up = zero_at(session) + 1
    for_all = [used_up]
    if session.silence:
        for_all.append(session.silence.since + session.silence.minutes * clock.MINUTE)
    for_some = [*for_all, *wakes(session, at)]
    if used_up <= at:
        for_some.append(at + clock.MINUTE - (at - zero_at(session)) % clock.MINUTE)
    return Wakes(_next(for_some, at), _next(for_all, at))


def _next(instants: Iterable[Seconds], at: Seconds) -> Seconds | None:
    return min((instant for instant in instants if instant > at), default=None)
