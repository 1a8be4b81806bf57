"""What stands in a template for words or a number while it is drawn once for all: a hole that answers what is asked."""

from typing import Self

MANY = 2
"""From here on, English and French say all numbers alike; a language with more plurals (CLDR) needs more."""
MEASURES = (72, 80, 140)
"""The lengths beyond which templates show words smaller."""


class Many(int):
    """A number as a hole: many, to whoever counts."""

    hole: str

    def __new__(cls, hole: str) -> Self:
        """Stands for any number of that kind."""
        many = super().__new__(cls, MANY)
        many.hole = hole
        return many

    def __str__(self) -> str:
        return self.hole


class Long(str):
    """Words as a hole: as long as others, to whoever measures."""

    __slots__ = ("_length",)
    _length: int

    def __new__(cls, hole: str, length: int) -> Self:
        """Stands for any words that are taken for as long."""
        long = super().__new__(cls, hole)
        long._length = length
        return long

    def __len__(self) -> int:
        return self._length


def taken_for(words: str) -> int:
    """The length that words are taken for: the least of MEASURES that holds them, or one beyond them all."""
    return next((measure for measure in MEASURES if len(words) <= measure), MEASURES[-1] + 1)
