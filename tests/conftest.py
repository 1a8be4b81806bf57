"""Real databases in real files: a write is a transaction of its own, so a test never sits in one.

Rooms have ids that nobody can guess, so tests need no clean tables: each opens its own room.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("BESACE_CHROMIUM") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def django_db_setup(data_folder: Path, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    settings.BESACE_DATA = data_folder
    for alias, database in settings.DATABASES.items():
        database["TEST"] = {**connections[alias].settings_dict["TEST"], "NAME": str(data_folder / f"{alias}.sqlite3")}
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


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
def forget_memory() -> Callable[[], None]:
    """Makes the process know nothing but what is on disk."""
    from besace.journal.keys import VAULT_KEYS  # noqa: PLC0415 - after the settings
    from besace.live import doors, returns, rooms, seats  # noqa: PLC0415

    def forget() -> None:
        rooms.forget_memory()
        seats.forget_memory()
        doors.forget_memory()
        returns.forget_memory()
        VAULT_KEYS.forget_cached()

    return forget


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says how many cells the matrix held, also where the test ran in another process."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, told in getattr(report, "user_properties", ()):
                if name == "matrix":
                    terminalreporter.write_line(f"matrix: {told}")
