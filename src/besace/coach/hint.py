"""A hint: advice about one wording, given to the person who typed it."""

from dataclasses import dataclass

QUOTES = (("“", "”"), ("«", "»"))
"""The marks that set off a whole rewording."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Advice on a wording (ACTS, wording hints): never a refusal.

    `span` is the very words it speaks of and `start` their place in the text; "" and -1 where something is missing.
    `more` are further suggestions, where there is more than one way.
    """

    code: str
    span: str
    start: int
    suggestion: str
    why: str
    more: tuple[str, ...] = ()

    @property
    def rewording(self) -> str:
        """The whole text reworded, where the suggestion is one that can be taken as it stands; else ""."""
        return _whole(self.suggestion)

    @property
    def rewordings(self) -> tuple[str, ...]:
        """Every whole text that can be taken as it stands, the best first."""
        return tuple(filter(None, map(_whole, (self.suggestion, *self.more))))


def _whole(suggestion: str) -> str:
    for opening, closing in QUOTES:
        inner = suggestion[1:-1]
        if suggestion[:1] == opening and suggestion[-1:] == closing and opening not in inner:
            return inner.strip()
    return ""
