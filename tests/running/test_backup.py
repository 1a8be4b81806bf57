"""Backing up and restoring, as whoever runs the house types it: whole or not at all, and what was erased stays so."""

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from besace.running import backup, copying, manifest
from tests.journal.elsewhere import besace, said, surroundings
from tests.running.houses import AT, CONTENT, VAULT, asked, counts, opened
from tests.running.inside import inside

pytestmark = [pytest.mark.engine("sqlite"), pytest.mark.slow]

SHRED = """
from besace.live import clock, rooms, serving
from besace.people import shredding
clock.put(int(sys.argv[1]))
serving.open_house()
made = shredding.shred(rooms.find(sys.argv[2]))
print(made.id)
"""
CLOSE = """
from besace.live import clock, serving
from besace.people import closing
from besace.people.models import Person
clock.put(int(sys.argv[1]))
serving.open_house()
closing.close(Person.objects.get(pk=sys.argv[2]))
"""
USING = """
import time
from besace.journal import folder
from besace.live import in_use
in_use.share(folder.home())
print("here", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def taken(peopled, tmp_path_factory) -> Path:
    """A backup: its content, its vault and its keys, each in a folder of its own."""
    root = tmp_path_factory.mktemp("taken")
    done = besace(peopled.folder, "backup", str(root / "content"), "--vault", f"{root}/vault", "--keys", f"{root}/keys")
    assert done.returncode == 0, done.stderr
    assert f"{counts(peopled.folder)['journal_entry']} entries" in done.stdout
    assert "keep them elsewhere" in done.stdout
    return root


def restored(taken: Path, into: Path, *more: str, keys: bool = True) -> subprocess.CompletedProcess[str]:
    told = ["--keys", str(taken / "keys")] if keys else []
    words = ["restore", str(taken / "content"), "--vault", str(taken / "vault"), "--into", str(into), *told, *more]
    return besace(into.parent, *words)


@contextmanager
def used(folder: Path) -> Iterator[None]:
    """Another process uses a house, as a server does."""
    begin = "import os, sys, django\ndjango.setup()\n"
    command = [sys.executable, "-c", begin + USING]
    with subprocess.Popen(command, env=surroundings(folder), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "here\n"
        yield
        process.kill()


def test_a_backup_restored_elsewhere_says_all_that_it_said(peopled, taken, tmp_path):
    done = restored(taken, tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert "All is whole." in done.stdout
    assert counts(tmp_path / "new") == counts(peopled.folder)
    assert opened(tmp_path / "new") == opened(peopled.folder)
    for name in ("secret", "roots/receipt"):
        assert (tmp_path / "new" / name).read_bytes() == (peopled.folder / name).read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new"]


def test_a_backup_is_its_owners_alone_and_says_what_it_is(peopled, taken):
    for one in taken.rglob("*"):
        assert stat.S_IMODE(one.stat().st_mode) in ({0o700} if one.is_dir() else {0o600, 0o400}), one
    told = manifest.read(taken / "content", "content")
    assert told.heads[peopled.ids["journal"]] > 20
    assert told.counts["people_page"] == 3
    assert {"people", "journal"} <= {app for app, _ in told.migrations}
    assert not [one for one in (taken / "content").iterdir() if one.name in {"keys", VAULT}]


def test_what_is_there_already_is_not_written_over(peopled, taken, tmp_path):
    done = besace(peopled.folder, "backup", str(taken / "content"))
    assert done.returncode == 2
    assert "not empty" in done.stderr
    done = besace(peopled.folder, "backup", str(tmp_path / "one"), "--keys", str(tmp_path / "one"))
    assert done.returncode == 2
    assert "folder of their own" in done.stderr
    assert not (tmp_path / "one").exists()


def test_broken_off_on_the_way_nothing_stands_there(peopled, tmp_path, monkeypatch):
    def refused(*_: object) -> None:
        raise OSError("No room.")

    monkeypatch.setattr(copying, "keys", refused)
    with inside(peopled.folder), pytest.raises(OSError, match="No room"):
        backup.take(backup.Places(tmp_path / "content", tmp_path / "vault", tmp_path / "keys"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "file", ["content/besace.sqlite3", "content/erased.json", "vault/vault.sqlite3", "keys/secret"]
)
def test_one_altered_byte_and_nothing_is_touched(taken, tmp_path, file):
    altered = tmp_path / "taken"
    subprocess.run(["cp", "-r", taken, altered], check=True)
    (altered / file).chmod(0o600)
    whole = bytearray((altered / file).read_bytes())
    whole[len(whole) // 2] ^= 1
    (altered / file).write_bytes(whole)
    done = restored(altered, tmp_path / "new")
    assert done.returncode == 2
    assert "is not what it was" in done.stderr
    assert not (tmp_path / "new").exists()


def test_parts_that_are_lacking_of_another_backup_or_of_a_later_besace_are_refused(peopled, taken, tmp_path):
    assert besace(peopled.folder, "backup", str(tmp_path / "other")).returncode == 0
    words = ["restore", str(taken / "content"), "--vault", str(tmp_path / "other"), "--into", str(tmp_path / "new")]
    assert "different backups" in besace(tmp_path, *words).stderr
    words[3] = str(taken / "keys")
    assert "holds no vault" in besace(tmp_path, *words).stderr

    file = tmp_path / "other" / f"content-{manifest.FILE}"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "migrations": [["people", "9999_later"]], "version": "99.0"}))
    done = besace(tmp_path, "restore", str(tmp_path / "other"), "--into", str(tmp_path / "new"))
    assert done.returncode == 2
    assert "made by Besace 99.0" in done.stderr
    assert not (tmp_path / "new").exists()


def test_without_the_keys_it_is_refused_and_where_told_so_only_the_rest_is_there(taken, tmp_path):
    done = restored(taken, tmp_path / "new", keys=False)
    assert done.returncode == 2
    assert "Give the folder of the keys with --keys" in done.stderr
    assert not (tmp_path / "new").exists()

    done = restored(taken, tmp_path / "new", "--without-keys", keys=False)
    assert done.returncode == 1
    assert "is not on the ring" in done.stderr
    told = opened(tmp_path / "new")
    assert [place for place in told if place != "journal_entry"] == []


def test_over_a_house_only_when_told_so_and_never_over_one_in_use(peopled, taken, tmp_path):
    house = peopled.copied(tmp_path / "data")
    assert "is not empty" in restored(taken, house, keys=False).stderr
    with used(house):
        done = restored(taken, house, "--replace", keys=False)
        assert done.returncode == 2
        assert "Besace is running over" in done.stderr
    done = restored(taken, house, "--replace", keys=False)
    assert done.returncode == 0, done.stderr
    assert opened(house) == opened(peopled.folder)
    (aside,) = [one for one in tmp_path.iterdir() if one.name.startswith("data-until-")]
    assert str(aside) in done.stdout
    assert opened(aside) == opened(peopled.folder)


@pytest.mark.parametrize("told", ["by the house it takes the place of", "by a list", "by nobody"])
def test_what_was_erased_since_is_refused_where_somebody_tells(peopled, taken, tmp_path, told):
    """The control is the last: with nobody to tell, both from before an erasure bring it back (docs/keys.md)."""
    house = peopled.copied(tmp_path / "data")
    receipt = said(house, SHRED, str(AT), peopled.ids["room"]).splitlines()[-1]
    into, more = (house, ["--replace"]) if "house" in told else (tmp_path / "new", [])
    if "list" in told:
        assert besace(house, "erased", str(tmp_path / "erased.json")).returncode == 0
        more = ["--erased", str(tmp_path / "erased.json")]
    done = restored(taken, into, *more)
    assert done.returncode == 0, done.stderr

    back = "nobody" in told
    (living,) = asked(
        into / VAULT,
        "SELECT count(*) FROM vault_scopekey WHERE journal = ? AND destroyed IS NULL",
        peopled.ids["journal"],
    )
    assert bool(living[0]) is back
    assert ("destroyed since" in done.stdout) is not back
    issued = asked(into / CONTENT, "SELECT count(*) FROM journal_shredding WHERE id = ? AND receipt <> ''", receipt)
    assert issued == [(int(not back),)]


def test_an_account_closed_since_is_closed_again(peopled, taken, tmp_path):
    house = peopled.copied(tmp_path / "data")
    said(house, CLOSE, str(AT), peopled.ids["person"])
    assert besace(house, "erased", str(tmp_path / "erased.json")).returncode == 0
    done = restored(taken, tmp_path / "new", "--erased", str(tmp_path / "erased.json"))
    assert "closed again: 1" in done.stdout, done.stderr
    told = asked(
        tmp_path / "new" / CONTENT, "SELECT name, email FROM people_person WHERE id = ?", peopled.ids["person"]
    )
    assert told == [("", None)]


def test_a_list_that_is_none_is_refused(taken, tmp_path):
    (tmp_path / "list.json").write_text("{}")
    done = restored(taken, tmp_path / "new", "--erased", str(tmp_path / "list.json"))
    assert done.returncode == 2
    assert "is no list of what was erased" in done.stderr
