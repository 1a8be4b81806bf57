"""Step 2: an answer hidden in a question, a question that judges, and the client's discomfort (S2, S2.1)."""

from besace.method.prompts.prompt import Code, Prompt, Reason
from besace.method.session import Session
from besace.method.words import Seconds, Stage


def discomfort(session: Session, _: Seconds) -> Prompt | None:
    """The client's signal, until the facilitator has seen it: seen, it stays on her page, and gives way to the rest."""
    if session.discomfort != "on" or session.client is None:
        return None
    return Prompt(Code.DISCOMFORT, str(session.discomfort_at), session.client)


def hinted(code: Code, hint: str) -> Reason:
    """The last question with this hint that has neither been answered nor gone back to who asked it."""

    def reason(session: Session, _: Seconds) -> Prompt | None:
        if session.stage is not Stage.CLARIFICATION:
            return None
        found = [n for n, one in enumerate(session.questions, 1) if hint in one.hints and not one.state]
        if not found:
            return None
        asked = session.questions[found[-1] - 1]
        kind = "own" if asked.by == session.facilitator else ""
        return Prompt(code, str(found[-1]), asked.by, number=found[-1], kind=kind)

    return reason


advice_in_question = hinted(Code.ADVICE_IN_QUESTION, "answer-inside")
judging_question = hinted(Code.JUDGING_QUESTION, "judging")
