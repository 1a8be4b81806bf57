"""All that axe looks at, counted: the tests that have it look at pages are run, and each look is noted."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.quality.seen import Look, states
from bench.quality.verdict import Figure
from bench.server import python

WHAT = "findings of axe on any page, in any step, for any viewer"
LOOKS = re.compile(r"^from tests\.e2e\.looks import .*\b(violations|pale)\b", re.MULTILINE)
PLANTED = "test_axe.py"
"""Shows axe pages made with barriers in them."""
TESTS = Path(__file__).parents[2] / "tests"


def axe() -> Figure:
    """Runs the tests that have axe look at pages, and says what it has seen."""
    with tempfile.TemporaryDirectory(prefix="besace-quality-") as folder:
        notes = Path(folder) / "seen.json"
        command = python("-m", "pytest", "-q", "-n", "0", "-p", "bench.quality.seen", *map(str, looking()))
        subprocess.run(  # nosec B603 # our own tests
            command, env={**os.environ, "BESACE_SEEN": str(notes)}, stdout=subprocess.DEVNULL, check=False
        )
        if not notes.is_file():
            return Figure(WHAT, None, 0, note="the tests did not begin")
        told = json.loads(notes.read_text(encoding="utf-8"))
    return counted([Look(**one) for one in told["looks"]], told["failed"])


def looking() -> list[Path]:
    """The tests that open a page of ours for axe."""
    tests = [path for path in sorted(TESTS.rglob("test_*.py")) if path.name != PLANTED]
    return [path for path in tests if LOOKS.search(path.read_text(encoding="utf-8"))]


def counted(looks: Iterable[Look], failed: int) -> Figure:
    """What was looked at in one line; a test that failed counts as a finding, as it may be one."""
    kept = list(looks)
    widths = sorted({one.width for one in kept})
    languages = sorted({one.language for one in kept})
    whole = [one for one in kept if one.whole]
    schemes = " and ".join(f"{sum(one.scheme == scheme for one in kept):,} {scheme}" for scheme in ("light", "dark"))
    note = (
        f"{len(kept):,} looks ({schemes}; {len(whole):,} by all rules, the others at contrast alone) at"
        f" {len(states(kept)):,} pages and states; {', '.join(languages)}; {', '.join(map(str, widths))} px wide"
    )
    return Figure(WHAT, failed, 0, note=note)
