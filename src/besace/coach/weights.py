"""How much each sign weighs: a hundred thousand signs a code, so they are kept as numbers, eight bytes each."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Protocol
from zlib import crc32

_BITS = 16
_BOTH = 1 << _BITS
_MIDDLE = _BOTH >> 1
"""Weights lie between this and its opposite."""
_WHOLE = 32 + _BITS
"""Bits of a row: the checksum, then the weight."""


class Weighing(Protocol):
    """What says how much a sign weighs: this module's rows, or a plain dictionary."""

    def get(self, sign: str, unmet: int, /) -> int:
        """Give the weight of a sign, or `unmet` where it was never met."""
        ...


class Weights:
    """The weights of one code, found by the checksum of their signs (CRC-32, ISO 3309).

    One sign in fifty thousand that was never met is taken for one that was: it changes no verdict.
    Rows lie in order, about two to a drawer, so that whoever looks for one touches little of the memory.
    """

    __slots__ = ("_drawers", "_rows", "_shift")

    def __init__(self, rows: Iterable[int]) -> None:
        """Take the row of each sign, as `row` makes them, in any order."""
        self._rows = array("Q", sorted(rows))
        self._shift = _WHOLE - max(len(self._rows).bit_length() - 1, 0)
        begins = range(0, (1 << _WHOLE) + 1, 1 << self._shift)
        self._drawers = array("I", [bisect_left(self._rows, begin) for begin in begins])

    def get(self, sign: str, unmet: int, /) -> int:
        """Give the weight of a sign, or `unmet` where it was never met."""
        first = crc32(sign.encode()) << _BITS
        drawer = first >> self._shift
        at = bisect_left(self._rows, first, self._drawers[drawer], self._drawers[drawer + 1])
        if at < len(self._rows) and (weight := self._rows[at] - first) < _BOTH:
            return weight - _MIDDLE
        return unmet

    def __len__(self) -> int:
        """Give how many signs weigh something."""
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        """Tell whether the same signs weigh the same."""
        return isinstance(other, Weights) and self._rows == other._rows

    def __hash__(self) -> int:
        """Give a number that equal weights share."""
        return hash(self._rows.tobytes())


def row(sign: str, weight: int) -> int:
    """Give what is kept of a sign and its weight in two bytes; OverflowError where it is greater."""
    if not -_MIDDLE <= weight < _MIDDLE:
        raise OverflowError(f"{sign} weighs {weight}")
    return (crc32(sign.encode()) << _BITS) + weight + _MIDDLE
