"""A hint: advice about one wording, given to the person who typed it."""

from dataclasses import dataclass

QUOTES = (("“", "”"), ("«", "»"))
"""The marks that set off a whole rewording, English and French."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Advice on a wording (ACTS, wording hints): never a refusal.

    `span` is the very words it speaks of and `start` their place in the text; "" and -1 where something is missing.
    """

    code: str
    span: str
    start: int
    suggestion: str
    why: str

    @property
    def rewording(self) -> str:
        """The whole text reworded, where the suggestion is one that can be taken as it stands; else ""."""
        for opening, closing in QUOTES:
            inner = self.suggestion[1:-1]
            if self.suggestion[:1] == opening and self.suggestion[-1:] == closing and opening not in inner:
                return inner.strip()
        return ""
