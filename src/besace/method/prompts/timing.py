"""Time that runs out: what to shorten, and by how much (S0.2)."""

from besace.method.prompts.prompt import Code, Prompt
from besace.method.session import Session
from besace.method.shortening import shortening
from besace.method.words import Seconds


def time_short(session: Session, at: Seconds) -> Prompt | None:
    """A session so late that a step to come should give minutes; not in a pause, which she has chosen."""
    if session.step.paused_at is not None:
        return None
    found = shortening(session, at)
    if found is None:
        return None
    about = f"{session.stage} {found.stage} {found.minutes}"
    return Prompt(Code.TIME_SHORT, about, stage=found.stage, minutes=found.minutes, keeps=found.keeps)
