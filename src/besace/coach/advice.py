"""The coach's one question: what could be said of this wording?"""

import re
from dataclasses import replace
from datetime import date

from besace.coach.action import action_hints
from besace.coach.books import LANGUAGES, book
from besace.coach.folding import LONGEST
from besace.coach.hint import Hint
from besace.coach.speech import question_hints, reaction_hints
from besace.coach.subject import subject_hints

_RULES = {"subject": subject_hints, "question": question_hints, "reaction": reaction_hints}
KINDS = ("subject", "question", "reaction", "action")

_SOME_DAY = date(2001, 1, 1)


def hints(language: str, kind: str, text: str, when: str | None = None, today: date | None = None) -> tuple[Hint, ...]:
    """Give the hints on a wording, at most one of each code, in the order ACTS lists them (B3, S2, S4.1, S5).

    Takes the language of the text (`en`, `fr`, also `fr-CA`), the kind of wording, and for an action the time given in
    its own field. Without `today` a time is only checked for being one. An unknown language or kind gets no advice.
    """
    spoken = language.lower().replace("_", "-").partition("-")[0]
    if spoken not in LANGUAGES or kind not in KINDS:
        return ()
    words, known = text[:LONGEST], book(spoken, kind)
    if kind == "action":
        found = action_hints(known, spoken, words, when or "", today or _SOME_DAY)
    else:
        found = _RULES[kind](known, words)
    return tuple(replace(hint, suggestion=_set(spoken, hint.suggestion), why=_set(spoken, hint.why)) for hint in found)


def _set(language: str, text: str) -> str:
    """Set the room before a mark: none in English, in French a narrow one at which no line breaks."""
    if language == "en":
        return re.sub(r"\s+(?=[?!;:](?!\w))", "", text)
    return re.sub(r"\s+(?=[?!;:»])|(?<=[^\s?!.…(])(?=[?!](?:\s|$))|(?<=«)\s+", "\u202f", text)
