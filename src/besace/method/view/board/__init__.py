"""The islands of the board: what all may see, from six metres away (S0.3, S3.1, R4, R5).

No signal, no writing, no note, nothing kept, no ballot, no one who objects: what is not said to the whole group
is never here.
"""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.value import value
from besace.method.variants import TURNED_AWAY
from besace.method.view.board import choice, reception, steps
from besace.method.view.board.choice import BoardBallot, BoardChoice, BoardCount
from besace.method.view.board.reception import BoardFollowUp, BoardRound, BoardSeats, BoardSubjects
from besace.method.view.board.steps import BoardContract, BoardPlan, BoardSilence, BoardYeses
from besace.method.view.common import Clock, Part, clock_of, names, ruler_of
from besace.method.words import Moment, Said, Seconds, Stage

__all__ = [
    "BoardBallot",
    "BoardChoice",
    "BoardContract",
    "BoardCount",
    "BoardFollowUp",
    "BoardPlan",
    "BoardRound",
    "BoardSeats",
    "BoardSilence",
    "BoardSubjects",
    "BoardYeses",
    "board_islands",
]

WITH_DIAL = (Stage.PRESENTATION, Stage.CLARIFICATION, Stage.REACTIONS, Stage.SYNTHESIS)
WITH_CONTRACT = (*WITH_DIAL, Stage.CONTRACT)
IN_TURN = ("check_in", "reformulate", "conclusion")
WITHOUT_FLOOR = ("follow_up", "vote", "consent", "presentation")


@value
class BoardHead:
    """The top line: the title before and after, the stage or the moment between.

    The instants of the clock live here, all the time there is one; `dial` says that it is drawn large elsewhere.
    """

    stage: Stage
    moment: Moment | None = None
    title: Said = ""
    client: Said = ""
    round: int = 0
    state: str = ""
    clock: Clock | None = None
    dial: bool = False


@value
class BoardClock:
    """The large clock of the step (S0.2); the instants it is drawn from are the head's."""

    over: bool = False
    paused: bool = False


@value
class BoardPause:
    """A pause: nothing but the clock, which stands."""

    paused: bool = True


@value
class BoardCue:
    """What the group does now, in a line (S0.3): a code, the client, who has the floor, and who comes next."""

    code: str
    client: Said = ""
    floor: Said = ""
    then: tuple[Said, ...] = ()
    turned: str = ""
    """Where the client is turned away: in the `room`, or `remote`."""


@value
class BoardReminder:
    """The contract where it is not the heart of the board: it stays in view to the end (S3.1)."""

    question: Said


@value
class BoardPrompts:
    """What a telling can hold: who, what, where, when, how, why, how much (S1)."""


@value
class BoardRuler:
    """The session as a thin ruler."""

    parts: tuple[Part, ...]


@value
class BoardClosed:
    """The end, and when the group meets again."""

    next_when: Said = ""
    pause: int = 0
    """A second session follows, after a break of so many minutes."""


def board_islands(session: Session, at: Seconds) -> Mapping[str, object | None]:
    """Every island of the board, by name."""
    clock = clock_of(session, at)
    quiet = steps.silence_of(session, at)
    paused = clock is not None and clock.paused
    return {
        "head": _head(session, clock, quiet),
        **(_paused(session) if paused else _going_on(session, clock, quiet)),
        "ruler": BoardRuler(ruler_of(session).parts),
    }


def _head(session: Session, clock: Clock | None, quiet: BoardSilence | None) -> BoardHead:
    dial = session.stage in WITH_DIAL or (clock is not None and clock.paused)
    return BoardHead(
        stage=session.stage,
        moment=session.moment if session.stage is Stage.RECEPTION else None,
        title=session.title if clock is None else "",
        client=_whose(session),
        round=session.vote.round if session.moment is Moment.VOTE else 0,
        state=_state(session, clock, quiet),
        clock=clock,
        dial=dial,
    )


def _whose(session: Session) -> str:
    if session.stage is Stage.RECEPTION:
        previous = session.previous
        return session.name_of(previous.client) if previous and session.moment is Moment.FOLLOW_UP else ""
    return session.name_of(session.client) if session.client and session.stage is not Stage.CLOSED else ""


def _state(session: Session, clock: Clock | None, quiet: BoardSilence | None) -> str:
    if clock is not None and clock.paused:
        return "paused"
    if quiet:
        return "silence"
    return "agreed" if session.stage is Stage.CONTRACT and steps.all_agree(session) else ""


def _paused(session: Session) -> Mapping[str, object | None]:
    return dict.fromkeys(_going_on(session, None, None)) | {"pause": BoardPause(), "reminder": _reminder(session)}


def _going_on(session: Session, clock: Clock | None, quiet: BoardSilence | None) -> dict[str, object | None]:
    stage, heart = session.stage, quiet is None
    contract = steps.contract_of_board(session) if stage in WITH_CONTRACT and heart else None
    return {
        "pause": None,
        "silence": quiet,
        "contract": contract,
        "clock": BoardClock(clock.over) if clock and stage in WITH_DIAL and heart else None,
        "prompts": BoardPrompts() if stage is Stage.PRESENTATION else None,
        "agreed": steps.yeses_of(session),
        "plan": steps.plan_of(session) if heart else None,
        "seats": reception.seats_of(session),
        "round": reception.round_of(session),
        "followup": reception.follow_up_of(session),
        "subjects": reception.subjects_of(session),
        "ballot": choice.ballot_of(session),
        "count": choice.count_of(session),
        "choice": choice.choice_of(session),
        "closed": BoardClosed(session.next_when, session.break_before) if stage is Stage.CLOSED else None,
        "reminder": _reminder(session) if quiet or stage is Stage.CONCLUSION else None,
        "cue": _cue(session) if heart else None,
    }


def _reminder(session: Session) -> BoardReminder | None:
    contract = steps.contract_of_board(session)
    return BoardReminder(contract.question) if contract else None


def _cue(session: Session) -> BoardCue | None:
    if session.stage in (Stage.GATHERING, Stage.CLOSED) or choice.count_of(session):
        return None
    code = _code(session)
    if code == "agree":
        return None
    then = steps.to_come(session) if code in IN_TURN else ()
    return BoardCue(code, _whose(session), _floor(session, code), names(session, then)[:2], _turned(session))


def _turned(session: Session) -> str:
    return session.place if session.stage is Stage.REACTIONS and session.has(TURNED_AWAY) else ""


def _floor(session: Session, code: str) -> str:
    """Who has the floor, where the line is about speaking; in a round, until she has had her turn."""
    if session.floor is None or code in WITHOUT_FLOOR or (code in IN_TURN and steps.has_spoken(session)):
        return ""
    return session.name_of(session.floor.person)


def _code(session: Session) -> str:
    if session.stage is Stage.RECEPTION:
        return str(session.moment)
    if session.stage is Stage.CONTRACT:
        return "agree" if session.contract else "reformulate"
    return str(session.stage)
