"""What is released is built of the commit alone, the same byte by byte, and refused where it would say an untruth."""

import json
import os
import re
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from house import bom, release
from tests.house.test_version import commit, git

AT = 1_700_000_000
LOCK = Path("requirements.lock")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this project as it lies here, changes included, tagged and called by that tag."""
    folder = tmp_path_factory.mktemp("release") / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-tags", ".", folder], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-zmo", "--exclude-standard"], check=True, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if Path(name).exists():
            shutil.copy(name, folder / name)
        else:
            (folder / name).unlink()
    file = folder / "CHANGELOG.md"
    file.write_text(file.read_text("utf-8").replace("## Unreleased", "## 9.8.7 - 2026-05-04", 1), "utf-8")
    commit(folder, "v9.8.7")
    return folder


def test_a_tagged_commit_with_its_heading_is_not_refused(clone):
    assert list(release.reasons(clone)) == []


def test_a_changed_tree_an_untagged_commit_and_missing_changes_are(clone, tmp_path):
    copy = tmp_path / "copy"
    subprocess.run(["git", "clone", "--quiet", clone, copy], check=True)
    (copy / "README.md").write_text("other")
    assert [one.split(":")[0] for one in release.reasons(copy)] == ["The work tree has changes that are in no commit"]
    commit(copy)
    assert ["carries no tag" in one for one in release.reasons(copy)] == [True]
    git(copy, "tag", "v9.8.8")
    assert ["no heading for 9.8.8" in one for one in release.reasons(copy)] == [True]


@pytest.mark.slow
def test_built_twice_by_different_hands_it_is_the_same_byte_by_byte(clone, tmp_path, monkeypatch):
    release.release(clone, tmp_path / "dist")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    before = os.umask(0o077)
    try:
        again = release.built(clone, tmp_path / "elsewhere", int(git(clone, "log", "-1", "--format=%ct")))
    finally:
        os.umask(before)
    first = [path for path in (tmp_path / "dist").iterdir() if path.suffix != ".json"]

    assert sorted(path.name for path in first) == ["besace-9.8.7-py3-none-any.whl", "besace-9.8.7.tar.gz"]
    assert release.differing(first, again) == []
    assert (tmp_path / "dist" / "besace-9.8.7.cdx.json").exists()
    with zipfile.ZipFile(again[0]) as wheel, tarfile.open(again[1]) as source:
        names, sources = wheel.namelist(), source.getnames()
    for language in ("fr", "es"):
        assert f"besace/locale/{language}/LC_MESSAGES/django.mo" in names
    assert not [name for name in (*names, *sources) if re.search(r"__pycache__|\.sqlite3|/tests/|\.venv", name)]
    assert {"besace-9.8.7/PKG-INFO", "besace-9.8.7/hatch_build.py", "besace-9.8.7/CHANGELOG.md"} <= set(sources)


@pytest.mark.slow
def test_a_build_of_another_time_would_be_seen(clone, tmp_path):
    first = release.built(clone, tmp_path / "one", AT)
    second = release.built(clone, tmp_path / "two", AT + 86_400)

    assert release.differing(first, second) == [path.name for path in first]
    assert release.differing(first, first[:1]) == [first[1].name]


def test_the_bill_names_what_a_server_needs_with_hashes_and_licences():
    lock = LOCK.read_text("utf-8")
    told = json.loads(bom.bill(lock, "9.8.7", AT))
    components = {one["name"]: one for one in told["components"]}
    pinned = re.findall(r"^([a-z0-9.-]+)(?:\[.*?\])?==", lock.partition("# dev\n")[0], re.MULTILINE)

    assert sorted(components) == sorted(set(pinned))
    assert "pytest" not in components
    assert [name for name, one in components.items() if not one["hashes"]] == []
    assert components["django"]["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert (components["django"]["scope"], components["psycopg"]["scope"]) == ("required", "optional")
    licensed = [name for name, one in components.items() if "licenses" in one]
    assert len(licensed) > 0.8 * len(components)
    assert told["metadata"]["component"]["licenses"] == [{"expression": "AGPL-3.0-or-later"}]
    assert told["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"


def test_the_bill_is_the_same_each_time_and_another_with_another_lock():
    lock = LOCK.read_text("utf-8")

    assert bom.bill(lock, "9.8.7", AT) == bom.bill(lock, "9.8.7", AT)
    other = bom.bill(lock.replace("--hash=sha256:0", "--hash=sha256:1", 1), "9.8.7", AT)
    assert json.loads(other)["serialNumber"] != json.loads(bom.bill(lock, "9.8.7", AT))["serialNumber"]


def test_the_sums_are_read_by_the_tools_that_check_them(tmp_path):
    for name in ("b.whl", "a.tar.gz"):
        (tmp_path / name).write_text(name)
    (tmp_path / "SHA256SUMS").write_text(release.summed(tmp_path))
    command = next(one for one in (["sha256sum"], ["shasum", "-a", "256"]) if shutil.which(one[0]))
    done = subprocess.run(
        [*command, "--check", "SHA256SUMS"], cwd=tmp_path, check=False, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (0, "a.tar.gz: OK\nb.whl: OK\n")
