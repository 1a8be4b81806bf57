"""A receipt comes once it is true, says nothing of anyone, and cannot be altered or forged."""

import json
import sqlite3
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from besace import journal
from besace.journal import receipts, shelf, upkeep
from besace.journal.keys import VAULT_KEYS
from besace.journal.receipts import Verdict
from besace.journal.wrapping import Row
from besace.live import clock
from besace.method.acts import Entry

NOW = 1_772_000_000


@pytest.fixture(autouse=True)
def _now(forget_memory):
    with clock.at(NOW):
        yield
    forget_memory()


@pytest.fixture
def name():
    name = journal.open_journal(NOW)
    said = [
        Entry("ask", "ana-1", NOW, {"text": "said"}),
        Entry("note", "ana-1", NOW, {"text": "x"}, scope="person:ana"),
    ]
    journal.append(name, [*said, said[0]], expected=0, act_id="a", by="ana-1")
    return name


def shredded(name: str) -> str:
    made = receipts.shred(name, {name: VAULT_KEYS.living(name)}, NOW)
    assert made
    receipts.complete(NOW + 2)
    found = receipts.find(made.id)
    assert found
    return found.receipt


def test_it_says_which_keys_went_when_and_how_many_rows_nobody_reads_since(name):
    kids = {row.scope: row.kid.hex() for row in shelf.living(name)}
    told = json.loads(shredded(name))
    assert told["destroyed"] == {kids["session"]: 2, kids["person:ana"]: 1}
    assert (told["at"], told["emptied"]) == (NOW, NOW + 2 if shelf.has_a_log() else None)  # a server has its own log
    assert set(told) == {"kind", "house", "key", "destroyed", "at", "emptied", "signature"}
    assert name not in json.dumps(told)
    assert all(entry.forgotten for entry in journal.read(name))


def test_it_is_checked_by_the_house_that_signed_it(name):
    found = receipts.check(shredded(name))
    assert (found.verdict, found.keys, found.rows, found.house) == (Verdict.OURS, 2, 3, receipts.house())


@pytest.mark.parametrize("field", ["house", "destroyed", "at", "emptied", "kind", "key", "signature", "added"])
def test_whatever_is_altered_in_it_shows(name, field):
    told = json.loads(shredded(name))
    altered = {"destroyed": {"00" * 16: 9}, "at": NOW - 1, "emptied": 7, "signature": b64encode(bytes(64)).decode()}
    told[field] = altered.get(field, "another")
    assert receipts.check(json.dumps(told)).verdict is Verdict.FALSE


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"key": 1}', "not JSON", '{"key": "AAAA", "signature": ""}'])
def test_what_is_no_receipt_is_none(text):
    assert receipts.check(text).verdict is Verdict.FALSE


def test_another_house_can_sign_only_in_its_own_name(name):
    told = json.loads(shredded(name))
    del told["signature"]
    other = Ed25519PrivateKey.generate()
    forged = {**told, "signature": b64encode(other.sign(receipts._bytes(told))).decode()}
    assert receipts.check(json.dumps(forged)).verdict is Verdict.FALSE
    told["key"] = b64encode(other.public_key().public_bytes_raw()).decode()
    told["signature"] = b64encode(other.sign(receipts._bytes(told))).decode()
    found = receipts.check(json.dumps(told))
    assert found.verdict is Verdict.ANOTHER_HOUSE
    assert found.house != receipts.house()


@pytest.fixture
def reader(data_folder):
    """Somebody with the vault open in the middle of reading."""
    other = sqlite3.connect(f"file:{data_folder}/vault.sqlite3?mode=ro", uri=True, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM vault_scopekey").fetchone()
    yield other
    other.close()


@pytest.mark.engine("sqlite")
def test_while_someone_reads_the_vault_there_is_none_and_the_sweep_completes_it(name, reader, data_folder, monkeypatch):
    monkeypatch.setattr("besace.journal.shelf.PATIENCE", 0.1)
    (row, *_) = shelf.living(name)
    assert shredded(name) == ""
    assert (
        row.wrapped in (data_folder / "vault.sqlite3").read_bytes() + (data_folder / "vault.sqlite3-wal").read_bytes()
    )
    upkeep.sweep(NOW + 30)
    assert receipts.of(name).receipt == ""
    assert all(entry.forgotten for entry in journal.read(name))  # destroyed all the same

    reader.execute("ROLLBACK")
    upkeep.sweep(NOW + 60)
    assert receipts.check(receipts.of(name).receipt).verdict is Verdict.OURS
    files = [data_folder / "vault.sqlite3", data_folder / "vault.sqlite3-wal"]
    assert not any(row.wrapped in file.read_bytes() for file in files if file.exists())


def test_a_crash_before_the_vault_was_reached_leaves_it_pending_and_the_start_completes_it(name, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("besace.journal.shelf.bury", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            shredded(name)
    receipts.complete(NOW + 1)
    assert receipts.of(name).receipt == ""
    upkeep.start(NOW + 2)
    upkeep.sweep(NOW + 2)
    assert receipts.check(receipts.of(name).receipt).verdict is Verdict.OURS


def test_a_key_that_came_back_from_an_older_vault_is_said(name):
    (row, *_) = shelf.living(name)
    text = shredded(name)
    shelf.put(Row(row.kid[:-1] + b"?", name, row.scope, row.wrapped, row.kek, row.expires), NOW)  # another key
    assert receipts.check(text).verdict is Verdict.OURS
    with connections["vault"].cursor() as other:
        other.execute("DELETE FROM vault_scopekey WHERE journal = %s AND destroyed IS NULL", [name])
        other.execute("UPDATE vault_scopekey SET wrapped = %s, destroyed = NULL WHERE kid = %s", [row.wrapped, row.kid])
    assert receipts.check(text).verdict is Verdict.STILL_THERE
    upkeep.start(NOW + 9)
    assert receipts.check(text).verdict is Verdict.OURS


def test_nothing_left_to_destroy_makes_none(name):
    shredded(name)
    assert receipts.shred(name, {name: VAULT_KEYS.living(name)}, NOW) is None
