"""People as the desk shows them: an id for the act made on their behalf, and a name."""

from collections.abc import Collection

from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can, can
from besace.method.words import PersonId, Said


@value
class Who:
    """A person of this session, and whether she is the one who reads this: the facilitator."""

    id: Said
    name: Said
    you: bool = False


def who(session: Session, person: PersonId) -> Who:
    """That person."""
    return Who(person, session.name_of(person), you=person == session.facilitator)


def all_of(session: Session, people: Collection[PersonId]) -> tuple[Who, ...]:
    """Those people, in order of seats, the facilitator last."""
    seats = (*(one.id for one in session.people), session.facilitator)
    return tuple(who(session, one) for one in seats if one in people)


def client_of(session: Session) -> Who:
    """The client, once there is one; else nobody."""
    return who(session, session.client) if session.client else Who("", "")


def by_hand(session: Session, word: str) -> tuple[Who, ...]:
    """For whom at the table this act may be made now (F6)."""
    return tuple(who(session, one) for one in session.present if can(session, word, one).open)


def for_client(session: Session, word: str) -> Can:
    """An act of the client as a button of the desk (F6)."""
    return can(session, word, session.client or "")


def has_been_client(session: Session, person: PersonId | None) -> bool:
    """Whether she has been client in this cycle already (R7: flagged, not silently chosen)."""
    previous = session.previous.client if session.previous else None
    return person is not None and (person in session.been_client or person == previous)
