"""What was measured of a page, beside what it must reach, as lines of docs/quality.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
FIGURES, LIGHTHOUSE = "figures", "lighthouse"
HEAD = ("what", "measured", "budget", "verdict")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, and what it must not exceed; `note` is what has to be known to read it."""

    what: str
    value: float | None
    most: float
    unit: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """The figure as text, in the order of HEAD; where nothing was measured the note says why."""
        if self.value is None:
            return self.what, self.note, self._budget(), "–"
        said = f"{_number(self.value)} {self.unit}".strip()
        return self.what, said, self._budget(), "met" if self.value <= self.most else "missed"

    def _budget(self) -> str:
        return f"≤ {self.most:g} {self.unit}".strip()


def written(figures: Iterable[Figure]) -> str:
    """The figures as a table, and below it their notes."""
    kept = list(figures)
    notes = [f"- {one.what}: {one.note}" for one in kept if one.note and one.value is not None]
    return "\n".join([*table(HEAD, (one.cells() for one in kept)), *([""] if notes else []), *notes]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table."""
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
