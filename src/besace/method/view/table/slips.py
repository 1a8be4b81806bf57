"""Folded notes for the facilitator alone: a quiet signal, someone writing, hands raised (S2.1, S4.2, S0.3)."""

from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can, Named, can, named
from besace.method.words import Said


@value
class Signal:
    """The client signals discomfort; `seen` once the facilitator has said so (S2.1)."""

    name: Said
    seen: bool
    pause: Can
    see: Can


@value
class StillWriting:
    """The client is writing: the group waits (S4.2)."""

    name: Said


@value
class Hands:
    """The hands raised, in the order in which they went up."""

    raised: tuple[Named, ...]


def signal_of(session: Session) -> Signal | None:
    """The signal while it is on."""
    if not session.discomfort or session.client is None:
        return None
    me = session.facilitator
    seen = session.discomfort == "seen"
    return Signal(session.name_of(session.client), seen, can(session, "pause", me), can(session, "seen", me))


def writing_of(session: Session) -> StillWriting | None:
    """That the client is writing, while it lasts."""
    if not session.writing or session.client is None:
        return None
    return StillWriting(session.name_of(session.client))


def hands_of(session: Session) -> Hands | None:
    """The hands raised, or None."""
    return Hands(named(session, session.hands)) if session.hands else None
