"""The coach's one question: what could be said of this wording?"""

from datetime import date

from besace.coach.action import action_hints
from besace.coach.books import LANGUAGES, book
from besace.coach.folding import LONGEST
from besace.coach.hint import Hint
from besace.coach.speech import question_hints, reaction_hints
from besace.coach.subject import subject_hints

KINDS = ("subject", "question", "reaction", "action")

_SOME_DAY = date(2001, 1, 1)


def hints(language: str, kind: str, text: str, when: str | None = None, today: date | None = None) -> tuple[Hint, ...]:
    """Give the hints on a wording, at most one of each code, in the order ACTS lists them (B3, S2, S4.1, S5).

    Takes the language of the text (`en`, `fr`, also `fr-CA`), the kind of wording, and for an action the time given in its
    own field. Without `today` a time is only checked for being one. An unknown language or kind gets no advice.
    """
    spoken = language.lower().replace("_", "-").partition("-")[0]
    if spoken not in LANGUAGES or kind not in KINDS:
        return ()
    words, known = text[:LONGEST], book(spoken, kind)
    if kind == "subject":
        return tuple(subject_hints(known, words))
    if kind == "question":
        return tuple(question_hints(known, words))
    if kind == "reaction":
        return tuple(reaction_hints(known, words))
    return tuple(action_hints(known, spoken, words, when or "", today or _SOME_DAY))
