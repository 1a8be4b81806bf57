"""Counts what axe looks at while the tests run: `pytest -p bench.quality.seen`, with BESACE_SEEN naming a file.

The tests judge; here is only noted which page, in which step, for which form of screen, language and scheme.
"""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

NAME = re.compile(r"(?<=/)(?=[^/]*[\d_A-Z-])[\w-]{6,}(?=[/.]|$)")
CONTRAST_ALONE = 'runOnly: ["color-contrast"]'
WHERE = """() => ({
  stage: document.body.dataset.stage ?? "", screen: document.body.dataset.screen ?? "",
  title: document.querySelector("h1")?.textContent.trim().slice(0, 60) ?? "", width: innerWidth,
  language: document.documentElement.lang,
  scheme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
})"""


@dataclass(frozen=True, slots=True)
class Look:
    """One look of axe at a page; `whole` where it asked for all its rules, and not for contrast alone."""

    path: str
    stage: str
    screen: str
    title: str
    width: int
    language: str
    scheme: str
    whole: bool


class Eye:
    """Stands beside every page, and notes when axe is run on it."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.failed = 0
        self._evaluate = Page.evaluate

    def open(self) -> None:
        """From now on looks are noted."""
        eye, evaluate = self, self._evaluate

        def noting(page: Page, expression: str, arg: Any = None) -> Any:
            if "axe.run(" in expression and len(expression) < 2_000:  # longer is axe itself
                eye.note(page, expression, evaluate(page, WHERE))
            return evaluate(page, expression, arg)

        Page.evaluate = noting  # type: ignore[assignment,method-assign]

    def note(self, page: Page, expression: str, told: dict[str, Any]) -> None:
        """Notes one look, at an address without the names in it."""
        path = NAME.sub("…", page.url.partition("//")[2].partition("/")[2].partition("?")[0].partition("#")[0])
        self.looks.append(Look(path, **told, whole=CONTRAST_ALONE not in expression))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What failed may have found something."""
        self.failed += report.failed

    def pytest_sessionfinish(self) -> None:
        """Writes what was seen."""
        told = {"looks": [asdict(one) for one in self.looks], "failed": self.failed}
        Path(os.environ["BESACE_SEEN"]).write_text(json.dumps(told), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Begins to look."""
    eye = Eye()
    eye.open()
    config.pluginmanager.register(eye, "besace-eye")


def states(looks: Sequence[Look]) -> set[tuple[str, str, str, str]]:
    """The pages, each in each of its states: by address, step, screen and what its heading says."""
    return {(one.path, one.stage, one.screen, one.title) for one in looks}
