"""A film of several screens side by side, as long as a hand and a script make something happen on them."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

SETTLED = 350
"""Milliseconds until what is done on one screen has come to the others."""
TAKES = "takes.json"


@dataclass(slots=True)
class Film:
    """What the screens show, kept take by take in a folder: one picture of each, and for how long."""

    screens: dict[str, Page]
    folder: Path
    takes: list[tuple[list[str], int]] = field(default_factory=list)
    still: int = 0
    """The take that stands for the film where nothing may move."""

    def show(self, milliseconds: int) -> None:
        """Lets the screens settle, and keeps how they look for so long."""
        next(iter(self.screens.values())).wait_for_timeout(SETTLED)
        names = [f"{len(self.takes):03}-{who}.png" for who in self.screens]
        for name, page in zip(names, self.screens.values(), strict=True):
            page.screenshot(path=self.folder / name)
        self.takes.append((names, milliseconds))

    def keep(self) -> None:
        """Writes down what follows what."""
        told = {"takes": self.takes, "still": self.still}
        (self.folder / TAKES).write_text(json.dumps(told), encoding="utf-8")
