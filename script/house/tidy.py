"""The rules on files that no other tool knows: each check gives a line for each place that breaks it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

LOCK = Path("requirements.lock")
SCANNERS_LOCK = Path("requirements-scanners.lock")
RELEASE_LOCK = Path("requirements-release.lock")
SITE_LOCK = Path("requirements-site.lock")
CAPTURE_LOCK = Path("requirements-capture.lock")
RULES = Path("script/semgrep")
DECISIONS = Path("docs/decisions")
MACHINE = re.compile(r"(?<![\w.:/])/(?:home|root|work|Users)/[\w.]+")
ADDRESS = re.compile(r"://|--(?:extra-)?index|--find-links")
BINARY = {".woff2", ".ttf", ".png", ".webp", ".ico", ".jpg", ".gz", ".mo"}
LONGEST_DECISION = 30
PARTS = ("## Context", "## Decision", "## Price", "## Status")


def tracked() -> list[Path]:
    """Gives the files that git knows or would take, and that are there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # nosec B603 # git, by name
    return [path for name in listed.split("\0") if name and (path := Path(name)).is_file()]


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def machine_paths() -> Iterator[str]:
    """A file of the project names no folder of the machine it was written on."""
    for path in tracked():
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(lines_of(path), 1):
            if found := MACHINE.search(line):
                yield f"{path}:{number}: {found[0]}"


def lock_lines(text: str, lock: Path = LOCK) -> Iterator[str]:
    """Every requirement is pinned and hashed, and nothing names a host (docs/decisions/0007)."""
    for block in re.split(r"\n(?! )", text.rstrip("\n")):
        if block.startswith("#"):
            continue
        name = block.split(" ")[0]
        if "==" not in name or "--hash=sha256:" not in block:
            yield f"{lock}: not pinned with a hash: {name}"
    for line in text.splitlines():
        if ADDRESS.search(line):
            yield f"{lock}: names an address: {line}"


def locks() -> Iterator[str]:
    for path in (LOCK, SCANNERS_LOCK, RELEASE_LOCK, SITE_LOCK, CAPTURE_LOCK):
        yield from lock_lines(path.read_text(encoding="utf-8"), path)


def rules_tried() -> Iterator[str]:
    """Each of our rules for semgrep is tried on lines it finds and on lines it leaves (docs/decisions/0028).

    semgrep itself passes over a rule that has no such file.
    """
    for path in sorted(RULES.glob("*.yaml")):
        tried = "".join(one.read_text(encoding="utf-8") for one in RULES.glob(f"{path.stem}.*") if one != path)
        for sign in ("ruleid", "ok"):
            if f" {sign}: {path.stem}\n" not in tried.replace(" -->", ""):
                yield f"{path}: no line with “{sign}: {path.stem}” beside it"


def decisions() -> Iterator[str]:
    """A decision is numbered, short, and says its context, its price and whether it still stands."""
    for path in sorted(DECISIONS.glob("*.md")):
        text = lines_of(path)
        if not re.fullmatch(r"\d{4}-[a-z0-9-]+", path.stem):
            yield f"{path}: the name is not NNNN-title"
        if len(text) > LONGEST_DECISION:
            yield f"{path}: {len(text)} lines, at most {LONGEST_DECISION}"
        yield from (f"{path}: no {part!r}" for part in PARTS if part not in text)


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (machine_paths, locks, decisions, rules_tried)


def main() -> int:
    broken = [line for check in CHECKS for line in check()]
    print(*broken, sep="\n", end="\n" if broken else "")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
