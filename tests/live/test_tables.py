"""Tables are brought up to date before anything is served, and looked at only once a version."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from besace.live import tables

READY = """
import django
django.setup()
from besace.live import serving, tables
ran = []
tables.subprocess.run = lambda *a, before=tables.subprocess.run, **k: ran.append(a) or before(*a, **k)
serving.make_ready()
import sys
print(len(ran), "django.db.migrations.executor" in sys.modules)
"""


def made_ready(folder: Path) -> str:
    env = {**os.environ, "BESACE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "besace.settings"}
    done = subprocess.run([sys.executable, "-c", READY], env=env, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.mark.slow
def test_a_first_start_makes_them_in_another_process_and_the_next_has_nothing_to_do(tmp_path):
    assert made_ready(tmp_path) == "1 False"
    assert made_ready(tmp_path) == "0 False"
    with sqlite3.connect(tmp_path / "besace.sqlite3") as database:
        assert database.execute("PRAGMA user_version").fetchone() == (tables.mark(),)
        assert database.execute("SELECT count(*) FROM people_person").fetchone() == (0,)


@pytest.mark.slow
def test_a_folder_of_another_version_is_brought_up_to_date(tmp_path):
    made_ready(tmp_path)
    with sqlite3.connect(tmp_path / "besace.sqlite3") as database:
        database.execute("PRAGMA user_version = 7")
    assert made_ready(tmp_path) == "1 False"
