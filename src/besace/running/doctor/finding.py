"""What the doctor found: a sentence that says what is so and what to do, and how much it matters."""

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """How much something matters; its word stands before the sentence."""

    STOPS = "Stops"
    """Besace does not start so, or does not do what it is there for."""
    ADVICE = "Advice"
    """It works, and could be better or safer."""
    WELL = "Well"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    weight: Weight
    sentence: str


def stops(sentence: str) -> Finding:
    """What must be mended first."""
    return Finding(Weight.STOPS, sentence)


def advice(sentence: str) -> Finding:
    """What whoever runs the house may want to change."""
    return Finding(Weight.ADVICE, sentence)


def well(sentence: str) -> Finding:
    """What is as it must be."""
    return Finding(Weight.WELL, sentence)
