"""What was measured, as lines beside their budgets, and as the table of docs/performance.md."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import ratio

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BLOCK = r"(?<=<!-- {} -->\n).*?(?=<!-- end -->)"
MEASURED, ROOMS = "measured", "rooms"
HEAD = ("what", "ours", "floor", "ratio", "budget", "verdict")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: ours, the floor's in the same run where there is one, and what it must not exceed.

    `limit` bounds ours from above or, where `of_floor`, the ratio from below. `beside` is what stands in the floor's
    place where it is not the floor. A `doubtful` figure gets no verdict.
    """

    what: str
    ours: float | None
    unit: str = ""
    floor: float | None = None
    limit: float | None = None
    of_floor: bool = False
    beside: str = "floor"
    note: str = ""
    doubtful: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours over the floor's."""
        return None if self.ours is None or self.floor is None else ratio(self.ours, self.floor)

    @property
    def met(self) -> bool | None:
        """Whether the budget is met; None where nothing was measured, no budget is set, or nobody can tell."""
        judged = self.ratio if self.of_floor else self.ours
        if judged is None or self.limit is None or self.doubtful:
            return None
        return judged >= self.limit if self.of_floor else judged <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The line as text, in the order of HEAD."""
        verdict = {True: "met", False: "missed", None: "–"}[self.met]
        budget = "–" if self.limit is None else f"≥ {self.limit:g} × {self.beside}" if self.of_floor else self._limit()
        said = self.note if self.ours is None else f"{_number(self.ours)} {self.unit}".strip()
        floor = "–" if self.floor is None else f"{_number(self.floor)} {self.unit}".strip()
        return self.what, said, floor, "–" if self.ratio is None else f"{self.ratio:.3g}", budget, verdict

    def _limit(self) -> str:
        return f"≤ {self.limit:g} {self.unit}".strip()


def written(lines: Iterable[Line]) -> str:
    """The lines as a table, and below it what has to be known to read them."""
    kept = list(lines)
    notes = [f"- {line.what}: {line.note}" for line in kept if line.note and line.ours is not None]
    return "\n".join([*drawn(HEAD, [line.cells() for line in kept]), *([""] if notes else []), *notes]) + "\n"


def drawn(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table of these rows, in Markdown."""
    return [_row(row) for row in (head, ["---"] * len(head), *rows)]


def put_into(page: str, table: str, part: str = MEASURED) -> str:
    """A page with one of its measured parts replaced.

    Raises:
        ValueError: the page has no such part.
    """
    block = re.compile(BLOCK.format(part), re.DOTALL)
    if not block.search(page):
        raise ValueError(f"The page has no part for what was measured ({part}).")
    return block.sub(lambda _: table, page)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
