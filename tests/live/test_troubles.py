"""What broke is counted by its kind, in a file its owner can send on: no value, no message, no path of the machine."""

import errno
import getpass
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from besace import cli
from besace.live import clock, troubles

CANARY = "canary-words"


@pytest.fixture(autouse=True)
def _nothing_broke_yet():
    troubles.forget()
    with clock.at(1_770_000_000):
        yield
    troubles.forget()


def broken(words: str = CANARY) -> Exception:
    """Something that broke after something else."""
    try:
        try:
            dict[str, str]()[words]
        except KeyError:
            int(words)
    except ValueError as failure:
        return failure
    raise AssertionError


def other() -> Exception:
    """Something else that broke."""
    try:
        Path(CANARY).stat()
    except OSError as failure:
        return failure
    raise AssertionError


def test_types_places_and_a_count_stand_in_it_and_nothing_else():
    name = troubles.keep(broken())
    told = troubles.file().read_text()
    [kept] = troubles.all_of_them().values()

    assert list(troubles.all_of_them()) == [name]
    assert kept["type"] == ["builtins.ValueError", "builtins.KeyError"]
    assert kept["places"][-1].endswith(" broken")
    assert (kept["count"], kept["first"]) == (1, "2026-02-02T02:40Z")
    assert not [
        words for words in (CANARY, str(Path.home()), str(Path.cwd()), getpass.getuser() + "/") if words in told
    ]


def test_it_is_its_owners_alone():
    troubles.keep(broken())
    assert troubles.file().stat().st_mode & 0o777 == 0o600


def test_the_same_kind_is_counted_whatever_the_words_and_written_once_in_a_while():
    for n in range(50):
        troubles.keep(broken(f"{CANARY} {n}"))
    assert [one["count"] for one in troubles.all_of_them().values()] == [1]
    with clock.at(clock.now() + 60):
        troubles.keep(broken())
    [kept] = troubles.all_of_them().values()
    assert (kept["count"], kept["first"], kept["last"]) == (51, "2026-02-02T02:40Z", "2026-02-02T02:41Z")


def test_another_kind_is_written_at_once():
    troubles.keep(broken())
    troubles.keep(other())
    assert len(troubles.all_of_them()) == 2


def test_it_holds_so_many_kinds_and_no_more(monkeypatch):
    monkeypatch.setattr(troubles, "MOST", 3)
    for n in range(9):
        kind = type(f"Kind{n}", (Exception,), {})
        with clock.at(clock.now() + 60 * n):
            troubles.keep(kind())
    assert [one["type"][0].rpartition(".")[2] for one in troubles.all_of_them().values()] == ["Kind6", "Kind7", "Kind8"]


def test_where_nothing_can_be_written_nothing_else_breaks(monkeypatch):
    def full(*_told: object) -> int:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "open", full)
    assert troubles.keep(broken())


def test_a_damaged_file_does_no_harm():
    troubles.file().write_text("{")
    assert troubles.all_of_them() == {}
    troubles.keep(broken())
    assert len(troubles.all_of_them()) == 1


def test_a_command_that_breaks_says_a_sentence_and_no_word_of_anybodys(monkeypatch):
    def fail(*_told: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("besace.people.keys.forget", fail)
    done = CliRunner().invoke(cli.main, ["passkeys", "--forget", f"{CANARY}@example.org"])
    [name] = troubles.all_of_them()

    assert done.exit_code == 1
    assert done.output == (
        f"Besace broke off: RuntimeError. It is kept as {name}: see `besace troubles`."
        " Nothing of what anybody wrote is in it.\n"
    )


def test_they_can_be_read_sent_on_and_forgotten():
    assert CliRunner().invoke(cli.main, ["troubles"]).output == "Nothing broke.\n"
    name = troubles.keep(broken())
    assert list(json.loads(CliRunner().invoke(cli.main, ["troubles", "--forget"]).output)) == [name]
    assert troubles.all_of_them() == {}
