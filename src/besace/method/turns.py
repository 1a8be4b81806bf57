"""Turns and the floor: who has spoken in this step, how often, and for how long (F1)."""

from dataclasses import replace

from besace.method.parts import Floor
from besace.method.session import Session, but
from besace.method.words import PersonId, Seconds


def speak(session: Session, person: PersonId) -> Session:
    """Counts a contribution; the first one made while holding the floor is the turn already counted."""
    floor = session.floor
    if floor and floor.person == person and not floor.spoken:
        return but(session, floor=replace(floor, spoken=True))
    return _count(session, person)


def give_floor(session: Session, person: PersonId, at: Seconds) -> Session:
    """Gives the floor, which is a turn, and lowers her hand."""
    session = _count(clear_floor(session, at), person)
    hands = tuple(one for one in session.hands if one != person)
    return but(session, floor=Floor(person, at), hands=hands)


def clear_floor(session: Session, at: Seconds) -> Session:
    """Takes the floor back and adds up how long it was held."""
    if session.floor is None:
        return session
    held = dict(session.airtime.get(session.stage, {}))
    person = session.floor.person
    held[person] = held.get(person, 0) + max(at - session.floor.since, 0)
    return but(session, floor=None, airtime={**session.airtime, session.stage: held})


def pass_turn(session: Session, person: PersonId) -> Session:
    """Notes that she passes in this step."""
    return but(session, passed={**session.passed, session.stage: session.passes | {person}})


def _count(session: Session, person: PersonId) -> Session:
    turns = {**session.spoken, person: session.spoken.get(person, 0) + 1}
    return but(session, turns={**session.turns, session.stage: turns})
