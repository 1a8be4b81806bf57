"""The plan: an action that is a wish, or has no time (S5)."""

from besace.method.prompts.prompt import Code, Prompt
from besace.method.session import Session
from besace.method.words import Seconds, Stage

VAGUE, UNDATED = "vague", "undated"


def plan_vague(session: Session, at: Seconds) -> Prompt | None:
    """The first action with such a hint that she has not vouched for; not while the client writes, or in silence."""
    if session.stage is not Stage.SYNTHESIS or session.client is None or session.writing or _is_silent(session, at):
        return None
    for number, one in enumerate(session.actions, 1):
        if not one.vouched and (VAGUE in one.hints or UNDATED in one.hints):
            kind = VAGUE if VAGUE in one.hints else UNDATED
            return Prompt(Code.PLAN_VAGUE, f"{one.id} {kind}", session.client, kind=kind, number=number)
    return None


def _is_silent(session: Session, at: Seconds) -> bool:
    silence = session.silence
    return silence is not None and at < silence.since + silence.minutes * 60
