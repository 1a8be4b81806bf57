"""Turns and the floor: who has spoken in this step, how often, for how long, and in which order it goes (F1)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from besace.method.parts import Floor
from besace.method.session import Session, but
from besace.method.words import PersonId, Seconds, Stage

OPEN, PASSED, AGAIN = "open", "passed", "reword"
"""An invitation as it stands: to speak, let pass, or to word a question anew."""


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
    """Takes the floor back and adds up how long it was held, pauses left out."""
    if session.floor is None:
        return session
    held = dict(session.airtime.get(session.stage, {}))
    person = session.floor.person
    held[person] = held.get(person, 0) + held_by_now(session, at)
    return but(session, floor=None, airtime={**session.airtime, session.stage: held})


def held_by_now(session: Session, at: Seconds) -> Seconds:
    """How long the floor has been held by who has it, pauses left out."""
    if session.floor is None:
        return 0
    paused_at = session.step.paused_at
    until = at if paused_at is None else paused_at
    return max(until - session.floor.since, 0)


def resumed(session: Session, at: Seconds) -> Session:
    """The floor after a pause: what went by in it is nobody's time."""
    floor, paused_at = session.floor, session.step.paused_at
    if floor is None or paused_at is None:
        return session
    stood_still = max(at - max(paused_at, floor.since), 0)
    return but(session, floor=replace(floor, since=floor.since + stood_still))


def pass_turn(session: Session, person: PersonId) -> Session:
    """Notes that she passes in this step."""
    passed = {**session.passed, session.stage: session.passes | {person}}
    return but(session, passed=passed, invited=_uninvited(session, person))


def airtime_of(session: Session, person: PersonId, at: Seconds, stage: Stage | None = None) -> Seconds:
    """The seconds for which she had the floor by touch, in this step or another, the turn under way included."""
    stage = stage or session.stage
    held = session.airtime.get(stage, {}).get(person, 0)
    now = session.floor is not None and session.floor.person == person and stage is session.stage
    return held + (held_by_now(session, at) if now else 0)


def turns_of(session: Session, person: PersonId) -> int:
    """Her turns in the whole session."""
    return sum([turns.get(person, 0) for turns in session.turns.values()])


def least_spoken(session: Session) -> tuple[PersonId, ...]:
    """Those at the table by how little they have spoken so far: fewest turns, then least time, then by seats."""

    def so_far(person: PersonId) -> tuple[int, Seconds]:
        return turns_of(session, person), sum(held.get(person, 0) for held in session.airtime.values())

    return tuple(sorted(session.present, key=so_far))


def in_turn(session: Session, people: Iterable[PersonId]) -> tuple[PersonId, ...]:
    """These people in the order of the round: the one set for it, else that of seats."""
    if not session.order:
        return tuple(people)
    places = {person: place for place, person in enumerate(session.order)}
    return tuple(sorted(people, key=lambda one: places.get(one, len(places))))


def _count(session: Session, person: PersonId) -> Session:
    turns = {**session.spoken, person: session.spoken.get(person, 0) + 1}
    return but(session, turns={**session.turns, session.stage: turns}, invited=_uninvited(session, person))


def _uninvited(session: Session, person: PersonId) -> Mapping[PersonId, str]:
    """The invitations without hers: she has spoken, or said that she passes."""
    if person not in session.invited:
        return session.invited
    return {one: state for one, state in session.invited.items() if one != person}
