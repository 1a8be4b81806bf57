"""What a check found: what is wrong, what is only told, and counts; ids and numbers, never words or names."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST = 20


@dataclass
class Report:
    """What is found on the way; `wrong` is what must not be, `told` what whoever runs the house may want to know."""

    counts: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    _many: Counter[str] = field(default_factory=Counter)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong

    def count(self, what: str, many: int) -> None:
        """Counts something."""
        self.counts[what] = self.counts.get(what, 0) + many

    def add(self, part: str, sentence: str) -> None:
        """Keeps what is wrong in a part; of many of a kind the first ones, and how many there were (`close`)."""
        self._many[part] += 1
        if self._many[part] <= MOST:
            self.wrong.append(sentence)

    def close(self) -> "Report":
        """Says of each part how many more there were than it kept."""
        for part, many in self._many.items():
            if many > MOST:
                self.wrong.append(f"In the {part}, {many - MOST} more of them are not as they must be.")
        return self

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {"whole": self.is_whole, "counts": self.counts, "wrong": self.wrong, "told": self.told}
