"""The version is the tag: of a clone, of commits after it, and of what left git behind."""

import shutil
import subprocess
import tarfile
from importlib.metadata import version as installed
from pathlib import Path

import pytest
from click.testing import CliRunner

import hatch_build
from besace import cli
from besace.live import happenings

OWN = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"]


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", folder, *OWN, *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, *tags: str) -> str:
    """One more commit, with tags; its name as a version gives it."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "more")
    for tag in tags:
        git(folder, "tag", tag)
    return git(folder, "rev-parse", "--short=9", "HEAD")


@pytest.fixture
def clone(tmp_path):
    """A clone of a young project, with one commit."""
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "--quiet")
    shutil.copy("hatch_build.py", folder)
    shutil.copy(".gitattributes", folder)
    commit(folder)
    return folder


def changes(folder: Path, text: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "CHANGELOG.md").write_text(f"# Changelog\n\n{text}\n")
    return hatch_build.version(folder)


def test_a_tagged_commit_is_that_release(clone):
    commit(clone, "v1.2.3")

    assert hatch_build.version(clone) == "1.2.3"


def test_commits_after_it_are_the_next_one_in_development(clone):
    commit(clone, "v1.2.3")
    commit(clone)
    last = commit(clone)

    assert hatch_build.version(clone) == f"1.2.4.dev2+g{last}"


def test_before_the_first_release_it_is_the_first_in_development(clone):
    last = commit(clone)

    assert hatch_build.version(clone) == f"0.1.0.dev2+g{last}"


def test_the_newest_release_counts_and_no_other_tag_does(clone):
    commit(clone, "v1.10.0", "v1.9.9", "v2", "v3.0.0-rc1", "v4.0.0.1", "nightly")
    assert hatch_build.version(clone) == "1.10.0"

    commit(clone, "v1.9.10")
    assert hatch_build.version(clone).startswith("1.10.1.dev1+g")


def test_a_release_on_another_branch_is_not_this_one(clone):
    commit(clone, "v1.0.0")
    git(clone, "checkout", "--quiet", "-b", "elsewhere")
    commit(clone, "v2.0.0")
    git(clone, "checkout", "--quiet", "-")

    assert hatch_build.version(clone) == "1.0.0"


def test_a_folder_within_somebody_elses_clone_is_not_called_by_their_tags(clone):
    commit(clone, "v7.0.0")

    assert changes(clone / "ours", "## 1.2.3 - 2026-05-04") == "1.2.3"


def test_an_archive_says_what_it_was_made_of(clone, tmp_path):
    commit(clone, "v1.2.3")
    last = commit(clone)
    git(clone, "archive", "--output", str(tmp_path / "archive.tar"), "HEAD")
    with tarfile.open(tmp_path / "archive.tar") as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    text = (tmp_path / "unpacked" / "hatch_build.py").read_text("utf-8")
    archived = next(line for line in text.splitlines() if line.startswith("ARCHIVED")).split('"')[1]

    assert hatch_build.version(tmp_path / "unpacked", archived).startswith("1.2.4.dev1+g")
    assert last.startswith(archived.rpartition("g")[2][:7])


def test_a_source_distribution_is_called_as_it_says_even_within_a_clone(clone):
    (clone / "PKG-INFO").write_text("Metadata-Version: 2.4\nName: besace\nVersion: 3.2.1\n\nVersion: 9.9.9\n")

    assert hatch_build.version(clone) == "3.2.1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 1.2.3 - 2026-05-04\n\n## 1.2.2", "1.2.3"),
        ("## [1.2.3]\n", "1.2.3"),
        ("## Unreleased\n\n## 1.2.3 - 2026-05-04", "1.2.4.dev0"),
        ("## Unreleased", "0.1.0.dev0"),
        ("", "0.1.0.dev0"),
    ],
)
def test_without_any_of_these_the_list_of_changes_says_it(text, expected, tmp_path):
    assert changes(tmp_path / "bare", text) == expected


def test_without_git_on_this_machine_it_is_the_same(clone, monkeypatch):
    commit(clone, "v1.2.3")
    monkeypatch.setenv("PATH", "")

    assert changes(clone, "## Unreleased") == "0.1.0.dev0"


def test_the_command_says_what_is_installed():
    said = CliRunner().invoke(cli.main, ["--version"], prog_name="besace").output

    assert said == f"besace, version {installed('besace')}\n"
    assert happenings.VERSION.fullmatch(installed("besace")), "the log would not take it"
