"""The desk after the session: how the time went, and what stays; nothing private (S3.1, S5.2, S0.1, F4)."""

from collections.abc import Mapping

from besace.method import clock
from besace.method.formats import total
from besace.method.parts import Action, Contract, Waiver
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import names
from besace.method.view.desk.who import Who, client_of
from besace.method.words import TIMED, Said, Seconds, Stage


@value
class Taken:
    """A stage: its minutes as planned and as taken."""

    stage: Stage
    planned: int
    taken: int


@value
class DeskTime:
    """How the time went, stage by stage; the group went back to clarification so many times."""

    rows: tuple[Taken, ...]
    planned: int
    taken: int
    returns: int


@value
class DeskKept:
    """What stays with the facilitator: the contract, the plan as noted, what was let go, and the next date."""

    client: Who
    contract: Contract | None
    plan: tuple[Action, ...]
    waivers: tuple[Waiver, ...]
    cannot_come: tuple[Said, ...]


@value
class DeskSecond:
    """A second session follows at once: after how long a break, and of how many minutes."""

    pause: int
    minutes: int


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheets of a closed session."""
    here = session.stage is Stage.CLOSED
    return {
        "desk_second": _second(session) if here else None,
        "desk_time": _time(session) if here else None,
        "desk_kept": _kept(session) if here else None,
    }


def _second(session: Session) -> DeskSecond | None:
    follows = session.follows
    return DeskSecond(session.break_before, total(follows.minutes)) if follows else None


def _time(session: Session) -> DeskTime:
    rows = tuple(Taken(one, session.minutes[one], _minutes(session.spent.get(one, 0))) for one in TIMED)
    planned = sum(row.planned for row in rows)
    taken = _minutes(sum(session.spent.get(one, 0) for one in TIMED))
    return DeskTime(rows, planned, taken, session.returns)


def _minutes(seconds: Seconds) -> int:
    return (seconds + clock.MINUTE // 2) // clock.MINUTE


def _kept(session: Session) -> DeskKept:
    answers = session.next_answers.items()
    return DeskKept(
        client=client_of(session),
        contract=session.contract,
        plan=session.actions if session.copy is None else session.copy,
        waivers=session.waivers,
        cannot_come=names(session, tuple(one for one, yes in answers if not yes)),
    )
