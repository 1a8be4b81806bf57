"""Moves: what someone would do next, and how long she takes to."""

from dataclasses import dataclass
from typing import Any

from besace.method.acts import Act

LETTERS_A_SECOND = 13.0
BREATH = 3.0
GLANCE = 1.5


@dataclass(frozen=True, slots=True)
class Move:
    """An act of one person after so many seconds of a calm practice; `line` numbers what was written for it."""

    key: str
    act: Act
    after: float
    line: int = 0


def move(key: str, word: str, after: float = GLANCE, **fields: Any) -> Move:
    """A move that nothing in the script says."""
    return Move(key, Act(word, fields), after)


def telling(text: str) -> float:
    """Seconds to say or to type something, a breath before it included."""
    return BREATH + len(text) / LETTERS_A_SECOND


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody says aloud: it leaves no entry, and is shown in a practice alone."""

    name: str
    text: str
