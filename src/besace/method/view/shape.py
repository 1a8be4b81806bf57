"""What a screen is made of: named islands, each a plain value that only this viewer may see."""

from collections.abc import Mapping
from enum import StrEnum

from besace.method.value import value
from besace.method.words import Stage


class Screen(StrEnum):
    """The three kinds of screens in a room."""

    CONSOLE = "console"
    PHONE = "phone"
    BOARD = "board"


@value
class View:
    """What one viewer is shown: each island a frozen value, or None where it has nothing to show now."""

    screen: Screen
    stage: Stage
    language: str
    islands: Mapping[str, object | None]
