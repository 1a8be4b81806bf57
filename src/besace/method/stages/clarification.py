"""Step 2, clarification: consultants ask, the client answers or does not (S2, S2.1, S2.2)."""

from collections.abc import Callable
from dataclasses import replace

from besace.method.acts import Entry
from besace.method.fields import number_of, optional, text
from besace.method.keeping import kept_number, use_kept
from besace.method.parts import Question
from besace.method.rule import CLIENT, CONSULTANT, FACILITATOR, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.turns import speak
from besace.method.words import Stage

HERE = (Stage.CLARIFICATION,)


def _ask(_: Session, call: Call) -> Facts:
    return {**call.fields, "hints": list(call.hints)}


def _asked(session: Session, entry: Entry) -> Session:
    question = Question(entry.whose, entry.fields.get("text") or "", hints=tuple(entry.fields.get("hints", ())))
    session = use_kept(session, entry)
    return but(speak(session, entry.whose), questions=(*session.questions, question))


def _settle(state: str) -> Callable[[Session, Entry], Session]:
    def settled(session: Session, entry: Entry) -> Session:
        which = entry.fields["question"] - 1
        questions = list(session.questions)
        questions[which] = replace(questions[which], state=state)
        return but(session, questions=tuple(questions))

    return settled


def _cleared(session: Session, entry: Entry) -> Session:
    return but(session, clear=session.clear | {entry.whose})


WHICH = (number_of("question", lambda session: len(session.questions)),)

RULES = (
    Rule(
        "ask",
        CONSULTANT | FACILITATOR,
        HERE,
        _asked,
        fields=(optional(text("text"), ""), optional(kept_number())),
        do=_ask,
    ),
    Rule("answer", CLIENT, HERE, _settle("answered"), fields=WHICH),
    Rule("decline_answer", CLIENT, HERE, _settle("declined"), fields=WHICH),
    Rule("clear", CONSULTANT, HERE, _cleared),
)
