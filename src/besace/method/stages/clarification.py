"""Step 2, clarification: consultants ask, the client answers or does not (S2, S2.1, S2.2)."""

from collections.abc import Callable
from dataclasses import replace

from besace.method.acts import Code, Entry, Refusal
from besace.method.fields import number_of, one_of, optional, text
from besace.method.keeping import kept_number, use_kept
from besace.method.parts import Kept, Question
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


def _send_back(session: Session, call: Call) -> Facts | Refusal:
    asked = session.questions[call["question"] - 1]
    if asked.state:
        return Refusal(Code.INVALID, "question", "settled")
    if call["way"] == "kept" and not (asked.text and session.person(asked.by)):
        return Refusal(Code.INVALID, "way", "nothing-to-keep")
    return call.fields


def _sent_back(session: Session, entry: Entry) -> Session:
    """The question is no more the client's to answer; kept, it comes back in step 4 to who asked it (S2, S4.1)."""
    way, asked = entry.fields["way"], session.questions[entry.fields["question"] - 1]
    session = _settle(way)(session, entry)
    if way == "kept":
        mine = (*session.kept.get(asked.by, ()), Kept(asked.text, Stage.CLARIFICATION))
        return but(session, kept={**session.kept, asked.by: mine})
    return but(session, invited={**session.invited, asked.by: way}) if session.person(asked.by) else session


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
    Rule(
        "send_back",
        FACILITATOR,
        HERE,
        _sent_back,
        fields=(*WHICH, one_of("way", ("reword", "kept"))),
        do=_send_back,
    ),
    Rule("clear", CONSULTANT, HERE, _cleared),
)
