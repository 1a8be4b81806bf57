"""R13: a populated house of each release is brought up to this version, on both engines, killed on the way.

Afterwards every row is there and everything opens that opened before. What each release left is in `tests/fixtures`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from besace.live import tables
from tests.journal.elsewhere import run, said
from tests.running import releases
from tests.running.houses import CONTENT, VAULT, asked, counts, opened
from tests.running.inside import found_in, opened_in
from tests.servers import Server

pytestmark = [pytest.mark.fault("R13"), pytest.mark.slow, pytest.mark.engine("sqlite")]

BACK = [["people", "0007_login"], ["live", "0002_quieted"], ["post", "0001_first"]]
"""A shape of the tables from before the first release, so that there is always something to do on the way up."""
LOST = {"people_group.own_format"}
"""What that shape has no column for."""
KILLS = (2, 6, 10)
"""After how many statements that change something the process is killed, each time anew."""

GO_BACK = """
import json
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
MigrationExecutor(connections["default"]).migrate([tuple(one) for one in json.loads(sys.argv[1])])
"""
KILLED = """
import signal
from django.db import connections
from besace.live import tables
left = int(sys.argv[1])
def dying(execute, sql, params, many, context):
    global left
    left -= sql.startswith(("ALTER", "CREATE", "DROP", "INSERT", "UPDATE"))
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
connections["default"].execute_wrappers.append(dying)
tables.migrate()
"""
BETWEEN = """
import signal
from django.core.management import call_command
from django.db import connections
from besace.live import migrating
line = connections["default"]
def dying(execute, sql, params, many, context):
    if sql.startswith("INSERT") and "django_migrations" in sql and not line.in_atomic_block:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
line.execute_wrappers.append(dying)
if sys.argv[1] == "ours":
    migrating.bring_up("default")
else:
    call_command("migrate", database="default", interactive=False, verbosity=0)
"""
UP = "from besace.live import tables; tables.bring_up_to_date()"
DONE = """
import json
from besace.running import rows
print(json.dumps(rows.done("default")))
"""
LAID = """
from pathlib import Path
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from besace.running import reading, rows
for alias, file in zip(("default", "vault"), sys.argv[1:]):
    with reading.of_file(Path(file), "original") as original:
        wanted = list(dict(rows.done(original)).items())  # the last of each application
        MigrationExecutor(connections[alias]).migrate(wanted)
        shape = MigrationExecutor(connections[alias]).loader.project_state(wanted).apps
        rows.carry(rows.models(alias, shape), original, alias)
"""


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    both = (Server(), Server())
    yield both
    for one in both:
        one.remove()


def killed_on_the_way(folder: Path, **told: str) -> list[int]:
    """Goes back, then up again and is killed, several times; how many migrations had been done after each."""
    said(folder, GO_BACK, json.dumps(BACK), **told)
    reached = [_done(folder, **told)]
    for after in KILLS:
        assert run(folder, KILLED, str(after), **told).returncode == -9
        reached.append(_done(folder, **told))
    said(folder, UP, **told)
    return [*reached, _done(folder, **told)]


def _done(folder: Path, **told: str) -> int:
    return len(json.loads(said(folder, DONE, **told)))


def without(opened_: dict[str, list[Any]], lost: set[str]) -> dict[str, list[Any]]:
    return {place: found for place, found in opened_.items() if place not in lost}


@pytest.mark.parametrize("release", releases.RELEASES)
def test_what_a_release_left_is_whole_in_this_version(release, tmp_path):
    folder, told = releases.laid(release, tmp_path / "data"), releases.told(release)
    tables.make_in(folder)
    assert {name: many for name, many in counts(folder).items() if name in told["counts"]} == told["counts"]
    assert opened_in(folder, told["at"]) == told["opened"]
    assert found_in(folder).wrong == []


@pytest.mark.parametrize("release", releases.RELEASES)
def test_killed_on_the_way_up_the_next_start_finishes(release, tmp_path, record_property):
    folder, told = releases.laid(release, tmp_path / "data"), releases.told(release)
    reached = killed_on_the_way(folder)
    assert reached[0] < reached[-2] < reached[-1], "no kill came in the middle"
    assert {name: many for name, many in counts(folder).items() if name in told["counts"]} == told["counts"]
    assert opened_in(folder, told["at"]) == without(told["opened"], LOST)
    assert found_in(folder).wrong == []
    _tell(record_property, "SQLite", reached)


@pytest.mark.parametrize("release", releases.RELEASES)
def test_the_same_on_servers(release, tmp_path, servers, record_property):
    folder, told = releases.laid(release, tmp_path / "data"), releases.told(release)
    name = f"of_{release.replace('.', '_')}"
    where = {"BESACE_DATABASE": servers[0].make(name), "BESACE_VAULT": servers[1].make(name)}
    said(folder, LAID, str(folder / CONTENT), str(folder / VAULT), **where)
    reached = killed_on_the_way(folder, **where)
    assert reached[0] < reached[-2] < reached[-1], "no kill came in the middle"
    for table, many in told["counts"].items():
        with servers[table.startswith("vault_")].admin(name) as line:
            assert line.execute(f"SELECT count(*) FROM {table}").fetchone() == (many,), table  # noqa: S608
    assert opened(folder, told["at"], **where) == without(told["opened"], LOST)
    _tell(record_property, "PostgreSQL", reached)


def test_control_a_row_that_got_lost_and_a_word_that_changed_are_seen(tmp_path):
    release = releases.RELEASES[-1]
    folder, told = releases.laid(release, tmp_path / "data"), releases.told(release)
    tables.make_in(folder)
    asked(folder / CONTENT, "DELETE FROM people_page WHERE id = (SELECT max(id) FROM people_page)")
    assert counts(folder) != told["counts"]
    assert opened_in(folder, told["at"]) != told["opened"]


def test_control_a_migration_noted_after_its_end_is_done_twice_and_ours_never_is(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "django").mkdir()
    assert run(tmp_path / "ours", BETWEEN, "ours").returncode == 0
    assert run(tmp_path / "django", BETWEEN, "django").returncode == -9
    again = run(tmp_path / "django", UP)
    assert again.returncode != 0
    assert "already exists" in again.stderr


def _tell(record_property, engine: str, reached: list[int]) -> None:
    found = f"killed {len(KILLS)} times between {reached[0]} and {reached[-1]} migrations; every row and word there"
    record_property("fault", json.dumps([f"R13 {engine}", found]))
