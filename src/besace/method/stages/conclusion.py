"""Step 6, conclusion: what each learned, enjoyed and will apply; the next date; the end (S6, S6.1)."""

from besace.method.acts import Entry
from besace.method.fields import flag, optional, text
from besace.method.parts import Evaluation
from besace.method.rule import CLIENT, CONSULTANT, PARTICIPANT, Rule
from besace.method.session import Session, but
from besace.method.turns import speak
from besace.method.words import Stage

HERE = (Stage.CONCLUSION,)
QUESTIONS = ("learned", "enjoyed", "apply", "expected")
"""All that may be answered; `view` asks three of them, or the four of the card of four (`method.variants`)."""


def _evaluated(session: Session, entry: Entry) -> Session:
    said = Evaluation(*(entry.fields.get(name) or "" for name in QUESTIONS))
    return but(speak(session, entry.whose), evaluations={**session.evaluations, entry.whose: said})


def _answered(session: Session, entry: Entry) -> Session:
    return but(session, next_answers={**session.next_answers, entry.whose: entry.fields["available"]})


def _has_next(session: Session) -> bool:
    return session.next_session


RULES = (
    Rule(
        "evaluate",
        CLIENT | CONSULTANT,
        HERE,
        _evaluated,
        fields=tuple(optional(text(name), "") for name in QUESTIONS),
    ),
    Rule("confirm_next", PARTICIPANT, HERE, _answered, fields=(flag("available"),), now=_has_next),
)
