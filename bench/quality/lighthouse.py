"""Lighthouse on the pages that everybody can open, as a phone and as a desk see them.

It is Google's, from npm, pinned by script/quality.d; it looks at this machine's Besace with this machine's Chromium.
"""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.quality.verdict import table
from bench.server import ADDRESS

FOLDER = Path(__file__).parents[2] / "script" / "quality.d"
NODE = os.environ.get("BESACE_NODE", "")
"""The program that runs it; without one Lighthouse is left out."""
PROGRAM = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {
    "welcome": "/",
    "start": "/start/",
    "sign in": "/account/",
    "join": "/join/",
    "practise": "/practice/",
    "the six steps": "/sheet/",
    "terms": "/terms/",
    "privacy": "/privacy/",
    "read more": "/more/",
    "not here (404)": "/nowhere/",
}
NOT_TO_BE_FOUND = frozenset({"not here (404)"})
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "practices",
    "seo": "SEO",
}
FORMS = {"phone": (), "desk": ("--preset=desktop",)}
LEAST = 95
BROWSER = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
LONGEST = 180


@dataclass(frozen=True, slots=True)
class Marks:
    """What one page got on one form of screen, of a hundred; and by what it lost."""

    page: str
    form: str
    of: Mapping[str, int]
    lost: Sequence[str]

    @property
    def judged(self) -> dict[str, int]:
        """The marks that must reach the budget: a page that is nowhere is not to be found by a search."""
        return {name: mark for name, mark in self.of.items() if name != "seo" or self.page not in NOT_TO_BE_FOUND}


def look(port: int, chromium: str) -> Iterator[Marks]:
    """Looks at each page in each form.

    Raises:
        RuntimeError: Lighthouse could not look.
    """
    for page, path in PAGES.items():
        for form, more in FORMS.items():
            yield marks(page, form, _looked(f"http://{ADDRESS}:{port}{path}", more, chromium))


def marks(page: str, form: str, told: Mapping[str, Any]) -> Marks:
    """What a report of Lighthouse comes to."""
    audits, categories = told["audits"], told["categories"]
    named = [
        ref["id"]
        for category in categories.values()
        for ref in category["auditRefs"]
        if ref["weight"] and (audits[ref["id"]]["score"] or 0) < 0.9 and audits[ref["id"]]["score"] is not None
    ]
    return Marks(page, form, {name: round(categories[name]["score"] * 100) for name in CATEGORIES}, named)


def written(found: Sequence[Marks]) -> str:
    """The marks as a table; below it what cost any."""
    rows = [[one.page, one.form, *(f"{one.of[name]}" for name in CATEGORIES), _verdict(one)] for one in found]
    lost = dict.fromkeys(f"- {one.page}: {', '.join(one.lost)}" for one in found if one.lost)
    lines = table(("page", "as on a", *CATEGORIES.values(), f"≥ {LEAST}"), rows)
    return "\n".join([*lines, *([""] if lost else []), *lost]) + "\n"


def _verdict(one: Marks) -> str:
    return "met" if min(one.judged.values()) >= LEAST else "missed"


def _looked(url: str, more: Sequence[str], chromium: str) -> Mapping[str, Any]:
    with TemporaryDirectory(prefix="besace-quality-") as folder:
        report = Path(folder) / "report.json"
        command = [NODE, str(PROGRAM), url, *more, "--output=json", "--quiet"]
        command += [f"--output-path={report}", "--ignore-status-code", f"--chrome-flags={BROWSER}"]
        done = subprocess.run(  # nosec B603 # pinned, on our own page
            command,
            env={**os.environ, "CHROME_PATH": chromium},
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )
        if not report.is_file():
            raise RuntimeError(f"Lighthouse could not look at {url}: {done.stderr.strip()[-300:]}")
        told: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def version() -> str:
    """Which Lighthouse looks."""
    told = json.loads((PROGRAM.parents[1] / "package.json").read_text(encoding="utf-8"))
    return f"Lighthouse {told['version']}"
