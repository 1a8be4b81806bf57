"""What goes over from a session to the one that follows at once: two clients in a half-day (R4, R7, G5)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from besace.method.parts import Waiting
from besace.method.session import Session


def setup_of(session: Session) -> Mapping[str, Any] | None:
    """The setup (`prepare`) of the session that follows a closed one; None where none does.

    The same people sit down again, and the subjects left over wait for their owners to bring them; nothing else that
    was said goes over: the second client has a journal and keys of her own (F4).
    """
    if session.follows is None or session.closed is None:
        return None
    return {
        "title": session.title,
        "language": session.language,
        "zone": session.zone,
        "place": session.place,
        "link": session.link,
        "facilitator_name": session.facilitator_name,
        "people": [{"id": one.id, "name": one.name} for one in session.people],
        "number": session.number + 1,
        "been_client": sorted({*session.been_client, *filter(None, [session.client])}),
        "waiting": [asdict(one) for one in _left_over(session)],
        "minutes": session.follows.name,
        "rotating": session.rotating,
        **session.variants,
    }


def _left_over(session: Session) -> tuple[Waiting, ...]:
    """The subjects of those who could still be client; one that was to share only has been shared."""
    left = (one for one in session.subjects if one.id != session.chosen and not one.to_share_only)
    seen = tuple(Waiting(one.id, one.owner, one.title, one.kind, shown=True) for one in left)
    keys = {one.id for one in session.subjects}
    return (*seen, *(one for one in session.waiting if one.key not in keys))
