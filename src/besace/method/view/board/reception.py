"""The board while the group comes in and gives its subjects (R1 to R4)."""

from besace.method.session import Session
from besace.method.value import value
from besace.method.variants import FOUR_A
from besace.method.view.common import Return, names, return_of
from besace.method.words import Moment, Said, Stage

FEW = 20
"""What stands at ease on the board; more closes up. A line of text weighs two, a row one more, a remark one."""

LINE = 48
"""As many letters of a title fit on one line, beside its owner."""


@value
class BoardSeats:
    """Who is here already. Those only expected are not named: the board hangs in an open door."""

    here: tuple[Said, ...]


@value
class BoardRound:
    """The question of a round of the table: `first`, `since`, `conclusion`, or `four` at the end (R1, S6)."""

    question: str


@value
class BoardReported:
    """One action of the previous plan, and what was told of it."""

    action: Said
    outcome: str = ""
    easy: Said = ""
    difficult: Said = ""
    learned: Said = ""


@value
class BoardFollowUp:
    """The previous client's plan (R2): no score, no judgement."""

    client: Said
    reported: tuple[BoardReported, ...]
    step: Return | None = None


@value
class BoardSubject:
    """A line of the paperboard: with how many it resonates, and whether it is to share only."""

    title: Said
    owner: Said
    resonates: int = 0
    to_share_only: bool = False

    @property
    def rings(self) -> range:
        """One ring a person."""
        return range(self.resonates)


@value
class BoardSubjects:
    """The paperboard: those to treat first, those to share only under the dashes (R3, R4, R6)."""

    subjects: tuple[BoardSubject, ...]
    many: bool
    """The lines must close up, so that nine fit."""


def seats_of(session: Session) -> BoardSeats | None:
    """Who is here, before the session opens."""
    return BoardSeats(names(session, session.present)) if session.stage is Stage.GATHERING else None


def round_of(session: Session) -> BoardRound | None:
    """The question of the round, where there is one for all."""
    if session.stage is Stage.CONCLUSION:
        return BoardRound("four" if session.has(FOUR_A) else "conclusion")
    if _moment(session) is not Moment.CHECK_IN:
        return None
    return BoardRound("first" if session.number == 1 else "since")


def follow_up_of(session: Session) -> BoardFollowUp | None:
    """The previous plan, while its client is here to tell."""
    previous = session.previous
    if previous is None or _moment(session) is not Moment.FOLLOW_UP or not session.is_here(previous.client):
        return None
    reported = tuple(_reported(session, number, action) for number, action in enumerate(previous.actions, 1))
    return BoardFollowUp(session.name_of(previous.client), reported, return_of(session))


def _reported(session: Session, number: int, action: str) -> BoardReported:
    report = session.reports.get(number)
    if report is None:
        return BoardReported(action)
    return BoardReported(action, report.outcome, report.easy, report.difficult, report.learned)


def subjects_of(session: Session) -> BoardSubjects | None:
    """The paperboard, while subjects come."""
    if _moment(session) is not Moment.SUBJECTS:
        return None
    lines = [
        BoardSubject(one.title, session.name_of(one.owner), len(session.resonances.get(one.id, ())), one.to_share_only)
        for one in session.subjects
    ]
    many = sum(1 + 2 * -(-len(one.title) // LINE) + one.to_share_only for one in lines) > FEW
    return BoardSubjects(tuple(sorted(lines, key=lambda line: line.to_share_only)), many)


def _moment(session: Session) -> Moment | None:
    return session.moment if session.stage is Stage.RECEPTION else None
