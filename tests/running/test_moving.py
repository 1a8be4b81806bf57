"""`besace migrate-to`: a whole house from its files to real PostgreSQL servers, every row compared, nothing lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journal.elsewhere import besace, run
from tests.running.houses import CONTENT, VAULT, Peopled, counts, opened
from tests.running.inside import opened_in
from tests.running.test_backup import settled, used
from tests.servers import Server

pytestmark = [pytest.mark.engine("sqlite"), pytest.mark.slow]

KILLED = """
import signal
from django.db import connections
from besace.running import moving
def dying(execute, sql, params, many, context):
    if sql.startswith("INSERT") and sys.argv[1] in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
for alias in ("default", "vault"):
    connections[alias].execute_wrappers.append(dying)
moving.move()
"""


@dataclass
class Servers:
    """One server for what is said, and another for the keys; each test has databases of its own on them."""

    content: Server
    vault: Server
    made: int = 0

    def fresh(self) -> dict[str, str]:
        self.made += 1
        name = f"house{self.made}"
        return {"BESACE_DATABASE": self.content.make(name), "BESACE_VAULT": self.vault.make(name)}

    def asked(self, sql: str, *, vault: bool = False) -> list[tuple[Any, ...]]:
        with (self.vault if vault else self.content).admin(f"house{self.made}") as line:
            done = line.execute(sql)
            return done.fetchall() if done.description else []


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    both = Servers(Server(fsync=True), Server(fsync=True))
    yield both
    both.content.remove()
    both.vault.remove()


@dataclass(frozen=True)
class Moved:
    """A house that was moved, and what its command said."""

    folder: Path
    told: dict[str, str]
    said: str


@pytest.fixture(scope="module")
def there(peopled: Peopled, servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    house, told = peopled.copied(tmp_path_factory.mktemp("moved") / "data"), servers.fresh()
    before = files(house)
    done = moved(house, told)
    assert done.returncode == 0, done.stderr
    assert files(house) == before
    return Moved(house, told, done.stdout)


def moved(house: Path, told: dict[str, str], *, vault: bool = True):
    return besace(house, "migrate-to", told["BESACE_DATABASE"], *(["--vault", told["BESACE_VAULT"]] if vault else []))


def files(house: Path) -> dict[str, bytes]:
    return {name: (house / name).read_bytes() for name in (CONTENT, VAULT)}


def test_a_whole_house_moves_and_all_of_it_is_read_there(peopled, servers, there):
    assert "Set BESACE_DATABASE and BESACE_VAULT" in there.said
    assert "All is whole." in there.said
    assert opened(there.folder, **there.told) == opened_in(peopled.folder)
    for table, many in counts(peopled.folder).items():
        found = servers.asked(f"SELECT count(*) FROM {table}", vault=table.startswith("vault_"))  # noqa: S608
        assert found == [(many,)], table


def test_a_house_on_servers_is_backed_up_and_restored_as_files(peopled, there, tmp_path):
    words = ["backup", str(tmp_path / "one"), "--keys", str(tmp_path / "keys")]
    done = besace(there.folder, *words, **there.told)
    assert done.returncode == 0, done.stderr
    words = ["restore", str(tmp_path / "one"), "--keys", str(tmp_path / "keys"), "--into", str(tmp_path / "new")]
    done = besace(there.folder, *words, **there.told)
    assert done.returncode == 0, done.stderr
    assert settled(opened_in(tmp_path / "new")) == settled(opened_in(peopled.folder))
    assert settled(counts(tmp_path / "new")) == settled(counts(peopled.folder))


def test_ids_go_on_after_those_that_were_moved_and_a_row_that_differs_is_found(servers, there):
    """What is there row for row counts as done: so the same command is the control of its own comparing."""
    assert moved(there.folder, there.told).returncode == 0
    last = servers.asked("SELECT max(id) FROM people_trace")[0][0]
    done = besace(there.folder, "logins", "--end-all", **there.told)
    assert done.returncode == 0  # two lines in the trail: logins ended, and somebody's programs have no access any more
    assert servers.asked("SELECT max(id) FROM people_trace") == [(last + 2,)]
    done = moved(there.folder, there.told)
    assert done.returncode == 2
    assert "not what is moved (see row 1 of people_access)" in done.stderr


def test_with_one_server_only_the_keys_stay_in_their_file(peopled, servers, tmp_path):
    house, told = peopled.copied(tmp_path / "data"), servers.fresh()
    done = moved(house, told, vault=False)
    assert done.returncode == 0, done.stderr
    assert "vault.sqlite3 stays in use" in done.stdout
    assert opened(house, BESACE_DATABASE=told["BESACE_DATABASE"]) == opened_in(peopled.folder)


def test_killed_in_the_middle_the_same_command_goes_on(peopled, servers, tmp_path):
    house, told = peopled.copied(tmp_path / "data"), servers.fresh()
    assert run(house, KILLED, "people_page", **told).returncode == -9
    assert servers.asked("SELECT count(*) FROM people_group") == [(0,)]
    assert run(house, KILLED, "vault_scopekey", **told).returncode == -9
    assert servers.asked("SELECT count(*) FROM people_group") == [(3,)]
    assert servers.asked("SELECT count(*) FROM vault_scopekey", vault=True) == [(0,)]
    done = moved(house, told)
    assert done.returncode == 0, done.stderr
    assert opened(house, **told) == opened_in(peopled.folder)


def test_what_holds_something_else_is_not_touched(peopled, servers, tmp_path):
    house, told = peopled.copied(tmp_path / "data"), servers.fresh()
    servers.asked("CREATE TABLE theirs (id integer)")
    done = moved(house, told)
    assert done.returncode == 2
    assert "it holds theirs" in done.stderr
    assert servers.asked("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'") == [(1,)]


def test_not_while_besace_runs_nor_where_it_is_on_a_server_already(peopled, servers, tmp_path):
    house, told = peopled.copied(tmp_path / "data"), servers.fresh()
    with used(house):
        done = moved(house, told)
    assert done.returncode == 2
    assert "Besace is running over" in done.stderr
    done = besace(house, "migrate-to", told["BESACE_DATABASE"], BESACE_DATABASE=told["BESACE_DATABASE"])
    assert "on a server already" in done.stderr
    done = besace(tmp_path / "nowhere", "migrate-to", told["BESACE_DATABASE"])
    assert done.returncode == 2
    assert "nothing to move" in done.stderr
