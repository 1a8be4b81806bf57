"""What a database server does here at most, with nothing of ours in front: `script/bench ceilings`.

Commits a second of an act's statements (a number raised, a row of its size inserted, each flushed to disk), with and
without a notification in the same transaction, by PostgreSQL's own pgbench; and how much log an act writes, which is
what a standby is sent. A sealed row is taken to have 320 bytes.
"""

import re
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench.houses import AS_SET_UP
from bench.table import drawn
from tests.servers import Server, binaries

WRITERS, LISTENERS = (1, 8, 32), (4, 16)
TABLES = """
CREATE TABLE journal (id integer PRIMARY KEY, last integer NOT NULL);
CREATE TABLE entry (id bigserial PRIMARY KEY, journal integer NOT NULL, seq integer NOT NULL, kind text, by text,
    audience text, scope text, kid bytea, sealed bytea, at bigint, act text,
    UNIQUE (journal, seq), UNIQUE (journal, act));
INSERT INTO journal SELECT n, 0 FROM generate_series(1, 1000) n;
"""
ACT = """
\\set journal random(1, 1000)
BEGIN;
UPDATE journal SET last = last + 1 WHERE id = :journal RETURNING last \\gset
INSERT INTO entry (journal, seq, kind, by, audience, scope, kid, sealed, at, act)
  VALUES (:journal, :last, 'ask', 'person-of-this-room', 'all', 'session', '\\x0123456789abcdef',
    decode(repeat('ab', 320), 'hex'), 1700000000, 'person-of-this-room:' || md5(:last::text));
{notify}COMMIT;
"""
NOTIFY = "SELECT pg_notify('besace', 'a-room-of-twenty-signs ' || :last);\n"
RATE = re.compile(r"tps = ([\d.]+)")
WAIT = re.compile(r"latency average = ([\d.]+) ms")


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Commits a second with so many writers and listeners, milliseconds a commit, bytes of log, and what was heard."""

    writers: int
    listeners: int
    rate: float
    wait: float
    log: float
    heard: float


def measure(seconds: int) -> str:
    """Each in turn on a server of its own, which flushes; where somebody listens, every commit is told."""
    found = [_one(seconds, count, 0) for count in WRITERS]
    found += [_one(seconds, 8, count) for count in LISTENERS]
    return "\n".join(written(found))


def written(found: Sequence[Ceiling]) -> list[str]:
    """The lines of a table."""
    head = [
        "writers",
        "listeners",
        "commits a second",
        "ms a commit",
        "bytes of log an act",
        "notices heard a second, each",
    ]
    rows = []
    for one in found:
        heard = f"{one.heard:,.0f}" if one.listeners else "–"
        cells = [f"{one.writers}", f"{one.listeners}", f"{one.rate:,.0f}", f"{one.wait:.2f}", f"{one.log:,.0f}", heard]
        rows.append(cells)
    return drawn(head, rows)


def _one(seconds: int, writers: int, listeners: int) -> Ceiling:
    server = Server(fsync=True, settings=AS_SET_UP)
    try:
        url = server.make("bench")
        with psycopg.connect(url, autocommit=True) as line:
            line.execute(TABLES)
            before = _log(line)
            with _listening(url, listeners) as heard:
                told = _pgbench(url, ACT.replace("{notify}", NOTIFY if listeners else ""), writers, seconds)
            row = line.execute("SELECT count(*) FROM entry").fetchone()
            acts = row[0] if row else 0
            log = (_log(line) - before) / max(acts, 1)
    finally:
        server.remove()
    rate, wait = (float(found[1]) if (found := what.search(told)) else 0.0 for what in (RATE, WAIT))
    return Ceiling(writers, listeners, rate, wait, log, sum(heard) / max(listeners, 1) / seconds)


def _pgbench(url: str, script: str, writers: int, seconds: int) -> str:
    with TemporaryDirectory(prefix="besace-bench-") as folder:
        file = Path(folder) / "act.sql"
        file.write_text(script, encoding="utf-8")
        command = [str(binaries() / "pgbench"), "-n", "-M", "prepared", "-f", str(file), "-c", str(writers), "-j", "1"]
        done = subprocess.run([*command, "-T", str(seconds), url], stdout=subprocess.PIPE, text=True, check=True)  # nosec B603 # PostgreSQL's own
    return done.stdout


@contextmanager
def _listening(url: str, count: int) -> Iterator[list[int]]:
    """So many listeners, each on a line and a thread of its own; how many notices each heard."""
    heard, over = [0] * count, threading.Event()

    def listen(number: int) -> None:
        with psycopg.connect(url, autocommit=True) as line:
            line.execute("LISTEN besace")
            ready.release()
            while not over.is_set():
                for _ in line.notifies(timeout=0.2):
                    heard[number] += 1

    ready = threading.Semaphore(0)
    threads = [threading.Thread(target=listen, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for _ in threads:
        ready.acquire()
    yield heard
    over.set()
    for thread in threads:
        thread.join()


def _log(line: "psycopg.Connection[tuple[int, ...]]") -> int:
    row = line.execute("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint").fetchone()
    return row[0] if row else 0
