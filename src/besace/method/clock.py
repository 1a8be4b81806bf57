"""The clock rule of ACTS.md, in whole seconds: indicative, shared, never closing a step by itself (S0.2)."""

from besace.method.formats import total
from besace.method.session import Session
from besace.method.words import TIMED, Seconds, Stage

MINUTE: Seconds = 60


def planned(session: Session, stage: Stage) -> Seconds:
    """The planned length of a stage."""
    return session.minutes[stage] * MINUTE


def later(session: Session, stage: Stage) -> Seconds:
    """The planned lengths of all stages after this one."""
    return sum(planned(session, one) for one in TIMED[TIMED.index(stage) + 1 :])


def planned_end(session: Session) -> Seconds:
    """When the session is planned to end; the session must have been opened."""
    return (session.opened or 0) + total(session.minutes) * MINUTE


def session_left(session: Session, at: Seconds) -> Seconds:
    """Seconds to the planned end; below 0 when it has gone by."""
    return planned_end(session) - at


def allotment(session: Session, stage: Stage, at: Seconds) -> Seconds:
    """What a stage gets when entered at that instant: its planned length, or its share of what is left."""
    mine = planned(session, stage)
    rest = mine + later(session, stage)
    left = session_left(session, at)
    return mine if left >= rest else max(mine * left // rest, MINUTE)


def spent(session: Session, at: Seconds) -> Seconds:
    """Time spent in the step under way, pauses left out."""
    step = session.step
    until = at if step.paused_at is None else step.paused_at
    return max(until - step.entered - step.paused, 0)


def step_left(session: Session, at: Seconds) -> Seconds:
    """Seconds left in the step; below 0 it is an overrun."""
    return session.step.allotment - spent(session, at)


def behind(session: Session, at: Seconds) -> Seconds:
    """Seconds behind plan; negative means ahead."""
    rest = max(step_left(session, at), 0) + later(session, session.stage)
    return at + rest - planned_end(session)


def replanned(session: Session, at: Seconds) -> dict[Stage, Seconds]:
    """What each later stage would get if the session went on now, so that it still ends on time (S0.2)."""
    found: dict[Stage, Seconds] = {}
    entered = at
    for stage in TIMED[TIMED.index(session.stage) + 1 :]:
        found[stage] = allotment(session, stage, entered)
        entered += found[stage]
    return found


def is_timed(session: Session) -> bool:
    """Whether the clock runs in this stage."""
    return session.stage in TIMED
