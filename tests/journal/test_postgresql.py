"""What PostgreSQL does otherwise than a file: it hangs up, may keep what it did not confirm, and keeps former rows."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, connections, transaction

from besace import journal
from besace.journal.keys import VAULT_KEYS
from besace.journal.postgresql.rewriting import rewrite
from besace.journal.writer import WRITER, Writer, in_room
from besace.method.acts import Entry
from tests import disk

pytestmark = pytest.mark.engine("postgresql")
NOW = 1_700_000_000
OURS = "SELECT pg_backend_pid()"


def said(text: str, scope: str = "session") -> Entry:
    return Entry("ask", "ana-1", NOW, {"text": text}, scope=scope)


def put(name: str, text: str, expected: int, act_id: str) -> journal.Appended:
    return journal.append(name, [said(text)], expected=expected, act_id=act_id, by="ana-1")


def hang_up(alias: str = "default") -> None:
    """Has the server end the line of this thread, as when it is restarted."""
    with connections[alias].cursor() as cursor:
        cursor.execute(OURS)
        (ours,) = cursor.fetchone()
    end(alias, ours)


def end(alias: str, ours: int) -> None:
    with disk.as_admin(alias) as line:
        line.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])


def test_a_line_the_server_ended_between_two_acts_is_taken_up_anew_and_nobody_notices():
    name = journal.open_journal(NOW)
    put(name, "one", 0, "a")
    hang_up("default")
    hang_up("vault")
    VAULT_KEYS.forget_cached()

    assert put(name, "two", 1, "b").seq == 2
    assert [entry.fields["text"] for entry in journal.read(name)] == ["one", "two"]


def test_a_line_that_ends_within_a_job_fails_it_whole_and_the_next_is_sound():
    def half() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO journal_journal (id, last, created) VALUES ('half-done', 0, 0)")
        hang_up()
        journal.last("half-done")

    with pytest.raises(OperationalError):
        WRITER.run(half)

    assert disk.asked("default", "SELECT id FROM journal_journal WHERE id = 'half-done'") == []
    assert journal.last(journal.open_journal(NOW)) == 0


def in_one_batch(*jobs: Any) -> list[Future[Any]]:
    """Has the writer do these together."""
    taken, given = threading.Event(), threading.Event()

    def hold() -> None:
        taken.set()
        given.wait()

    with ThreadPoolExecutor(len(jobs) + 1) as threads:
        threads.submit(WRITER.run, hold)
        taken.wait()
        found = [threads.submit(job) for job in jobs]
        while len(WRITER._waiting) < len(jobs):
            time.sleep(0.01)
        given.set()
    return found


def test_what_a_server_may_have_kept_is_not_done_twice_and_the_same_act_again_finds_it(monkeypatch):
    """The server confirms, and the line is cut before we hear it: this once."""
    names = [journal.open_journal(NOW) for _ in range(3)]
    for name in names:
        put(name, "one", 0, "a")
    done, really = [], psycopg.Connection.commit

    def cut(line: Any) -> None:
        really(line)
        if len(done) == 3:
            monkeypatch.setattr(psycopg.Connection, "commit", really)
            end("default", line.info.backend_pid)
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    def again(name: str) -> journal.Appended:
        return WRITER.run(lambda: done.append(name) or put(name, "two", 1, "b"))

    monkeypatch.setattr(psycopg.Connection, "commit", cut)
    found = in_one_batch(*[lambda name=name: again(name) for name in names])

    assert all(isinstance(one.exception(), OperationalError) for one in found)
    assert sorted(done) == sorted(names)
    for name in names:
        assert put(name, "two", 1, "b") == journal.Appended(2, repeated=True)
        assert len(journal.read(name)) == 2


def test_what_a_server_refused_at_the_last_moment_is_done_anew_alone():
    """A constraint looked at when all is written: nothing was kept, so each is tried by itself."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE looked_at_last (what text UNIQUE DEFERRABLE INITIALLY DEFERRED)")

    def write(what: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO looked_at_last VALUES (%s)", [what])

    found = in_one_batch(*[lambda what=what: WRITER.run(lambda: write(what)) for what in ("a", "b", "a")])

    failed = [one.exception() for one in found if one.exception()]
    kept = disk.asked("default", "SELECT what FROM looked_at_last ORDER BY what")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE looked_at_last")
    assert kept == [("a",), ("b",)]
    assert len(failed) == 1
    assert isinstance(failed[0], IntegrityError)


@pytest.mark.parametrize(
    "change", ["UPDATE journal_entry SET at = 0", "DELETE FROM journal_entry", "TRUNCATE journal_entry"]
)
def test_no_row_of_the_journal_is_changed_nor_removed_nor_all_of_them(change):
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(change)


def wrapped_of(name: str) -> bytes:
    ((wrapped,),) = disk.asked("vault", "SELECT wrapped FROM vault_scopekey WHERE journal = %s", name)
    return bytes(wrapped)


def in_tables(wrapped: bytes) -> bool:
    """Whether a key stands in a file of a table; the log, which has it until it is taken away, is another matter."""
    with disk.as_admin("vault") as line:
        line.execute("CHECKPOINT")
    return any(wrapped in file for file in disk.tables("vault"))


def test_a_destroyed_key_is_in_no_table_at_once_though_an_ordinary_update_leaves_it_there():
    name, other = journal.open_journal(NOW), journal.open_journal(NOW)
    put(name, "one", 0, "a")
    put(other, "one", 0, "a")
    wrapped, left = wrapped_of(name), wrapped_of(other)
    with disk.as_admin("vault") as line:  # what would happen without writing the table anew
        line.execute("UPDATE vault_scopekey SET wrapped = NULL, destroyed = 1 WHERE journal = %s", [other])
    assert in_tables(left)
    assert in_tables(wrapped)
    VAULT_KEYS.destroy(name, "session", NOW)

    assert not in_tables(wrapped)
    assert not in_tables(left)


def test_whoever_reads_the_vault_for_long_keeps_nobody_waiting_and_the_key_is_gone_the_next_time():
    name = journal.open_journal(NOW)
    put(name, "one", 0, "a")
    wrapped = wrapped_of(name)
    with disk.as_admin("vault") as backup, backup.transaction():
        backup.execute("SELECT count(*) FROM vault_scopekey")
        before = time.monotonic()
        VAULT_KEYS.destroy(name, "session", NOW)
        assert time.monotonic() - before < 5
        assert journal.read(name)[0].forgotten
        assert not rewrite("vault", "vault_scopekey")
    assert rewrite("vault", "vault_scopekey")
    assert not in_tables(wrapped)


def test_a_failed_statement_spoils_no_more_than_its_savepoint():
    """PostgreSQL refuses everything after a failure, up to the last savepoint."""
    name = journal.open_journal(NOW)

    def both() -> int:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO journal_journal (id, last, created) VALUES (%s, 0, 0)", [name])
        return journal.last(name)

    assert WRITER.run(both) == 0


def test_a_character_the_server_does_not_take_finds_nothing_and_breaks_nothing():
    assert journal.last("a\x00b") == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, %s", ["a\x00b", "l'été ’ \\ é"])
        assert cursor.fetchone() == ("a\ufffdb", "l'été ’ \\ é")


@pytest.mark.parametrize(
    ("elsewhere", "here", "waits"),
    [
        (in_room("one"), in_room("two"), False),
        (in_room("one"), in_room("one"), True),
        (in_room("one"), "a-journal", False),
        (in_room("one"), "", True),
        ("", in_room("one"), True),
    ],
)
def test_who_writes_in_one_room_waits_for_that_room_and_for_who_writes_anywhere(elsewhere, here, waits):
    """Given another process in the middle of a job, when we have one, then it waits where it must and nowhere else."""
    begun, over = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        over.wait(5)

    def run(writer: Writer, job: Callable[[], None], of: str) -> None:
        try:
            writer.run(job, of)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(run, Writer(), long, elsewhere)
        assert begun.wait(5)
        ours = pool.submit(run, WRITER, lambda: None, here)
        waited = bool(wait([ours], 0.5).not_done)
        over.set()
        other.result(5)
        ours.result(5)

    assert waited is waits
