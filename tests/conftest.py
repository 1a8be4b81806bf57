"""Real databases in real files: a write is a transaction of its own, so a test never sits in one.

Rooms have ids that nobody can guess, so tests need no clean tables: each opens its own room.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from asgiref.local import Local
from django.conf import settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, expect, sync_playwright

from besace.journal import engine
from tests.faults import frame as faults

expect.set_options(
    timeout=15_000
)  # a busy machine may be slow, which is no defect; a passing test waits no longer for it
SERVERS = "BESACE_TEST_SERVERS"
CHROMIUM = os.environ.get("BESACE_CHROMIUM") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Any tests run on either engine; the ordinary run takes the files, and then some on PostgreSQL (script/test)."""
    parser.addoption("--engine", choices=("sqlite", "postgresql"), default="sqlite", help="Where the databases are.")
    parser.addoption(
        "--faults", action="append", metavar="R1", help="Only these proofs that nothing is lost, or `all`."
    )
    parser.addoption("--rounds", choices=("quick", "nightly"), default="quick", help="How long those proofs look.")
    parser.addoption("--figures", metavar="PAGE", help="Put what those proofs found into this page's table.")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Chooses the databases before Django looks at them; those of whoever runs the tests are not for tests."""
    told = {}
    if config.getoption("--engine") == "postgresql":
        told = dict(zip(engine.VARIABLES.values(), _servers(config), strict=True))
    for variable in engine.VARIABLES.values():
        os.environ.pop(variable, None)
    settings.DATABASES = engine.databases(settings.BESACE_DATA, told)
    connections.__dict__.pop("settings", None)  # what Django's own test tools have read already
    connections.__dict__ |= {"_settings": None, "_connections": Local()}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is about the other engine: `script/test` runs both."""
    wanted = config.getoption("--engine")
    other = [one for one in items if (mark := one.get_closest_marker("engine")) and mark.args != (wanted,)]
    if other:
        items[:] = [one for one in items if one not in other]
        config.hook.pytest_deselected(items=other)
    if asked := config.getoption("--faults"):
        faults.keep_only(config, items, asked)
    slow = {one.path for one in items if one.get_closest_marker("slow")}
    items.sort(key=lambda one: one.path not in slow)  # the long files first: none is left to one process at the end


def _servers(config: pytest.Config) -> list[str]:
    """The addresses of two servers, started once for all the processes of a run (pytest-xdist)."""
    if SERVERS not in os.environ:
        from tests.servers import Server  # noqa: PLC0415 - only where it is asked for

        started = [Server(), Server()]
        os.environ[SERVERS] = " ".join(one.url() for one in started)
        for one in started:
            config.add_cleanup(one.remove)
        config.add_cleanup(partial(os.environ.__delitem__, SERVERS))
    return os.environ[SERVERS].split()


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def django_db_setup(data_folder: Path, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    settings.BESACE_DATA = data_folder
    for alias, database in settings.DATABASES.items():
        database["TEST"] = {**connections[alias].settings_dict["TEST"], **_test_database(alias, data_folder)}
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        yield
        if (
            connections["default"].vendor == "sqlite"
        ):  # a server goes as a whole, with the threads that still hold a line
            teardown_databases(made, verbosity=0)


def _test_database(alias: str, folder: Path) -> dict[str, str]:
    if connections[alias].vendor == "sqlite":
        return {"NAME": str(folder / f"{alias}.sqlite3")}
    return {"NAME": f"test_{alias}_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}", "CHARSET": "UTF8"}


@pytest.fixture(scope="session", autouse=True)
def _databases(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, for one file of tests: Playwright keeps a loop in this thread, and others want theirs."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def february() -> Iterator[None]:
    """The day of most groups in these tests (`cast.AT`)."""
    from besace.live import clock  # noqa: PLC0415 - after the settings
    from tests.people import cast  # noqa: PLC0415

    with clock.at(cast.AT):
        yield


@pytest.fixture
def forget_memory() -> Callable[[], None]:
    """Makes the process know nothing but what is on disk."""
    from besace.journal.keys import VAULT_KEYS  # noqa: PLC0415 - after the settings
    from besace.live import cards, doors, presence, returns, rooms, seats  # noqa: PLC0415

    def forget() -> None:
        rooms.forget_memory()
        seats.forget_memory()
        doors.forget_memory()
        returns.forget_memory()
        cards.forget_memory()
        presence.forget_memory()
        VAULT_KEYS.forget_cached()

    return forget


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says how many cells the matrix held and what the faults cost, also where a test ran in another process."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, told in getattr(report, "user_properties", ()):
                if name == "matrix":
                    terminalreporter.write_line(f"matrix: {told}")
    faults.tell(terminalreporter)
