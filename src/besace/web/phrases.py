"""Refusals in human words: a code of the core becomes one sentence, and what is still open is said by name."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from besace.method.acts import Code, Refusal
from besace.method.session import Session
from besace.method.words import Condition

SENTENCES = {
    Code.CLOSED: _("The session is closed. Nothing can be added to it."),
    Code.NOT_NOW: _("This step is over, or not there yet. Nothing was sent: what you wrote is still here."),
    Code.NOT_YOURS: _("This is for someone else to do just now."),
    Code.UNKNOWN: _("That is no longer there. The page shows what is."),
    Code.INVALID: _("Something is missing in what you wrote, or cannot be read."),
    Code.FULL: _("The table is full: nine people at most, so that each can speak."),
    Code.UNMET: _("Not yet."),
}

FIELDS = {
    "title": _("Write your subject in a sentence."),
    "text": _("Write a few words first, 4,000 signs at most."),
    "question": _("Write the question of the contract."),
    "expectation": _("Write what you hope to leave with."),
    "reason": _("Say why, in a few words."),
    "minutes": _("Give a number of minutes."),
    "kind": _("Choose what kind it is."),
    "first": _("Choose different subjects, among those on the ballot."),
    "second": _("Choose different subjects, among those on the ballot."),
    "third": _("Choose different subjects, among those on the ballot."),
    "when": _("Say when: a day, a week, a date."),
    "term": _("Choose the short, the medium or the long term."),
    "condition": _("This condition is not open any more."),
    "subject": _("Choose a subject."),
    "outcome": _("Say whether it is done, started or not yet."),
    "person": _("Choose a person at the table."),
    "name": _("Write a first name, forty letters at most."),
}

CONDITIONS = {
    Condition.SUBJECT_CHOSEN: _("A subject is chosen."),
    Condition.CLIENT_AGREES: _("The owner of the subject agrees to be the client."),
    Condition.CONSULTANTS_CONSENT: _("The others consent."),
    Condition.PRESENTED: _("The client has said it all."),
    Condition.EACH_ASKED: _("Each has asked, or passed."),
    Condition.CLEAR_TO_ALL: _("The subject is clear to each."),
    Condition.EACH_REFORMULATED: _("Each has reformulated."),
    Condition.REFORMULATIONS_MATCH: _("The reformulations match."),
    Condition.CONTRACT_STATED: _("The contract is worded."),
    Condition.ALL_AGREE: _("Each agrees to the contract."),
    Condition.EACH_REACTED: _("Each has reacted, or passed."),
    Condition.THREE_ACTIONS: _("There are three actions."),
    Condition.ACTIONS_OPERATIONAL: _("Each action says what will be done."),
    Condition.ACTIONS_DATED: _("Each action has a time."),
    Condition.PLANS_AGREE: _("The two copies of the plan are the same."),
    Condition.EACH_EVALUATED: _("Each has said what they take from it, or passed."),
    Condition.NEXT_CONFIRMED: _("Each has answered for the next session."),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said to the person whose act was refused, and the open conditions, a sentence each."""

    text: str
    open: tuple[str, ...] = ()


def phrase(refusal: Refusal, session: Session, language: str) -> Sentence:
    """Says a refusal in a language. `session` lets a sentence name people; its content is never quoted."""
    with override(language):
        text = FIELDS.get(refusal.field) if refusal.code is Code.INVALID else None
        conditions = tuple(str(CONDITIONS[Condition(name)]) for name in refusal.open)
        return Sentence(str(text or SENTENCES[refusal.code]), conditions)
