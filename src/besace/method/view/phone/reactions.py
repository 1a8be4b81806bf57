"""Step 4: consultants bring what they lived; the client listens and fills the bag (S4, S4.1, S4.2)."""

from besace.method.value import value
from besace.method.variants import TURNED_AWAY
from besace.method.view.common import named
from besace.method.view.phone.own import ClientTools, KeptBack, bag_of, kept_in
from besace.method.view.phone.parts import agreement_of, cued
from besace.method.view.phone.seat import Islands, Seat
from besace.method.words import Said


@value
class ReactComposer:
    """Where a reaction is worded, by its kind, with the coach beside it; folded once one has been brought."""

    client: Said
    folded: bool


@value
class ReactThumb:
    """Bring it, said aloud, or pass."""

    passed: bool
    brought: bool


@value
class NoteThumb:
    """Into the bag, or its side pocket."""


@value
class CameraInvite:
    """The client turns the chair, or at a distance switches the camera off: one hears better when one need not nod."""

    remote: bool = True


def islands(seat: Seat) -> Islands:
    """The page of step 4."""
    return _client(seat) if seat.is_client else _consultant(seat)


def _client(seat: Seat) -> Islands:
    session = seat.session
    return cued(seat, "listen") | {
        "hand": None,
        "contract": agreement_of(seat),
        "invite": CameraInvite(session.place == "remote") if session.has(TURNED_AWAY) else None,
        "bag": bag_of(seat),
        "tools": _tools(seat),
        "thumb": NoteThumb(),
    }


def _tools(seat: Seat) -> ClientTools:
    session = seat.session
    asked = session.name_of(session.to_clarify) if session.to_clarify else ""
    return ClientTools(
        writing=session.writing,
        clarify=named(session, session.consultants),
        asked=asked if session.clarify_asked else None,
    )


def _consultant(seat: Seat) -> Islands:
    session = seat.session
    brought = any(one.by == seat.viewer for one in session.reactions)
    back = kept_in(seat)
    return cued(seat, _code(seat, brought=brought), seat.client_name) | {
        "contract": agreement_of(seat),
        "back": KeptBack("react", back) if back else None,
        "composer": ReactComposer(seat.client_name, folded=brought),
        "thumb": ReactThumb(seat.viewer in session.passes, brought),
    }


def _code(seat: Seat, *, brought: bool) -> str:
    session = seat.session
    if session.clarify_asked and session.to_clarify in (None, seat.viewer):
        return "clarify_you" if session.to_clarify else "clarify_someone"
    return "brought" if brought else "react"
