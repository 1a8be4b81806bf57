"""The coach: wording hints and time slots in plain words. Pure: the same words on the same day get the same advice."""

from besace.coach.advice import KINDS, codes, hints
from besace.coach.books import LANGUAGES
from besace.coach.hint import Hint
from besace.coach.lines import answer, answers, hint_line, hint_lines
from besace.coach.slots import Slot, time_slot

__all__ = [
    "KINDS",
    "LANGUAGES",
    "Hint",
    "Slot",
    "answer",
    "answers",
    "codes",
    "hint_line",
    "hint_lines",
    "hints",
    "time_slot",
]
