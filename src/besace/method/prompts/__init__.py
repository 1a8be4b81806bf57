"""The facilitator's prompts: the moments experts name, found in the journal by pure rules, in order of urgency.

A rule reads the folded session and the instant, and gives a reason or None; it knows no sentence and no screen. What is
shown of it is an island of her console alone (`view.table.cards`); what she set aside is kept by the shell (F1 to F3).
"""

from collections.abc import Iterator, Mapping

from besace.method import clock
from besace.method.prompts import asking, choice, contract, floor, plan, thresholds, timing
from besace.method.prompts.prompt import Code, Prompt, Reason
from besace.method.session import Session
from besace.method.turns import airtime_of
from besace.method.words import Seconds

__all__ = ["Code", "Prompt", "prompts", "wakes"]

REASONS: Mapping[Code, Reason] = {
    Code.DISCOMFORT: asking.discomfort,
    Code.ADVICE_IN_QUESTION: asking.advice_in_question,
    Code.JUDGING_QUESTION: asking.judging_question,
    Code.TIE: choice.tie,
    Code.CLIENT_DEFENDS: floor.client_defends,
    Code.REFORMULATIONS_APART: contract.reformulations_apart,
    Code.CONTRACT_SKIPPED: contract.contract_skipped,
    Code.MUCH_FLOOR: floor.much_floor,
    Code.TIME_SHORT: timing.time_short,
    Code.NOT_HEARD: floor.not_heard,
    Code.PLAN_VAGUE: plan.plan_vague,
    Code.NEXT_CLIENT_ABSENT: choice.next_client_absent,
    Code.SUBJECT_TECHNICAL: choice.subject_technical,
    Code.SUBJECT_WIDE: choice.subject_wide,
}
"""Each code with its rule, in the order of `Code`: the most urgent first."""


def prompts(session: Session, at: Seconds) -> tuple[Prompt, ...]:
    """Every reason the journal gives at this instant, the most urgent first; one a code."""
    found = (reason(session, at) for reason in REASONS.values())
    return tuple(one for one in found if one)


def wakes(session: Session, at: Seconds) -> Iterator[Seconds]:
    """The instants to come at which a prompt may appear by time alone, for the one timer a room has.

    Half of the step, and minutes of floor: once each. What depends on how late it is, is looked at each minute that a
    step is over its time, as the ruler is.
    """
    if not clock.is_timed(session) or session.step.paused_at is not None:
        return
    yield floor.half(session)
    if session.floor:
        held = airtime_of(session, session.floor.person, at)
        limit = thresholds.CLIENT_FLOOR if session.floor.person == session.client else thresholds.LONG_FLOOR
        yield at + limit - held
