"""The round: in what order, who has spoken and who has not, how often and how long (R1, F1)."""

from collections.abc import Callable, Iterable, Mapping

from besace.method import clock
from besace.method.decide import open_to
from besace.method.memory import once
from besace.method.session import Session
from besace.method.turns import in_turn
from besace.method.value import value
from besace.method.words import Count, Moment, PersonId, Said, Stage


@value
class Turn:
    """One person in the round. `state` is spoken, passed, now, next or nothing yet; minutes are those of the floor."""

    name: Said
    state: str
    turns: Count = 0
    minutes: Count = 0


@value
class Round:
    """The round under way, in its order.

    `order` is the act by which another order is proposed: least spoken first, or, once it is so, that of seats again.
    """

    turns: tuple[Turn, ...]
    order: str = ""


type Spoken = Callable[[Session], Iterable[PersonId]]

SPOKEN: Mapping[tuple[Stage, Moment | None], Spoken] = {
    (Stage.RECEPTION, Moment.CHECK_IN): lambda session: session.check_ins,
    (Stage.CLARIFICATION, None): lambda session: {question.by for question in session.questions},
    (Stage.CONTRACT, None): lambda session: session.reformulations,
    (Stage.REACTIONS, None): lambda session: {reaction.by for reaction in session.reactions},
    (Stage.CONCLUSION, None): lambda session: session.evaluations,
}
"""The moments that are a round, and who has spoken in it."""

OF_ALL = (Stage.RECEPTION, Stage.CONCLUSION)
"""Where each person speaks once, the client too: whoever has had a turn is done, even with the floor still in hand."""


def is_round(session: Session) -> bool:
    """Whether this moment is a round, in which one may pass."""
    return (session.stage, session.moment) in SPOKEN


@once
def spoken_in(session: Session) -> frozenset[PersonId]:
    """Who has spoken in the round under way; nobody where there is none."""
    spoken = SPOKEN.get((session.stage, session.moment))
    return frozenset(spoken(session)) if spoken else frozenset()


def round_of(session: Session) -> Round | None:
    """The round of this moment, or None where there is none."""
    people = in_turn(session, session.present if session.stage in OF_ALL else session.consultants)
    if not is_round(session) or not people:
        return None
    states = _states(session, people, spoken_in(session))
    waits = any(state not in ("spoken", "passed") for state in states.values())
    return Round(tuple([_turn(session, person, states[person]) for person in people]), _order(session, waits))


def _order(session: Session, waits: bool) -> str:
    """Which order there is to propose, while someone is still to speak."""
    if not waits or "set_order" not in open_to(session, session.facilitator):
        return ""
    return "seats" if session.order else "least"


def _states(session: Session, people: tuple[PersonId, ...], spoken: frozenset[PersonId]) -> dict[PersonId, str]:
    states = {person: _state(session, person, spoken) for person in people}
    following = next((person for person, state in states.items() if not state), None)
    return {**states, following: "next"} if following else states


def _state(session: Session, person: PersonId, spoken: frozenset[PersonId]) -> str:
    has_floor = session.floor is not None and session.floor.person == person
    if person in spoken and not (has_floor and session.stage not in OF_ALL):
        return "spoken"
    if has_floor:
        return "now"
    return "passed" if person in session.passes else ""


def _turn(session: Session, person: PersonId, state: str) -> Turn:
    held = session.airtime.get(session.stage, {}).get(person, 0)
    return Turn(session.name_of(person), state, session.spoken.get(person, 0), held // clock.MINUTE)
