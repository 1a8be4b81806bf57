"""What a screen is made of: named islands, each a plain value that only this viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from besace.method.words import Stage


class Screen(StrEnum):
    """The three kinds of screens in a room."""

    CONSOLE = "console"
    PHONE = "phone"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class View:
    """What one viewer is shown: each island a frozen value, or None where it has nothing to show now."""

    screen: Screen
    stage: Stage
    language: str
    islands: Mapping[str, object | None]
