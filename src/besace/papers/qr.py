"""An address as a square code (ISO/IEC 18004): for a page without a single style, or for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import StringIO
from itertools import groupby

import segno

LEVEL = "m"
QUIET = 4
"""The modules of quiet around the code, which readers need."""


@dataclass(frozen=True, slots=True)
class Square:
    """A square code to draw: the side in modules, quiet included, and one path of the dark ones."""

    side: int
    path: str

    @property
    def view_box(self) -> str:
        """What an `<svg>` needs to show it whole."""
        return f"{-QUIET} {-QUIET} {self.side} {self.side}"


def square_of(address: str) -> Square:
    """Gives an address as a drawing. An address too long for a square code is a ValueError."""
    rows = [bytes(row) for row in segno.make(address, error=LEVEL, micro=False).matrix]
    path = "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in _runs(row))
    return Square(len(rows) + 2 * QUIET, path)


def svg_of(address: str, name: str) -> str:
    """Gives an address as a whole SVG with classes only, for a page whose policy allows no inline style.

    `name` says it to those who do not see it.
    """
    square = square_of(address)
    return (
        f'<svg class="qr" viewBox="{square.view_box}" role="img" aria-label="{escape(name)}">'
        f'<path d="{square.path}"/></svg>'
    )


def terminal_of(address: str) -> str:
    """Gives an address as text for a terminal, two modules a line."""
    out = StringIO()
    segno.make(address, error=LEVEL, micro=False).terminal(out, compact=True)
    return out.getvalue()


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    x = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield x, length
        x += length
