"""The desk in step 2: the questions, newest first, and how the client met them (S2, S2.1, S2.2)."""

from collections.abc import Mapping
from dataclasses import replace

from besace.method.parts import Question
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can, can, names
from besace.method.view.desk.who import Who, client_of, for_client, who
from besace.method.words import Count, Number, Said, Seconds, Stage


@value
class Asked:
    """One question; `state` is "", "answered", "declined", "reword" or "kept"; without words it was spoken.

    `carded`: its card lies open, and what that says and does the sheet leaves to it.
    """

    number: Number
    by: Who
    text: Said
    state: str
    hints: tuple[str, ...]
    carded: bool = False


@value
class DeskQuestions:
    """The questions, newest first; after a return from the contract, whose words did not match yet (S3).

    `give_back` opens for a question with an answer inside, or one that judges.
    """

    client: Who
    asked: Count
    questions: tuple[Asked, ...]
    unmatched: tuple[Said, ...]
    answer: Can
    give_back: Can

    def beside_card(self, number: Number) -> "DeskQuestions":
        """The same while the card of a question lies open."""
        lines = (replace(one, carded=True) if one.number == number else one for one in self.questions)
        return replace(self, questions=tuple(lines))


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheet of step 2."""
    return {"desk_questions": _questions(session) if session.stage is Stage.CLARIFICATION else None}


def _questions(session: Session) -> DeskQuestions:
    lines = [_asked(session, number, one) for number, one in enumerate(session.questions, 1)]
    said = session.reformulations.items()
    unmatched = tuple(person for person, one in said if one.matches is False and session.is_here(person))
    return DeskQuestions(
        client=client_of(session),
        asked=len(lines),
        questions=tuple(reversed(lines)),
        unmatched=names(session, unmatched),
        answer=for_client(session, "answer"),
        give_back=can(session, "send_back", session.facilitator),
    )


def _asked(session: Session, number: int, question: Question) -> Asked:
    return Asked(number, who(session, question.by), question.text, question.state, question.hints)
