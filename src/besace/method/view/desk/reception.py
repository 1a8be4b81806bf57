"""The desk in reception: the round of the table, and the previous client's plan (R1, R2)."""

from collections.abc import Mapping
from dataclasses import replace

from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can, ReportLine, Return, can, reports_of, return_of
from besace.method.view.desk.who import Who, who
from besace.method.words import Moment, PersonId, Said, Seconds


@value
class Turn:
    """One seat of the round: `state` is "spoken", "passed", "floor", "next" or "waiting"."""

    who: Who
    state: str
    text: Said = ""


@value
class DeskRound:
    """The round of the table, in the order of seats; the first session asks something else (R1)."""

    first: bool
    turns: tuple[Turn, ...]


@value
class DeskFollowUp:
    """The previous client's plan: what could be done, what was easy, what was difficult (R2)."""

    client: Who
    actions: tuple[ReportLine, ...]
    report: Can
    step: Return | None = None


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheet of the round, or of the previous plan."""
    moment = session.moment
    return {
        "desk_round": _round(session) if moment is Moment.CHECK_IN else None,
        "desk_follow_up": _follow_up(session) if moment is Moment.FOLLOW_UP else None,
    }


def _round(session: Session) -> DeskRound:
    turns = [_turn(session, person) for person in session.present]
    waiting = [number for number, turn in enumerate(turns) if turn.state == "waiting"]
    if waiting:
        turns[waiting[0]] = replace(turns[waiting[0]], state="next")
    return DeskRound(first=session.number == 1, turns=tuple(turns))


def _turn(session: Session, person: PersonId) -> Turn:
    if person in session.check_ins:
        return Turn(who(session, person), "spoken", session.check_ins[person])
    if session.floor and session.floor.person == person:
        return Turn(who(session, person), "floor")
    return Turn(who(session, person), "passed" if person in session.passes else "waiting")


def _follow_up(session: Session) -> DeskFollowUp | None:
    previous = session.previous
    if previous is None:
        return None
    return DeskFollowUp(
        client=who(session, previous.client),
        actions=reports_of(session),
        report=can(session, "report_action", previous.client),
        step=return_of(session),
    )
