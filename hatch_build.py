"""Compiles the translations while the project is installed or packed, and says which version that is.

Django reads `.mo` files; only the `.po` files they come from are kept. The compiler is written in Python, so no
machine needs gettext for this.

A version is a tag, `v1.2.3`, and stands nowhere else (docs/decisions/0045-a-version-is-a-tag.md).
"""

import re
import subprocess
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
ARCHIVED = "$Format:%(describe:tags,match=v[0-9]*)$"
"""`git archive` writes here what it was made of; that is how a tarball knows."""
DESCRIBED = re.compile(r"v(\d+)\.(\d+)\.(\d+)(?:-(\d+)-g([0-9a-f]+))?")
HEADING = re.compile(r"^## (?:\[?(\d+)\.(\d+)\.(\d+)\]?.*|Unreleased)$", re.MULTILINE)
FIRST = (0, 1, 0)

type Release = tuple[int, int, int]


class CompileTranslations(BuildHookInterface[Any]):
    """Writes a `.mo` beside each `.po` of the package, before anything is collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002, the interface names them
        for source in Path(self.root, "src/besace/locale").glob("*/LC_MESSAGES/*.po"):
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


def version(root: Path = ROOT, archived: str = ARCHIVED) -> str:
    """The version of what lies in a folder (PEP 440): as its source distribution says, or git, or the archive, or the
    list of changes.

    Of commits after a release it is the next one's, in development: `1.2.4.dev5+g0123abc`.
    """
    return _packed(root) or _of_git(root) or _of_archive(archived) or _of_changes(root)


def _packed(root: Path) -> str:
    """What a source distribution calls itself."""
    told = root / "PKG-INFO"
    found = re.search(r"^Version: (\S+)$", told.read_text("utf-8"), re.MULTILINE) if told.is_file() else None
    return found[1] if found else ""


def _of_git(root: Path) -> str:
    """By the newest release among the commits this one stands on."""
    top = _git(root, "rev-parse", "--show-toplevel")
    if not top or Path(top).resolve() != root.resolve():  # none, or somebody else's around us
        return ""
    tags = [DESCRIBED.fullmatch(tag) for tag in _git(root, "tag", "--merged", "HEAD").split()]
    known = sorted(_release(match) for match in tags if match and not match[4])
    since = f"v{_called(known[-1])}..HEAD" if known else "HEAD"
    commits, commit = _git(root, "rev-list", "--count", since), _git(root, "rev-parse", "--short=9", "HEAD")
    return _named(known[-1] if known else None, int(commits or 0), commit)


def _of_archive(archived: str) -> str:
    match = DESCRIBED.fullmatch(archived)
    return _named(_release(match), int(match[4] or 0), match[5]) if match else ""


def _of_changes(root: Path) -> str:
    """By the newest heading: a release's own, unless there is something unreleased above it."""
    file = root / "CHANGELOG.md"
    headings = list(HEADING.finditer(file.read_text("utf-8"))) if file.is_file() else []
    newest = next((_release(one) for one in headings if one[1]), None)
    return _called(newest) if newest and headings[0][1] else _after(newest, "0")


def _named(release: Release | None, commits: int, commit: str) -> str:
    return _called(release) if release and not commits else _after(release, f"{commits}+g{commit}")


def _called(release: Release) -> str:
    return "{}.{}.{}".format(*release)


def _after(release: Release | None, said: str) -> str:
    """A version in development: of the release after this one, or of the first."""
    major, minor, patch = (*release[:2], release[2] + 1) if release else FIRST
    return f"{major}.{minor}.{patch}.dev{said}"


def _release(match: re.Match[str]) -> Release:
    return int(match[1]), int(match[2]), int(match[3])


def _git(root: Path, *words: str) -> str:
    """What git answers; nothing where there is none, or it will not."""
    try:
        done = subprocess.run(["git", "-C", root, *words], check=False, capture_output=True, text=True)  # noqa: S603, S607
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
