"""The set-ups under measure: embedded, and on PostgreSQL with one process or several; each on data of its own."""

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.server import SERVER_CORE, Server, free_port, processor_of, python, serving

if TYPE_CHECKING:
    from tests.servers import Server as Database

SQLITE, POSTGRESQL = "sqlite", "postgresql"
AS_SET_UP = {"autovacuum": "on", "max_wal_size": "1GB", "min_wal_size": "80MB", "shared_buffers": "256MB"}
"""Unlike in the tests, the servers here are careful, and as an administrator would set them."""


@dataclass(frozen=True, slots=True)
class House:
    """One set-up: where the data is, and how many processes serve."""

    engine: str
    processes: int = 1

    @property
    def name(self) -> str:
        """As the table calls it."""
        where = "SQLite" if self.engine == SQLITE else "PostgreSQL"
        return f"{where}, {self.processes} process{'es' if self.processes > 1 else ''}"

    @property
    def alone(self) -> bool:
        """Whether one process does everything, and can have a core to itself."""
        return self.engine == SQLITE and self.processes == 1


@dataclass(slots=True)
class Built:
    """A house's data folder, the environment that leads to it, the processes of its databases, how much they keep."""

    folder: str
    surroundings: Mapping[str, str]
    databases: list[int] = field(default_factory=list)
    size: Callable[[], int] = lambda: 0

    def databases_used(self) -> float:
        """Seconds of processor the database servers used so far."""
        return sum(processor_of(one) for process in self.databases for one in family(process))


@contextmanager
def built(house: House) -> Iterator[Built]:
    """An empty house for as long as the block lasts; on PostgreSQL with two servers, one for the keys."""
    with ExitStack() as kept:
        folder = kept.enter_context(tempfile.TemporaryDirectory(prefix="besace-bench-"))
        told = {
            **os.environ,
            "BESACE_DATA": folder,
            "BESACE_LOOKED_INTO": "1",
            "BESACE_DATABASE": "",
            "BESACE_VAULT": "",
        }
        found = Built(folder, told, size=lambda: (Path(folder) / "besace.sqlite3").stat().st_size)
        if house.engine == POSTGRESQL:
            from tests.servers import Server as Database  # noqa: PLC0415 - only where it is asked for, with its driver

            content, vault = (Database(fsync=True, settings=AS_SET_UP) for _ in range(2))
            for one in (content, vault):
                kept.callback(one.remove)
                found.databases.append(one.process.pid if one.process else 0)
            found.size = lambda: _size(content)
            found.surroundings = {
                **told,
                "BESACE_DATABASE": content.make("besace"),
                "BESACE_VAULT": vault.make("besace"),
            }
        yield found


@contextmanager
def open_for(house: House, built_: Built) -> Iterator[Server]:
    """Besace serving in that house. A single process on files has a core; several share what there is."""
    port = free_port()
    more = ["--processes", str(house.processes)] if house.processes > 1 else []
    command = python("-m", "besace.cli", "serve", "--port", str(port), *more)
    with serving(command, port, built_.surroundings, core=SERVER_CORE if house.alone else None) as server:
        yield server


def _file_size(file: Path) -> int:
    """Of a database file that nobody uses, with what is still in its log."""
    with closing(sqlite3.connect(file)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.stat().st_size


def _size(database: "Database") -> int:
    with database.admin() as line:
        row = line.execute("SELECT pg_database_size('besace')").fetchone()
    return int(str(row[0])) if row else 0


def run_in(built_: Built, command: Sequence[str], told: str = "") -> str:
    """What one of our own modules prints when it is told this, on the data of that house."""
    done = subprocess.run(  # nosec B603 # our own module
        command, env=dict(built_.surroundings), input=told, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def family(process: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:  # it ended meanwhile
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [process]
    for one in found:
        found += children.get(one, [])
    return found
