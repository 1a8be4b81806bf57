"""Builds what is released, twice, and looks it over: source distribution, wheel, bill of materials, sums."""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hatch_build import version
from house.bom import bill

DIST = Path("dist")
TOOLS = Path(".venv-release/bin/python")
CHANGES, LOCK = Path("CHANGELOG.md"), Path("requirements.lock")
VALID = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1], encoding="utf-8").read())
sys.exit(str(wrong) if wrong else 0)
"""


def reasons(root: Path) -> Iterator[str]:
    """Why what lies in a folder is not to be released."""
    called = version(root)
    if _said(root, "git", "status", "--porcelain"):
        yield "The work tree has changes that are in no commit: commit them, or put them away."
    if ".dev" in called:
        yield f"This commit carries no tag: it is {called}. Tag it, as docs/releasing.md says."
    elif not re.search(rf"^## \[?{re.escape(called)}\]?(?: |$)", (root / CHANGES).read_text("utf-8"), re.MULTILINE):
        yield f"{CHANGES} has no heading for {called}: give what is under Unreleased that name."


def built(root: Path, folder: Path, at: int) -> list[Path]:
    """Source distribution and wheel of the commit a clone is at, made in a new clone of it in `folder`."""
    subprocess.run(["git", "clone", "--quiet", root, folder], check=True)  # nosec B603 B607 # git, by name
    commit = _said(root, "git", "rev-parse", "HEAD")
    subprocess.run(["git", "-C", folder, "checkout", "--quiet", "--detach", commit], check=True)  # nosec B603 B607
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--target", "wheel"]
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": str(at), "PYTHONPATH": ""}
    done = subprocess.run(command, check=False, cwd=folder, env=surroundings, capture_output=True, text=True)  # nosec B603
    if done.returncode:
        sys.exit(done.stderr)
    return sorted((folder / "dist").iterdir())


def differing(first: list[Path], second: list[Path]) -> list[str]:
    """The names of files that are not the same, byte by byte."""
    one, other = ({path.name: path.read_bytes() for path in files} for files in (first, second))
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def release(root: Path, dist: Path) -> None:
    """Puts the files of this commit into a folder, emptied before.

    Raises:
        SystemExit: built a second time, they are others.
    """
    at = int(_said(root, "git", "log", "-1", "--format=%ct"))
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir()
    with tempfile.TemporaryDirectory() as work:
        first, second = (built(root, Path(work, name), at) for name in ("once", "and-once-more"))
        if names := differing(first, second):
            sys.exit(f"Built twice, these differ: {', '.join(names)}. Nothing is released.")
        for path in first:
            shutil.copy(path, dist)
    called = version(root)
    (dist / f"besace-{called}.cdx.json").write_text(bill((root / LOCK).read_text("utf-8"), called, at), "utf-8")


def summed(dist: Path) -> str:
    """The sums of all files, as `sha256sum --check` and `shasum -a 256 --check` read them."""
    files = sorted(path for path in dist.iterdir() if path.name != "SHA256SUMS")
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def looked_over(dist: Path) -> None:
    """Has the tools say whether the files are as an index and readers of bills want them; stops where not."""
    packed = [str(path) for path in dist.iterdir() if path.suffix in {".whl", ".gz"}]
    subprocess.run([TOOLS, "-m", "twine", "check", "--strict", *packed], check=True)  # nosec B603 # by the lock
    for path in dist.glob("*.cdx.json"):
        subprocess.run([TOOLS, "-c", VALID, path], check=True)  # nosec B603 # the same


def main() -> None:
    """Refuses, or builds, looks over and prints the sums."""
    asked = argparse.ArgumentParser(prog="script/release")
    asked.add_argument("--dry-run", action="store_true")
    dry = asked.parse_args().dry_run
    root = Path.cwd()
    for reason in (found := list(reasons(root))):
        print(f"{'Would be refused' if dry else 'Refused'}: {reason}", file=sys.stderr)
    if found and not dry:
        sys.exit(1)
    release(root, DIST)
    looked_over(DIST)
    (DIST / "SHA256SUMS").write_text(summed(DIST), "utf-8")
    print(summed(DIST), end="")


def _said(root: Path, *words: str) -> str:
    done = subprocess.run(words, cwd=root, check=True, capture_output=True, text=True)  # nosec B603 # git, by name
    return done.stdout.strip()


if __name__ == "__main__":
    main()
