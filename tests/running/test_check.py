"""`besace check` finds each kind of damage in a house that was really damaged, and nothing in one that is whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import BinaryField

from besace.journal import append
from besace.journal.vault.models import ScopeKey
from besace.live import clock
from besace.method.acts import Entry
from besace.running.check import report, sealed_rows
from tests.journal.elsewhere import besace
from tests.running.houses import AT, CONTENT, VAULT, asked
from tests.running.inside import found_in, inside

pytestmark = [pytest.mark.engine("sqlite"), pytest.mark.slow]
type Damage = Callable[[Path, dict[str, str]], None]

UNGUARDED = "DROP TRIGGER journal_entry_update"
UNDELETED = "DROP TRIGGER journal_entry_delete"


def content(folder: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return asked(folder / CONTENT, sql, *values)


def vault(folder: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return asked(folder / VAULT, sql, *values)


def flipped(folder: Path, name: str, table: str, column: str, where: str, *values: object) -> None:
    """Turns one bit of the last byte of one value round."""
    ((row, blob),) = asked(folder / name, f"SELECT rowid, {column} FROM {table} WHERE {where} LIMIT 1", *values)  # noqa: S608
    altered = blob[:-1] + bytes([blob[-1] ^ 1])
    asked(folder / name, f"UPDATE {table} SET {column} = ? WHERE rowid = ?", altered, row)  # noqa: S608


def entry_altered(folder, ids):
    content(folder, UNGUARDED)
    flipped(folder, CONTENT, "journal_entry", "sealed", "journal_id = ? AND seq = 7", ids["journal"])


def entry_moved(folder, ids):
    content(folder, UNGUARDED)
    of = content(folder, "SELECT sealed FROM journal_entry WHERE journal_id = ? AND seq = 7", ids["journal"])
    content(folder, "UPDATE journal_entry SET sealed = ? WHERE journal_id = ? AND seq = 8", of[0][0], ids["journal"])


def entry_of_another(folder, ids):
    content(folder, UNGUARDED)
    content(folder, "UPDATE journal_entry SET by = 'somebody' WHERE journal_id = ? AND seq = 7", ids["journal"])


def entry_lacking(folder, ids):
    content(folder, UNDELETED)
    content(folder, "DELETE FROM journal_entry WHERE journal_id = ? AND seq IN (9, 12)", ids["journal"])


def newest_entry_lacking(folder, ids):
    content(folder, UNDELETED)
    content(
        folder,
        "DELETE FROM journal_entry WHERE journal_id = ?1 AND seq = (SELECT max(seq) FROM journal_entry"
        " WHERE journal_id = ?1)",
        ids["journal"],
    )


def all_entries_lacking(folder, ids):
    content(folder, UNDELETED)
    content(folder, "DELETE FROM journal_entry WHERE journal_id = ?", ids["journal"])


def head_behind(folder, ids):
    content(folder, "UPDATE journal_journal SET last = last - 2 WHERE id = ?", ids["journal"])


def head_gone(folder, ids):
    content(folder, "DELETE FROM journal_journal WHERE id = ?", ids["journal"])


def kept_twice(folder, ids):
    content(folder, "DROP INDEX one_answer_an_act")
    content(folder, UNGUARDED)
    act = content(folder, "SELECT act FROM journal_entry WHERE journal_id = ? AND act IS NOT NULL", ids["journal"])
    content(folder, "UPDATE journal_entry SET act = ? WHERE journal_id = ? AND seq = 7", act[-1][0], ids["journal"])


def of_no_kind(folder, ids):
    with inside(folder), clock.at(AT):
        last = content(folder, "SELECT last FROM journal_journal WHERE id = ?", ids["other"])[0][0]
        append(ids["other"], [Entry("sing", "fay", AT, {})], expected=last, act_id="x", by="fay")


def room_without_journal(folder, ids):
    content(folder, "UPDATE live_room SET journal = 'nowhere' WHERE id = ?", ids["room"])


def key_lost(folder, ids):
    vault(folder, "DELETE FROM vault_scopekey WHERE journal = ? AND scope = 'session'", ids["journal"])


def group_key_lost(folder, ids):
    vault(folder, "DELETE FROM vault_scopekey WHERE journal = ?", f"group:{ids['group']}")


def key_altered(folder, ids):
    flipped(folder, VAULT, "vault_scopekey", "wrapped", "journal = ? AND scope = 'session'", ids["journal"])


def key_prolonged(folder, ids):
    vault(folder, "UPDATE vault_scopekey SET expires = expires + 1 WHERE journal = ?", ids["journal"])


def key_risen(folder, ids):
    kid = vault(folder, "SELECT kid FROM vault_scopekey WHERE journal = ? AND scope = 'session'", ids["journal"])
    content(folder, "INSERT INTO journal_tombstone (kid, journal, at) VALUES (?, ?, 1)", kid[0][0], ids["journal"])


def key_not_emptied(folder, ids):
    vault(folder, "UPDATE vault_scopekey SET wrapped = x'00' WHERE journal = ?", ids["gone"])


def ring_lacking(folder, ids):
    for one in (folder / "keys").iterdir():
        one.unlink()


def ring_damaged(folder, ids):
    (file,) = (folder / "keys").iterdir()
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-1])


def root_damaged(folder, ids):
    file = folder / "roots" / "receipt"
    file.chmod(0o600)
    file.write_bytes(b"short")


def folder_open(folder, ids):
    (folder / "secret").chmod(0o444)


def trail_altered(folder, ids):
    content(folder, "UPDATE people_trace SET act = 'joined' WHERE id = (SELECT max(id) FROM people_trace)")


def name_at_the_door_altered(folder, ids):
    flipped(folder, CONTENT, "live_knock", "name", "name IS NOT NULL")


def points_nowhere(folder, ids):
    content(folder, "UPDATE people_member SET person_id = 'nobody' WHERE id = ?", ids["ana"])


def page_overwritten(folder, ids):
    ((page,),) = content(folder, "SELECT rootpage FROM sqlite_master WHERE name = 'journal_entry'")
    ((size,),) = content(folder, "PRAGMA page_size")
    with (folder / CONTENT).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)


def index_disagrees(folder, ids):
    """The table is changed behind the back of one of its indexes."""
    content(folder, "UPDATE people_person SET email = 'a@example.org' WHERE id = ?", ids["person"])
    told = (folder / CONTENT).read_bytes()
    at = told.index(b"a@example.org")
    (folder / CONTENT).write_bytes(told[:at] + b"b@example.org" + told[at + 13 :])


DAMAGES: dict[Damage, str] = {
    entry_altered: "entry 7 was altered, or moved from another place",
    entry_moved: "entry 8 was altered, or moved from another place",
    entry_of_another: "entry 7 was altered, or moved from another place",
    entry_lacking: "entries are lacking, the first of them 9, 2 in all",
    newest_entry_lacking: "entries are lacking",
    all_entries_lacking: "lacks all of its",
    head_behind: "after its head at",
    head_gone: "has entries and no head",
    kept_twice: "one act was kept 2 times",
    of_no_kind: "makes no session any more (KeyError)",
    room_without_journal: "has no journal",
    key_lost: "entry 1 cannot be read, as its key is nowhere",
    group_key_lost: "A row of people_page",
    key_altered: "does not open: its row was altered",
    key_prolonged: "does not open: its row was altered",
    key_risen: "A key that was destroyed is in the vault again",
    key_not_emptied: "is marked destroyed, and is still there",
    ring_lacking: "is not on the ring; it wraps",
    ring_damaged: "is damaged: 32 bytes expected",
    root_damaged: "The file receipt in roots/ is damaged",
    folder_open: "secret can be opened by others",
    trail_altered: "Trails that are not as they were written: 1",
    name_at_the_door_altered: "A row of live_knock",
    points_nowhere: "of people_member points to a row of people_person that is not there",
    page_overwritten: "The content's file is damaged",
    index_disagrees: "The content's file is damaged",
}


def test_a_whole_house_is_found_whole(peopled):
    found = found_in(peopled.folder)
    assert (found.wrong, found.told) == ([], [])
    assert found.counts["entries"] > 50
    assert found.counts["sealed rows"] >= 15
    assert found.counts["entries forgotten"] == 1


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_each_damage_is_found_and_said(peopled, tmp_path, damage):
    folder = peopled.copied(tmp_path / "data")
    damage(folder, peopled.ids)
    found = found_in(folder)
    assert not found.is_whole
    assert DAMAGES[damage] in "\n".join(found.wrong), found.wrong


@pytest.mark.parametrize("column", sealed_rows.COLUMNS, ids=lambda one: one.place)
def test_one_bit_of_any_sealed_column_is_found(peopled, tmp_path, column):
    folder = peopled.copied(tmp_path / "data")
    table = column.model._meta.db_table
    flipped(folder, CONTENT, table, column.name, f"{column.name} IS NOT NULL")
    found = found_in(folder)
    assert len(found.wrong) == 1
    assert f"A row of {table}" in found.wrong[0]
    assert "was altered" in found.wrong[0]


def test_every_column_of_bytes_is_looked_at():
    """Those beside the sealed columns are the journal's, the vault's, names at the door, and logins."""
    there = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, BinaryField)
    }
    looked_at = {(one.model, one.name) for one in sealed_rows.COLUMNS}
    others = {
        (apps.get_model(model), name)
        for model, name in (
            ("journal.Entry", "kid"),
            ("journal.Entry", "sealed"),
            ("journal.Tombstone", "kid"),
            ("live.Knock", "name"),
            ("people.Login", "sealed"),
        )
    }
    assert there == looked_at | others | {(ScopeKey, "kid"), (ScopeKey, "wrapped")}


def test_what_does_no_harm_is_told_and_nothing_is_wrong(peopled, tmp_path):
    folder = peopled.copied(tmp_path / "data")
    content(folder, "DELETE FROM journal_tombstone")
    content(folder, "INSERT INTO journal_journal (id, last, created) VALUES ('broken-off', 0, 1)")
    flipped(folder, CONTENT, "people_login", "sealed", "1")
    found = found_in(folder)
    assert found.wrong == []
    assert len(found.told) == 3
    told = "\n".join(found.told)
    assert "Logins that do not open: 1" in told
    assert "only the vault tells: 1" in told
    assert "belong to no room" in told


def test_of_many_of_a_kind_the_first_are_said_and_how_many_more():
    told = report.Report()
    for number in range(report.MOST + 7):
        told.add("journals", f"Journal {number}.")
    assert len(told.close().wrong) == report.MOST + 1
    assert "7 more" in told.wrong[-1]


def test_the_command_says_it_in_sentences_or_in_json_by_its_exit_code_and_changes_nothing(peopled, tmp_path):
    folder = peopled.copied(tmp_path / "data")
    before = {one: one.read_bytes() for one in sorted(folder.rglob("*.sqlite3"))}
    done = besace(folder, "check")
    assert done.returncode == 0, done.stderr
    assert "All is whole." in done.stdout
    assert before == {one: one.read_bytes() for one in sorted(folder.rglob("*.sqlite3"))}

    entry_lacking(folder, peopled.ids)
    done = besace(folder, "check", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["whole"], len(told["wrong"])) == (1, False, 1)


def test_no_house_is_said_and_none_is_made(tmp_path):
    done = besace(tmp_path / "nowhere", "check")
    assert done.returncode == 2
    assert "There is no house" in done.stderr
    assert not (tmp_path / "nowhere").exists()
