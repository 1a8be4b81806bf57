import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection

from besace import journal
from besace.journal import store
from besace.journal.keys import VAULT_KEYS
from besace.journal.seal import Tampered
from besace.journal.writer import WRITER, in_room
from besace.method.acts import Entry, ballot_scope
from tests import disk

NOW = 1_700_000_000


def said(text: str, scope: str = "session") -> Entry:
    return Entry("ask", "ana-1", NOW, {"text": text}, scope=scope)


def put(name: str, *entries: Entry, expected: int, act_id: str = "a") -> journal.Appended:
    return journal.append(name, entries, expected=expected, act_id=act_id, by="ana-1")


def test_what_was_acknowledged_is_on_disk():
    name = journal.open_journal(NOW)
    put(name, said("one"), said("two"), expected=0)

    kept = disk.asked("default", "SELECT seq FROM journal_entry WHERE journal_id = %s ORDER BY seq", name)
    assert kept == [(1,), (2,)]


def test_entries_come_back_as_they_went_in():
    name = journal.open_journal(NOW)
    entry = Entry("vote", "fay-1", NOW, {"ballot": ["a", "b"], "é": None}, "ana-1", ballot_scope(1), "ana-1")
    put(name, entry, expected=0)

    assert journal.read(name) == [entry]
    assert journal.read(name, after=1) == []


def test_a_stale_expectation_loses_the_race():
    name = journal.open_journal(NOW)
    put(name, said("one"), expected=0)
    with pytest.raises(journal.Raced):
        put(name, said("two"), expected=0, act_id="b")

    assert len(journal.read(name)) == 1


def test_of_twenty_threads_one_wins_each_round_and_no_number_is_skipped():
    name = journal.open_journal(NOW)
    won: list[int] = []

    def race(number: int) -> None:
        for round_ in range(5):
            try:
                put(name, said(f"{number}"), expected=round_, act_id=f"{number}-{round_}")
                won.append(round_)
            except journal.Raced:
                while journal.last(name) == round_:
                    pass

    threads = [threading.Thread(target=race, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(won) == [0, 1, 2, 3, 4]
    assert len(journal.read(name)) == 5


def test_one_failing_job_does_not_take_the_others_of_its_batch_along():
    names = [journal.open_journal(NOW) for _ in range(20)]
    for name in names:  # which also makes its key: from here on, an append is one job
        put(name, said("x"), expected=0)
    taken, given = threading.Event(), threading.Event()
    with ThreadPoolExecutor(41) as threads:
        threads.submit(WRITER.run, lambda: taken.set() or given.wait())
        taken.wait()
        good = [threads.submit(put, name, said("y"), expected=1, act_id="b") for name in names]
        bad = [threads.submit(put, name, said("y"), expected=7, act_id="c") for name in names]
        while len(WRITER._waiting) < 40:
            time.sleep(0.01)
        given.set()

    assert [future.result().seq for future in good] == [2] * 20
    assert all(isinstance(future.exception(), journal.Raced) for future in bad)


@pytest.mark.parametrize("change", ["UPDATE journal_entry SET at = 0", "DELETE FROM journal_entry"])
def test_a_row_is_neither_changed_nor_removed(change):
    name = journal.open_journal(NOW)
    put(name, said("one"), expected=0)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(f"{change} WHERE journal_id = %s", [name])


@pytest.mark.parametrize("column", ["journal_id", "seq", "by", "behalf", "kind", "audience", "scope", "at"])
def test_a_moved_or_edited_row_is_refused(column):
    name, other = journal.open_journal(NOW), journal.open_journal(NOW)
    put(name, said("one"), expected=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_entry WHERE journal_id = %s", [name])
        row = dict(zip([one[0] for one in cursor.description], cursor.fetchone(), strict=True))
    row["act"] = None
    row["seq"] = 9
    changed = {"journal_id": name, "seq": 8, "at": 7}.get(column, "else")
    moved = {**row, column: changed}
    where = name if column != "journal_id" else other
    keys = {bytes(row["kid"]): VAULT_KEYS.key_for(name, "session", NOW)}
    order = ("seq", "kind", "by", "behalf", "audience", "scope", "kid", "sealed", "at")

    right = {**row, "seq": 1}
    assert store.opened(name, tuple(right[one] for one in order), keys).fields == {"text": "one"}
    with pytest.raises(Tampered):
        store.opened(
            where,
            tuple({**right, column: moved[column]}[one] if column in order else right[one] for one in order),
            keys,
        )


def test_lengths_do_not_show():
    name = journal.open_journal(NOW)
    put(name, said("no"), said("absolutely not, not that way"), said("x" * 300), expected=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(sealed) FROM journal_entry WHERE journal_id = %s ORDER BY seq", [name])
        lengths = [length for (length,) in cursor]

    assert lengths[0] == lengths[1] == 1 + 12 + 64 + 16
    assert lengths[2] == 1 + 12 + 1024 + 16


def test_a_destroyed_key_leaves_a_forgotten_entry_and_nothing_on_disk():
    name = journal.open_journal(NOW)
    scope = ballot_scope(1)
    put(name, said("shown"), said("secret", scope), expected=0)
    ((wrapped,),) = disk.asked(
        "vault", "SELECT wrapped FROM vault_scopekey WHERE journal = %s AND scope = %s", name, scope
    )
    assert any(wrapped in file for file in disk.files("vault"))
    VAULT_KEYS.destroy(name, scope, NOW)

    shown, forgotten = journal.read(name)
    assert (shown.fields, shown.forgotten) == ({"text": "shown"}, False)
    assert (forgotten.fields, forgotten.forgotten) == ({}, True)
    assert not any(wrapped in file for file in disk.files("vault"))


def test_nothing_said_is_readable_in_any_file():
    name = journal.open_journal(NOW)
    put(name, said("canary-words"), expected=0)

    written = list(disk.files())
    assert any(name.encode() in file for file in written)
    assert not any(b"canary-words" in file for file in written)


def test_keys_do_not_open_under_another_key_of_the_ring(forget_memory, monkeypatch):
    name = journal.open_journal(NOW)
    put(name, said("one"), expected=0)
    forget_memory()
    monkeypatch.setattr("besace.journal.ring.secret", lambda _kek: bytes(32))
    with pytest.raises(Tampered):
        journal.read(name)


def test_a_job_of_one_room_holds_none_of_the_whole_house():
    def beside() -> None:
        journal.open_journal(NOW)
        WRITER.run(lambda: None)

    before = disk.asked("default", "SELECT count(*) FROM journal_journal")
    with pytest.raises(RuntimeError, match="whole house"):
        WRITER.run(beside, of=in_room("a-room"))

    assert disk.asked("default", "SELECT count(*) FROM journal_journal") == before
    WRITER.run(lambda: WRITER.run(lambda: None, of=in_room("a-room")))
