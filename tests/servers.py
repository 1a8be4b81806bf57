"""Real PostgreSQL servers for the tests: each a cluster of its own in a folder of its own, gone when the tests are.

The server refuses to run as root; there it runs as `postgres`, the user that its package makes, or as `nobody`.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

PATIENCE = 60
ADMIN, ROLE = "admin", "besace"
# Small, alone, and as careless as tests may be; `fsync` is given where a test is about it. What is destroyed is to
# leave the log as soon as it can (docs/decisions/0024).
CAREFUL = {
    "shared_buffers": "32MB",
    "max_connections": "200",
    "max_wal_size": "64MB",
    "min_wal_size": "32MB",
    "wal_recycle": "off",
    "autovacuum": "off",
    "log_min_messages": "fatal",
    "listen_addresses": "127.0.0.1",
}


class Missing(Exception):  # noqa: N818 - what happened, in one word
    """There is no PostgreSQL server on this machine: a test that needs one fails, it is not skipped."""


def binaries() -> Path:
    """The folder of the newest server's programs.

    Raises:
        Missing: there is none.
    """
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    found = [*folders, *(Path(place) for place in os.environ.get("PATH", "").split(os.pathsep))]
    for folder in found:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise Missing("No PostgreSQL server found (initdb, postgres). script/setup --dev installs it, or says why not.")


@dataclass
class Server:
    """One running server, its folder, and the unprivileged role that Besace comes as."""

    fsync: bool = False
    settings: dict[str, str] = field(default_factory=dict)
    folder: Path = field(init=False)
    port: int = field(init=False)
    password: str = field(init=False, default_factory=lambda: secrets.token_hex(12))
    process: subprocess.Popen[bytes] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        binaries()
        self.folder, self.port = Path(tempfile.mkdtemp(prefix="besace-pg-")), _free_port()
        if user := _user():
            shutil.chown(self.folder, user.pw_uid, user.pw_gid)
        self._run("initdb", "-D", self.data, "-U", ADMIN, "-E", "UTF8", "--locale=C.UTF-8", "-N", *AUTH)
        self.start()
        with self.admin() as line:
            line.execute(_role(self.password))

    @property
    def data(self) -> str:
        """Where the server keeps everything it keeps."""
        return str(self.folder / "data")

    def url(self, database: str = "postgres", **more: str) -> str:
        """The address of a database on this server, by its socket."""
        asked = "&".join(
            f"{key}={value}" for key, value in {"host": str(self.folder), "port": str(self.port), **more}.items()
        )
        return f"postgresql://{ROLE}@/{database}?{asked}"

    def admin(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        """A line to the server as its superuser, outside of transactions."""
        return psycopg.connect(host=str(self.folder), port=self.port, user=ADMIN, dbname=database, autocommit=True)

    def make(self, database: str) -> str:
        """Makes an empty database that belongs to our role, and gives its address."""
        with self.admin() as line:
            line.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(ROLE)))
        return self.url(database)

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        told = {**CAREFUL, "fsync": "on" if self.fsync else "off", "unix_socket_directories": str(self.folder)}
        told |= {"port": str(self.port), **self.settings}
        options = [part for key, value in told.items() for part in ("-c", f"{key}={value}")]
        log = (self.folder / "log").open("ab")
        command = [str(binaries() / "postgres"), "-D", self.data, *options]
        self.process = subprocess.Popen(command, stdout=log, stderr=log, **_as_user())
        deadline = time.monotonic() + PATIENCE
        while True:
            with suppress(psycopg.OperationalError):
                return self.admin().close()
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.02)

    def stop(self, how: str = "immediate") -> None:
        """Stops it: `fast` as an administrator does, `immediate` as a crash does."""
        if self.process is not None and self.process.poll() is None:
            self._run("pg_ctl", "-D", self.data, "-m", how, "-w", "stop")
            self.process.wait(PATIENCE)

    def files(self, where: str = "") -> list[Path]:
        """Every file the server keeps, or those under one of its folders."""
        return [path for path in (Path(self.data) / where).rglob("*") if path.is_file()]

    def remove(self) -> None:
        """Stops it and takes its folder away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(binaries() / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **_as_user())
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}{done.stdout}")


AUTH = ("--auth-local=trust", "--auth-host=scram-sha-256")


def _role(password: str) -> sql.Composed:
    """No superuser: what Besace needs is to own its database."""
    return sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(sql.Identifier(ROLE), sql.Literal(password))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _user() -> pwd.struct_passwd | None:
    """Who runs the server, where we are root."""
    if os.getuid():
        return None
    names = {one.pw_name: one for one in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _as_user() -> dict[str, Any]:
    user = _user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
