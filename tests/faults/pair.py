"""Two PostgreSQL servers, one of which follows the other; either can be killed without a word, and one promoted."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.faults.players import until
from tests.servers import ADMIN, ROLE, Server, _free_port, _user

STANDBY = "standby"


class Follower(Server):
    """A standby of another server, made from a copy of it (pg_basebackup) and fed by its log."""

    def __init__(self, primary: Server) -> None:
        self.primary = primary
        super().__init__(fsync=primary.fsync)

    def __post_init__(self) -> None:
        """Copies and follows, instead of beginning anew."""
        self.folder, self.port = Path(f"{self.primary.folder}-follows"), _free_port()
        self.folder.mkdir()
        if user := _user():
            shutil.chown(self.folder, user.pw_uid, user.pw_gid)
        line = f"host={self.primary.folder} port={self.primary.port} user={ADMIN} application_name={STANDBY}"
        self._run("pg_basebackup", "-D", self.data, "-d", line, "-R", "-X", "stream", "--checkpoint=fast")
        self.settings = {"hot_standby": "on"}
        self.start()

    def promote(self) -> None:
        """Is a primary from now on."""
        self._run("pg_ctl", "-D", self.data, "-w", "promote")

    def deafen(self) -> None:
        """Follows no more, as when the line between the two is cut; the primary goes on without it."""
        with self.admin() as line:
            line.execute("ALTER SYSTEM SET primary_conninfo = ''")
            line.execute("SELECT pg_reload_conf()")
        until(lambda: not _children(self, "walreceiver"))


class Pair:
    """A primary, its standby, and the address by which whichever of them writes is found."""

    def __init__(self, *, synchronous: bool) -> None:
        self.primary = Server(fsync=True)
        self.primary.make("besace")
        self.standby = Follower(self.primary)
        with self.primary.admin() as line:
            line.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY if synchronous else ''}'")
            line.execute("SELECT pg_reload_conf()")
        until(lambda: self._state() == ("sync" if synchronous else "async"))

    @property
    def url(self) -> str:
        """Both, one after the other: the driver takes the one that writes (libpq, target_session_attrs)."""
        hosts = ",".join(str(one.folder) for one in (self.primary, self.standby))
        ports = f"{self.primary.port},{self.standby.port}"
        return f"postgresql://{ROLE}@/besace?host={hosts}&port={ports}&target_session_attrs=read-write"

    def fail_over(self) -> None:
        """The primary dies at once, with all it started; the standby takes its place."""
        assert self.primary.process
        for process in (*_children(self.primary, ""), self.primary.process.pid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.primary.process.wait()
        self.standby.promote()

    def remove(self) -> None:
        """Takes both away."""
        for one in (self.standby, self.primary):
            one.remove()

    def _state(self) -> str:
        with self.primary.admin() as line:
            row = line.execute("SELECT sync_state FROM pg_stat_replication").fetchone()
        return str(row[0]) if row else ""


def _children(server: Server, named: str) -> list[int]:
    assert server.process
    asked = ["ps", "--ppid", str(server.process.pid), "-o", "pid=,args="]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.splitlines()
    return [int(line.split(maxsplit=1)[0]) for line in told if named in line]
