"""The contract: reformulations that go apart, and a contract that was let go (S3, S3.1)."""

from besace.method.prompts import thresholds
from besace.method.prompts.prompt import Code, Prompt
from besace.method.session import Session
from besace.method.words import Condition, Seconds, Stage

OF_THE_CONTRACT = frozenset({Condition.CONTRACT_STATED, Condition.ALL_AGREE})


def reformulations_apart(session: Session, _: Seconds) -> Prompt | None:
    """Two or more that do not match for the client; between two consultants, one."""
    if session.stage is not Stage.CONTRACT:
        return None
    said = session.reformulations
    apart = tuple(one for one in session.consultants if one in said and said[one].matches is False)
    enough = min(thresholds.APART, max(len(session.consultants) - 1, 1))
    if len(apart) < enough:
        return None
    return Prompt(Code.REFORMULATIONS_APART, f"{session.returns} {' '.join(apart)}", session.client or "", apart)


def contract_skipped(session: Session, _: Seconds) -> Prompt | None:
    """The reactions begin without a contract that all agreed to: it was let go, with a reason."""
    if session.stage is not Stage.REACTIONS or len(session.reactions) >= thresholds.OPENING_OF_REACTIONS:
        return None
    waived = [one for one in session.waivers if one.condition in OF_THE_CONTRACT and one.subject == session.chosen]
    stated = session.contract is not None
    if not waived or session.client is None:
        return None
    return Prompt(Code.CONTRACT_SKIPPED, "", session.client, kind="stated" if stated else "")
