"""Which databases the two variables name, and that what they hold is never repeated."""

from pathlib import Path
from typing import Any

import pytest

from besace.journal import engine

FOLDER = Path("/somewhere")
SECRET = "s3cret%40word"


def content(value: str) -> dict[str, Any]:
    return engine.databases(FOLDER, {"BESACE_DATABASE": value})["default"]


def test_without_a_word_both_are_files_of_the_folder():
    found = engine.databases(FOLDER, {"BESACE_VAULT": " "})

    assert {alias: one["NAME"] for alias, one in found.items()} == {
        "default": FOLDER / "besace.sqlite3",
        "vault": FOLDER / "vault.sqlite3",
    }
    assert all("synchronous=FULL" in one["OPTIONS"]["init_command"] for one in found.values())


def test_the_keys_may_stay_in_a_file_while_the_content_is_on_a_server():
    found = engine.databases(FOLDER, {"BESACE_DATABASE": "postgresql://me@db.example.org/besace"})

    assert found["default"]["ENGINE"] == "besace.journal.postgresql"
    assert found["vault"]["NAME"] == FOLDER / "vault.sqlite3"


def test_an_address_is_read_as_postgresql_reads_it():
    found = content(f"postgresql://me:{SECRET}@db.example.org:6543/besace?sslmode=verify-full&passfile=/p")

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "me",
        "s3cret@word",
        "db.example.org",
        "6543",
        "besace",
    )
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert found["OPTIONS"]["passfile"] == "/p"


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://me@db.example.org/besace", "verify-full"),
        ("postgresql://me@db.example.org/besace?sslmode=require", "require"),
        ("postgresql://me@db.example.org/besace?sslmode=disable", "disable"),
        ("postgresql://me@localhost/besace", "prefer"),
        ("postgresql:///besace?host=/run/postgresql", "prefer"),
    ],
)
def test_the_line_to_another_machine_is_closed_unless_the_address_says_otherwise(address, mode):
    assert content(address)["OPTIONS"]["sslmode"] == mode


def test_a_server_elsewhere_must_show_a_certificate_that_this_system_trusts_or_the_one_named():
    assert content("postgresql://me@db.example.org/besace")["OPTIONS"]["sslrootcert"] == "system"
    named = content("postgresql://me@db.example.org/besace?sslrootcert=/etc/besace/ca.pem")["OPTIONS"]
    assert (named["sslmode"], named["sslrootcert"]) == ("verify-full", "/etc/besace/ca.pem")
    assert "sslrootcert" not in content("postgresql://me@db.example.org/besace?sslmode=require")["OPTIONS"]


def test_no_wait_is_for_ever_and_what_the_address_asks_goes_before():
    options = content("postgresql://me@db/besace?connect_timeout=3&options=-c%20statement_timeout%3D5s")["OPTIONS"]

    assert options["connect_timeout"] == "3"
    assert "lock_timeout=10s" in options["options"]
    assert options["options"].endswith("-c statement_timeout=5s")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (f"mysql://me:{SECRET}@db/besace", "begins with postgresql://"),
        (f"postgresql://me:{SECRET}@db", "name the database"),
        (f"postgresql://me:{SECRET}@db:port:5/besace", "no address"),
        ("postgresql://me:s3@cret:word@db/besace", "no address"),
        ("postgresql://me:s3@cret@db/besace", "no address"),
        (f"postgresql://me:{SECRET}@db/besace?unheard=of", "no address"),
        (f"postgresql://me:{SECRET}@db/besace?sslmode=%zz", "no address"),
    ],
)
def test_what_cannot_be_read_is_told_without_being_repeated(value, why):
    with pytest.raises(engine.Unreadable, match=why) as told:
        content(value)

    assert "BESACE_DATABASE" in str(told.value)
    assert "cret" not in str(told.value)
    assert told.value.__cause__ is None


def test_without_the_driver_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(engine, "find_spec", lambda _name: None)
    with pytest.raises(engine.Unreadable, match=r"besace\[postgres\]"):
        content("postgresql://me@db/besace")
