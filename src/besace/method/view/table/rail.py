"""The ruler of the session, and what an overrun takes from the steps to come (S0, S0.2)."""

from besace.method import clock
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import state_of
from besace.method.words import TIMED, Moment, Number, Seconds, Stage


@value
class Stretch:
    """One stage on the ruler; `again` is what it would get if the session went on now, where that is less."""

    stage: Stage
    minutes: Number
    state: str
    again: Number | None = None

    @property
    def length(self) -> Number:
        """The minutes it is drawn with."""
        return self.again or self.minutes


@value
class Rail:
    """The stages with their minutes, and when the session began and is to end."""

    stage: Stage
    stretches: tuple[Stretch, ...]
    moment: Moment | None
    began_at: Seconds | None
    ends_at: Seconds | None
    zone: str


@value
class Overrun:
    """How many minutes the step is over, and whether the later stages become shorter, so that all ends on time."""

    minutes: int
    shortens: bool
    ends_at: Seconds
    zone: str
    last: bool


def rail_of(session: Session, at: Seconds) -> Rail:
    """The ruler as it stands; planned again where the step is over its time."""
    again = _again(session, at)
    stretches = tuple(
        Stretch(stage, session.minutes[stage], state_of(session, stage), again.get(stage)) for stage in TIMED
    )
    ends = None if session.opened is None else session.closed or clock.planned_end(session)
    return Rail(session.stage, stretches, session.moment, session.opened, ends, session.zone)


def overrun_of(session: Session, at: Seconds) -> Overrun | None:
    """What the overrun takes from the rest, or None while the step is within its time."""
    if not _is_over(session, at):
        return None
    return Overrun(
        minutes=-clock.step_left(session, at) // clock.MINUTE,
        shortens=bool(_again(session, at)),
        ends_at=clock.planned_end(session),
        zone=session.zone,
        last=session.stage is TIMED[-1],
    )


def _is_over(session: Session, at: Seconds) -> bool:
    return clock.is_timed(session) and clock.step_left(session, at) < 0


def _again(session: Session, at: Seconds) -> dict[Stage, int]:
    """Minutes of the later stages planned again, those alone that lose some."""
    if not _is_over(session, at):
        return {}
    anew = {stage: seconds // clock.MINUTE for stage, seconds in clock.replanned(session, at).items()}
    return {stage: minutes for stage, minutes in anew.items() if minutes < session.minutes[stage]}
