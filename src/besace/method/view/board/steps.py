"""The board during the six steps: the subject, then the contract, always in view (S1 to S6)."""

from collections.abc import Collection

from besace.method.clock import MINUTE
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.board.choice import BoardYes
from besace.method.view.common import contract_of
from besace.method.words import TERMS, Measured, Moment, PersonId, Said, Seconds, Stage


@value
class BoardContract:
    """The subject of the client, and from the moment it is stated the contract (S3.1)."""

    question: Measured
    client: Said
    expectation: Measured = ""
    stated: bool = False


@value
class BoardYeses:
    """Who agrees to the contract so far."""

    yeses: tuple[BoardYes, ...]


@value
class BoardSilence:
    """The silence that opens step 5, as the instant at which it ends (S5)."""

    ends_at: Seconds


@value
class BoardPlan:
    """How many actions over which term: the words are the client's (S5)."""

    short: int
    medium: int
    long: int


def contract_of_board(session: Session) -> BoardContract | None:
    """The contract, or the subject before it is stated."""
    seen = contract_of(session)
    return BoardContract(seen.title, seen.owner, seen.expectation, seen.stated) if seen else None


def yeses_of(session: Session) -> BoardYeses | None:
    """Who agrees, while the contract is being agreed."""
    if session.stage is not Stage.CONTRACT or session.contract is None:
        return None
    return BoardYeses(tuple(BoardYes(session.name_of(one), one in session.agreed) for one in session.present))


def all_agree(session: Session) -> bool:
    """Whether the contract stands and each person here agrees to it."""
    return session.contract is not None and session.agreed.issuperset(session.present)


def silence_of(session: Session, at: Seconds) -> BoardSilence | None:
    """The silence, while it lasts."""
    if session.stage is not Stage.SYNTHESIS or session.silence is None:
        return None
    ends_at = session.silence.since + session.silence.minutes * MINUTE
    return BoardSilence(ends_at) if at < ends_at else None


def plan_of(session: Session) -> BoardPlan | None:
    """How many actions stand in the plan, once there is one."""
    if session.stage is not Stage.SYNTHESIS or not session.actions:
        return None
    return BoardPlan(*(sum(action.term == term for action in session.actions) for term in TERMS))


def to_come(session: Session) -> tuple[PersonId, ...]:
    """Who has yet to speak in this round of the table, in order of seats (R1, S3, S6)."""
    people, done = _round(session)
    floor = session.floor.person if session.floor else None
    return tuple(one for one in people if one != floor and one not in done and one not in session.passes)


def has_spoken(session: Session) -> bool:
    """Whether who has the floor has had a turn in this round already."""
    people, done = _round(session)
    person = session.floor.person if session.floor else None
    return person in done or person in session.passes or person not in people


def _round(session: Session) -> tuple[tuple[PersonId, ...], Collection[PersonId]]:
    if session.stage is Stage.CONTRACT:
        return session.consultants, session.reformulations
    if session.stage is Stage.CONCLUSION:
        return session.present, session.evaluations
    return session.present, session.check_ins if session.moment is Moment.CHECK_IN else ()
