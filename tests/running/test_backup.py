"""Backing up and restoring, as whoever runs the house types it: whole or not at all, and what was erased stays so."""

import json
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from besace.live import clock, in_use, rooms
from besace.people import shredding
from besace.running import backup, copying, erased, manifest, restore
from besace.running.manifest import Unfit
from tests.journal.elsewhere import besace, surroundings
from tests.running.houses import AT, CONTENT, VAULT, asked, counts
from tests.running.inside import found_in, inside, opened_in

pytestmark = [pytest.mark.engine("sqlite"), pytest.mark.slow]

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
    root = Path(tmp_path_factory.mktemp("taken"))
    backed_up(peopled.folder, backup.Places(root / "content", root / "vault", root / "keys"))
    return root


def backed_up(folder: Path, places: backup.Places) -> backup.Taken:
    with inside(folder), clock.at(AT):
        return backup.take(places)


def restored(taken: Path, into: Path, *lists: Path, keys: bool = True, **more: bool) -> restore.Restored:
    places = backup.Places(taken / "content", taken / "vault", taken / "keys" if keys else None)
    draft = restore.draft_of(into)
    with inside(draft), clock.at(AT):
        return restore.restore(restore.Wish(places, into, lists=lists, **more), draft)


def settled[T](many: dict[str, T]) -> dict[str, T]:
    """Without what restoring itself changes: logins end, and the accesses of programs with all that hangs on them,
    which the trail tells.
    """
    ended = {"people_login", "people_access", "people_webhook", "people_call", "people_trace"}
    return {part: found for part, found in many.items() if part.partition(".")[0] not in ended}


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


def test_the_commands_say_what_was_done(peopled, tmp_path):
    done = besace(peopled.folder, "backup", str(tmp_path / "one"), "--keys", str(tmp_path / "keys"))
    assert done.returncode == 0, done.stderr
    assert f"{counts(peopled.folder)['journal_entry']} entries" in done.stdout
    assert "keep them elsewhere" in done.stdout
    words = ["restore", str(tmp_path / "one"), "--into", str(tmp_path / "new")]
    done = besace(tmp_path, *words)
    assert done.returncode == 2
    assert "Give the folder of the keys with --keys" in done.stderr
    done = besace(tmp_path, *words, "--keys", str(tmp_path / "keys"))
    assert done.returncode == 0, done.stderr
    assert "All is whole." in done.stdout
    assert sorted(one.name for one in tmp_path.iterdir()) == ["keys", "new", "one"]


def test_a_backup_restored_elsewhere_says_all_that_it_said(peopled, taken, tmp_path):
    done = restored(taken, tmp_path / "new")
    assert done.found.is_whole
    assert settled(counts(tmp_path / "new")) == settled(counts(peopled.folder))
    assert asked(tmp_path / "new" / CONTENT, "SELECT count(*) FROM people_login") == [(0,)]
    assert [counts(tmp_path / "new")[table] for table in ("people_access", "people_webhook", "people_call")] == [
        0,
        0,
        0,
    ]
    assert settled(opened_in(tmp_path / "new")) == settled(opened_in(peopled.folder))
    for name in ("secret", "roots/receipt"):
        assert (tmp_path / "new" / name).read_bytes() == (peopled.folder / name).read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["new"]


def test_a_backup_is_its_owners_alone_and_says_what_it_is(peopled, taken):
    for one in taken.rglob("*"):
        assert stat.S_IMODE(one.stat().st_mode) in ({0o700} if one.is_dir() else {0o600, 0o400}), one
    told = manifest.read(taken / "content", "content")
    assert told.heads[peopled.ids["journal"]] > 20
    assert told.counts["people_page"] == 3
    assert {"people", "journal"} <= {app for app, _ in told.migrations}
    assert not [one for one in (taken / "content").iterdir() if one.name in {"keys", VAULT}]


def test_what_is_there_already_is_not_written_over(peopled, taken, tmp_path):
    with pytest.raises(Unfit, match="not empty"):
        backed_up(peopled.folder, backup.Places(taken / "content", taken / "content"))
    with pytest.raises(Unfit, match="folder of their own"):
        backed_up(peopled.folder, backup.Places(tmp_path / "one", tmp_path / "one", tmp_path / "one"))
    assert not (tmp_path / "one").exists()


def test_broken_off_on_the_way_nothing_stands_there(peopled, tmp_path, monkeypatch):
    def refused(*_: object) -> None:
        raise OSError("No room.")

    monkeypatch.setattr(copying, "keys", refused)
    with pytest.raises(OSError, match="No room"):
        backed_up(peopled.folder, backup.Places(tmp_path / "content", tmp_path / "vault", tmp_path / "keys"))
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
    with pytest.raises(Unfit, match="is not what it was"):
        restored(altered, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_parts_that_are_lacking_of_another_backup_or_of_a_later_besace_are_refused(peopled, taken, tmp_path):
    other = tmp_path / "other"
    backed_up(peopled.folder, backup.Places(other / "content", other / "vault"))
    (tmp_path / "mixed").mkdir()
    subprocess.run(["cp", "-r", taken / "content", other / "vault", tmp_path / "mixed"], check=True)
    with pytest.raises(Unfit, match="different backups"):
        restored(tmp_path / "mixed", tmp_path / "new", keys=False)
    file = other / "content" / f"content-{manifest.FILE}"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "migrations": [["people", "9999_later"]], "version": "99.0"}))
    with pytest.raises(Unfit, match=re.escape("made by Besace 99.0")):
        restored(other, tmp_path / "new", keys=False)
    file.unlink()
    with pytest.raises(Unfit, match="holds no content of a backup"):
        restored(other, tmp_path / "new", keys=False)
    assert not (tmp_path / "new").exists()


