"""What can be taken from the steps to come so that a late session still ends on time: from which, and how much (S0.2).

Which step gives, and what it keeps, is data. The contract gives nothing: ten minutes that save an hour (S3). The plan
is what the client goes home with, so it gives last and little (S5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from besace.method import clock
from besace.method.formats import total
from besace.method.session import Session
from besace.method.words import STAGES, TIMED, Seconds, Stage

KEEPS: Mapping[Stage, Fraction] = {
    Stage.REACTIONS: Fraction(3, 5),
    Stage.CONCLUSION: Fraction(1, 2),
    Stage.CLARIFICATION: Fraction(3, 5),
    Stage.PRESENTATION: Fraction(2, 3),
    Stage.SYNTHESIS: Fraction(4, 5),
}
"""The steps that can give minutes, in the order in which they are asked, and the share of their own that each keeps."""

SMALLEST_SHARE = 36
"""Under a thirty-sixth of the session (5 minutes of 180) nothing is worth shortening: it comes back by itself."""
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Shortening:
    """A later step, the minutes it would give, and those it would keep."""

    stage: Stage
    minutes: int
    keeps: int


def grain(session: Session) -> int:
    """The minutes by which one shortens; being late by less is no reason."""
    return max(FEWEST, total(session.minutes) // SMALLEST_SHARE)


def spare(session: Session, stage: Stage) -> int:
    """The minutes a later step can give and still be itself; 0 for one that gives none, or is not to come."""
    share = KEEPS.get(stage)
    if share is None or STAGES.index(stage) <= STAGES.index(session.stage):
        return 0
    whole = session.minutes[stage]
    return whole - max(1, -(-whole * share.numerator // share.denominator))


def shortening(session: Session, at: Seconds) -> Shortening | None:
    """What to shorten now, and by how much: the first step that can give enough to matter, else None."""
    if not clock.is_timed(session):
        return None
    least = grain(session)
    late = clock.behind(session, at) // clock.MINUTE
    for stage in KEEPS:
        minutes = min(late, spare(session, stage)) // least * least
        if minutes > 0:
            return Shortening(stage, minutes, session.minutes[stage] - minutes)
    return None


def used_most(session: Session, at: Seconds) -> Stage:
    """The step, over or under way, that took most beyond its planned time: to it the minutes go, so the sum stays."""
    now = TIMED.index(session.stage)
    return max(TIMED[: now + 1], key=lambda stage: _used(session, stage, at) - clock.planned(session, stage))


def _used(session: Session, stage: Stage, at: Seconds) -> Seconds:
    before = session.spent.get(stage, 0)
    if stage is not session.stage:
        return before
    return before + max(clock.spent(session, at), session.step.allotment)
