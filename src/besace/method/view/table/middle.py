"""What lies in the middle of the table: the clock, and what the group is at (S0.2, S0.3, S3.1)."""

from besace.method import clock
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Clock, clock_of, contract_of
from besace.method.words import Moment, Said, Seconds, Stage


@value
class TableClock:
    """The clock of the step, and the end of a silence while one lasts."""

    clock: Clock
    silence_ends: Seconds | None = None
    silence_length: Seconds = 0


@value
class Middle:
    """What the group is at: the contract, the subject, or the moment under way."""

    stage: Stage
    moment: Moment | None
    title: Said = ""
    owner: Said = ""
    expectation: Said = ""
    stated: bool = False
    first: bool = False


def clock_at_table(session: Session, at: Seconds) -> TableClock | None:
    """The clock, or None before the opening and after the end."""
    found = clock_of(session, at)
    if found is None:
        return None
    silence = session.silence
    if session.stage is not Stage.SYNTHESIS or silence is None:
        return TableClock(found)
    length = silence.minutes * clock.MINUTE
    return TableClock(found, silence.since + length, length) if at < silence.since + length else TableClock(found)


def middle_of(session: Session) -> Middle:
    """What lies on the table now."""
    if session.moment is Moment.CONSENT:
        return _chosen(session)
    found = contract_of(session)
    if found is None:
        previous = session.previous.client if session.previous else ""
        owner = session.name_of(previous) if session.moment is Moment.FOLLOW_UP else ""
        return Middle(session.stage, session.moment, owner=owner, first=session.number == 1)
    return Middle(session.stage, None, found.title, found.owner, found.expectation, found.stated)


def _chosen(session: Session) -> Middle:
    subject = session.subject(session.chosen)
    title, owner = (subject.title, session.name_of(subject.owner)) if subject else ("", "")
    return Middle(session.stage, session.moment, title, owner)