def test_without_the_keys_it_is_refused_and_where_told_so_only_the_rest_is_there(taken, tmp_path):
    with pytest.raises(Unfit, match="Give the folder of the keys with --keys"):
        restored(taken, tmp_path / "new", keys=False)
    assert list(tmp_path.iterdir()) == []

    done = restored(taken, tmp_path / "new", keys=False, without_keys=True)
    assert "is not on the ring" in done.found.wrong[0]
    assert found_in(tmp_path / "new").counts["entries under keys that do not open"] > 50


def test_over_a_house_only_when_told_so_and_never_over_one_in_use(peopled, taken, tmp_path):
    house, before = peopled.copied(tmp_path / "data"), opened_in(peopled.folder)
    with pytest.raises(Unfit, match="is not empty"):
        restored(taken, house, keys=False)
    with used(house), pytest.raises(in_use.InUse, match="Besace is running over"):
        restored(taken, house, keys=False, replace=True)
    done = restored(taken, house, keys=False, replace=True)
    assert settled(opened_in(house)) == settled(before)
    assert done.aside
    assert opened_in(done.aside) == before
    assert {one.name for one in tmp_path.iterdir()} == {"data", done.aside.name}


@pytest.mark.parametrize("told", ["by the house it takes the place of", "by a list", "by nobody"])
def test_what_was_erased_since_is_refused_where_somebody_tells(peopled, taken, tmp_path, told):
    """The control is the last: with nobody to tell, both from before an erasure bring it back (docs/keys.md)."""
    house = peopled.copied(tmp_path / "data")
    with inside(house), clock.at(AT):
        receipt = shredding.shred(rooms.find(peopled.ids["room"]))
        (tmp_path / "list.json").write_text(erased.as_text(erased.known()))
    assert receipt.receipt
    into, more = (house, {"replace": True}) if "house" in told else (tmp_path / "new", {})
    done = restored(taken, into, *([tmp_path / "list.json"] if "list" in told else []), **more)
    assert done.found.is_whole

    back, journal = "nobody" in told, peopled.ids["journal"]
    asked_for = "SELECT count(*) FROM vault_scopekey WHERE journal = ? AND wrapped IS NOT NULL"
    keys = asked(peopled.folder / VAULT, asked_for, journal)[0][0]
    assert keys >= len(["session", "two persons"])
    assert asked(into / VAULT, asked_for, journal) == [(keys if back else 0,)]
    assert done.refused.keys == (0 if back else keys)
    issued = asked(into / CONTENT, "SELECT receipt FROM journal_shredding WHERE id = ?", receipt.pk)
    assert issued == ([] if back else [(receipt.receipt,)])


def test_an_account_closed_since_is_closed_again_and_one_still_needed_is_told(peopled, taken, tmp_path):
    fay = peopled.ids["facilitator"]
    (tmp_path / "list.json").write_text(erased.as_text(erased.Erased(closed=frozenset({peopled.ids["person"], fay}))))
    done = restored(taken, tmp_path / "new", tmp_path / "list.json")
    assert (done.refused.closed, done.refused.by_hand) == (1, 1)
    asked_for = "SELECT name, email FROM people_person WHERE id = ?"
    assert asked(tmp_path / "new" / CONTENT, asked_for, peopled.ids["person"]) == [("", None)]


def test_a_list_that_is_none_is_refused(taken, tmp_path):
    (tmp_path / "list.json").write_text("{}")
    with pytest.raises(Unfit, match="is no list of what was erased"):
        restored(taken, tmp_path / "new", tmp_path / "list.json")


def test_the_list_has_no_name_and_no_word_and_is_read_as_it_was_written(peopled, tmp_path):
    assert besace(peopled.folder, "erased", str(tmp_path / "list.json")).returncode == 0
    with inside(peopled.folder):
        known = erased.known()
    assert erased.read(tmp_path / "list.json") == known
    assert len(known.keys) == len(known.receipts) == 1
    assert stat.S_IMODE((tmp_path / "list.json").stat().st_mode) == 0o400


def test_nobody_starts_over_a_house_that_is_being_restored(peopled, tmp_path):
    house = peopled.copied(tmp_path / "data")
    in_use.alone(house)
    try:
        done = besace(house, "keys", "list")
        assert done.returncode == 1
        assert "is just being moved or restored" in done.stderr
    finally:
        in_use.let_go(house)
    assert besace(house, "keys", "list").returncode == 0
