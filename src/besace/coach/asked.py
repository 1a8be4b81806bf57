"""What a coach is asked, and what it finds: the values its rules hand on."""

from dataclasses import dataclass, field
from datetime import date

from besace.coach.books import Book
from besace.coach.folding import Folded, fold


@dataclass(frozen=True, slots=True)
class Asked:
    """A wording as it was typed, with what is needed to judge it; `when` is an action's own field."""

    book: Book
    language: str
    text: str
    when: str = ""
    today: date | None = None
    folded: Folded = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))

    def again(self, text: str) -> "Asked":
        """Give the same question about another wording."""
        return Asked(self.book, self.language, text, self.when, self.today)


@dataclass(frozen=True, slots=True)
class Found:
    """A code, and the place in the folded text that it speaks of; None where something is missing."""

    code: str
    span: tuple[int, int] | None = None
