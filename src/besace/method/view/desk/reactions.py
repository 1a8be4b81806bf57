"""The desk in step 4: what is brought, by kind; never the client's notes (S4, S4.1)."""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.value import value
from besace.method.variants import TURNED_AWAY
from besace.method.view.desk.who import Who, client_of, who
from besace.method.words import Said, Seconds, Stage


@value
class Brought:
    """One reaction; without words it was spoken."""

    by: Who
    kind: str
    text: Said
    hints: tuple[str, ...]


@value
class DeskReactions:
    """The reactions, newest first; whether the client asks to have one clarified, and whose."""

    client: Who
    brought: tuple[Brought, ...]
    asks_to_clarify: bool
    to_clarify: Said
    turned: str = ""
    """Where the client is turned away: in the `room`, or `remote` with the camera off; empty: she is not."""


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheet of step 4."""
    return {"desk_reactions": _reactions(session) if session.stage is Stage.REACTIONS else None}


def _reactions(session: Session) -> DeskReactions:
    lines = (Brought(who(session, one.by), one.kind, one.text, one.hints) for one in session.reactions)
    return DeskReactions(
        client=client_of(session),
        brought=tuple(lines)[::-1],
        asks_to_clarify=session.clarify_asked,
        to_clarify=session.name_of(session.to_clarify or ""),
        turned=session.place if session.has(TURNED_AWAY) else "",
    )
