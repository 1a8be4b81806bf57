"""Refusals in human words: a code of the core becomes one sentence one can act on, and what is still open is named."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from besace.method.acts import Code, Refusal
from besace.method.gates import Standing, gate
from besace.method.session import Session
from besace.method.view.common import names
from besace.web.gate_words import CONDITIONS

type Said = str | Promise

SENTENCES: Mapping[Code, Said] = {
    Code.CLOSED: _("The session is closed. Nothing can be added to it."),
    Code.NOT_NOW: _("This step is over, or not there yet. Nothing was sent: what you wrote is still here."),
    Code.NOT_YOURS: _("This is for someone else to do just now."),
    Code.UNKNOWN: _("That is no longer there. The page shows what is."),
    Code.INVALID: _("Something is missing in what you wrote, or cannot be read."),
    Code.FULL: _("The table is full: nine people at most, so that each can speak."),
    Code.UNMET: _("Not yet."),
}
"""By the code alone."""

WHY: Mapping[str, Said] = {
    "absent": _("Nobody sits in that seat just now. The facilitator can open it again."),
    "facilitator": _("The facilitator’s seat is not one of the participants’."),
    "another-round": _("That round of the vote is over. If another one is open, lay your sticks again."),
    "gap": _("Lay the choices in order: the first, then the second, then the third."),
    "missing": _("A field is still empty."),
    "never-waived": _("Without a subject there is nothing to work on: choose one first."),
    "moved-on": _("The session has moved on already."),
    "nine-at-most": SENTENCES[Code.FULL],
    "no-shorter": _("This step is still to have time enough. Take fewer minutes, or from another one."),
    "nothing-to-keep": _("This question was asked aloud: there are no words to keep."),
    "settled": _("This question has been answered, or given back, already."),
    "no-such-act": _("This button is from another version of the page. Load the page again."),
    "no-such-action": _("This action is no longer in the plan."),
    "no-such-note": _("This note is no longer in your bag."),
    "no-such-person": _("This person is not in the session. Choose someone at the table."),
    "no-such-question": _("This question is not in the list."),
    "no-such-subject": _("This subject is no longer on the paperboard. Choose another one."),
    "nobody-here": _("Nobody is at the table yet. Admit someone first."),
    "not-a-choice": _("Choose one of the answers offered."),
    "not-a-key": _("Use letters, digits and hyphens only."),
    "not-a-number": _("Write a whole number."),
    "not-a-plan": _("Each line of your copy needs what will be done."),
    "not-an-address": _("Copy the whole link, from https:// on."),
    "not-its-owner": _("Only the person who gave this subject can change it."),
    "not-on-the-ballot": _("This subject is not on the ballot. Choose one that is."),
    "not-open": _("This condition is met already, or let go. The page shows what is still open."),
    "not-said-back-yet": _("This person has not said it back yet. Listen first, then answer."),
    "not-the-sole-winner": _("This subject did not win the last count alone. Choose another reason, or vote again."),
    "not-words": _("Write it in words."),
    "not-yes-or-no": _("Answer yes or no."),
    "nothing-kept": _("Nothing was kept for this step. Write it here."),
    "out-of-range": _("This number is too small or too large."),
    "taken": _("This is already there. Load the page again to see it."),
    "too-late": _("The lengths are set before the session opens. Use “5 min” to extend a step."),
    "too-long": _("This is too long. Keep what matters most."),
    "too-many": _("The plan has twenty actions already. Take one out first."),
    "twice": _("The same one stands there twice. Give each choice to another."),
}
"""By what was wrong, wherever it was."""

FIELDS: Mapping[tuple[str, str], Said] = {
    ("available", "missing"): _("Say whether that date suits."),
    ("because", "missing"): _("Say why this subject: urgent, or resonating."),
    ("condition", "missing"): _("Choose which condition you let go."),
    ("expectation", "missing"): _("Write what is expected of the group."),
    ("facilitator_name", "missing"): _("Write your first name."),
    ("first", "missing"): _("Lay your three sticks first: choose your first favourite."),
    ("kind", "missing"): _("Choose what kind it is."),
    ("minutes", "missing"): _("Give a number of minutes."),
    ("minutes", "out-of-range"): _("Give another number of minutes."),
    ("outcome", "missing"): _("Say whether it is done, started or not yet."),
    ("people", "missing"): _("Each person needs a first name."),
    ("person", "missing"): _("Choose a person at the table."),
    ("question", "missing"): _("Write the question of the contract."),
    ("reason", "missing"): _("Say why, in a few words."),
    ("subject", "missing"): _("Choose a subject."),
    ("term", "missing"): _("Choose the short, the medium or the long term."),
    ("text", "missing"): _("Write a few words first."),
    ("title", "missing"): _("Write the subject in a sentence."),
}
"""By the field and what was wrong with it."""

FOR_SOMEONE = _("Only the facilitator writes for someone else.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said to the person whose act was refused, and the open conditions, a sentence each."""

    text: str
    open: tuple[str, ...] = ()


def phrase(refusal: Refusal, session: Session, language: str) -> Sentence:
    """Says a refusal in a language (ACTS.md, Refusals), with one thing to do about it.

    `session` lets the open conditions name who is still missing; what was said is never quoted.
    """
    with override(language):
        standing = {str(one.condition): one for one in gate(session)} if refusal.open else {}
        still = tuple(_still(session, name, standing.get(name)) for name in refusal.open)
        return Sentence(str(_text(refusal)), still)


def _text(refusal: Refusal) -> Said:
    if refusal.code is Code.NOT_YOURS and refusal.field == "for":
        return FOR_SOMEONE
    particular = FIELDS.get((refusal.field, refusal.why)) or WHY.get(refusal.why)
    return particular or SENTENCES[refusal.code]


def _still(session: Session, name: str, standing: Standing | None) -> str:
    words = str(CONDITIONS.get(name, name))
    missing = names(session, standing.missing) if standing else ()
    if not missing:
        return gettext("%(condition)s: not yet.") % {"condition": words}
    return gettext("%(condition)s: %(names)s not yet.") % {"condition": words, "names": ", ".join(missing)}
