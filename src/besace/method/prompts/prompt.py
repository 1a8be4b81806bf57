"""One reason to show a card, as a value: what the facilitator may have seen already, and may want words for."""

from collections.abc import Callable
from enum import StrEnum

from besace.method.session import Session
from besace.method.value import value
from besace.method.words import PersonId, Seconds, Stage


class Code(StrEnum):
    """The moments that have a card, the most urgent first."""

    DISCOMFORT = "discomfort"
    ADVICE_IN_QUESTION = "advice-in-question"
    JUDGING_QUESTION = "judging-question"
    TIE = "tie"
    CLIENT_DEFENDS = "client-defends"
    REFORMULATIONS_APART = "reformulations-apart"
    CONTRACT_SKIPPED = "contract-skipped"
    MUCH_FLOOR = "much-floor"
    TIME_SHORT = "time-short"
    NOT_HEARD = "not-heard"
    PLAN_VAGUE = "plan-vague"
    NEXT_CLIENT_ABSENT = "next-client-absent"
    SUBJECT_TECHNICAL = "subject-technical"
    SUBJECT_WIDE = "subject-wide"


@value
class Prompt:
    """A reason the journal gives. `about` tells this occurrence from the next; it holds ids and numbers, never words.

    `person` is whom it speaks of, `others` those beside her, `kind` which of two sentences fits; `stage`, `minutes` and
    `keeps` what can be shortened; `number` which question or action, from 1.
    """

    code: Code
    about: str = ""
    person: PersonId = ""
    others: tuple[PersonId, ...] = ()
    kind: str = ""
    number: int = 0
    stage: Stage | None = None
    minutes: int = 0
    keeps: int = 0


type Reason = Callable[[Session, Seconds], Prompt | None]
"""Given the session and the instant: the reason, or None."""
