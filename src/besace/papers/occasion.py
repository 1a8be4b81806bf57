"""What the papers of one session depend on: its minutes, when it begins, where, and how many take part."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from besace.method.formats import DEFAULT_FORMAT, FORMATS, KNOWN, Minutes, total

type Sheet = Mapping[str, Any]
"""One paper as data: its sentences in one language, ready to be laid out."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One session to be printed for; names and title stay empty for whoever prints before knowing them."""

    minutes: Minutes = field(default_factory=lambda: FORMATS[DEFAULT_FORMAT])
    participants: int = 6
    start: time | None = None
    place: str = "room"
    title: str = ""
    number: int | None = None
    names: tuple[str, ...] = ()
    format: str = ""
    """The name of the format, where it has one."""
    own_name: str = ""
    """The group's own word for its own format."""
    variants: frozenset[str] = frozenset()

    @property
    def second(self) -> "Occasion | None":
        """The session that follows at once, after a break; None where none does."""
        here = KNOWN.get(self.format)
        if here is None or not here.second:
            return None
        gone = total(self.minutes) + here.break_before
        start = None if self.start is None else time(*divmod(self._since_midnight(gone), 60))
        number = self.number + 1 if self.number else None
        return replace(self, minutes=FORMATS[here.second], format=here.second, start=start, number=number)

    @property
    def lines(self) -> list[str]:
        """A line for each participant: the names known, then empty ones."""
        return [*self.names, *[""] * (self.participants - len(self.names))]

    def at(self, elapsed: int) -> str:
        """When so many minutes have passed: the time of day, or the time elapsed where no start is known."""
        hours, minutes = divmod(elapsed if self.start is None else self._since_midnight(elapsed), 60)
        return f"{hours}:{minutes:02}" if self.start is None else f"{hours:02}:{minutes:02}"

    def _since_midnight(self, elapsed: int) -> int:
        start = self.start or time()
        return (start.hour * 60 + start.minute + elapsed) % (24 * 60)
