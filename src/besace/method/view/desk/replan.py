"""The rest of the plan, shown again when a step overruns, so that the session still ends on time (S0.2)."""

from collections.abc import Mapping

from besace.method import clock
from besace.method.session import Session
from besace.method.value import value
from besace.method.words import Number, Seconds, Stage


@value
class Replanned:
    """One later stage: its minutes as planned, and what it would get if the session went on now."""

    stage: Stage
    planned: Number
    now: Number


@value
class DeskReplan:
    """The later stages, planned again."""

    rows: tuple[Replanned, ...]


def islands(session: Session, at: Seconds) -> Mapping[str, object | None]:
    """The rest of the plan, while the step overruns."""
    return {"desk_replan": _replan(session, at)}


def _replan(session: Session, at: Seconds) -> DeskReplan | None:
    if not clock.is_timed(session) or clock.step_left(session, at) >= 0:
        return None
    shares = clock.replanned(session, at)
    rows = tuple(Replanned(one, session.minutes[one], share // clock.MINUTE) for one, share in shares.items())
    return DeskReplan(rows) if any(row.now < row.planned for row in rows) else None
