"""The room set aside: spent by what erases and by nothing else, and set aside again as far as there is room."""

import errno
import sqlite3
import threading
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import OperationalError

from besace.journal import ballast, shelf
from besace.journal.writer import WRITER, where_erasing_may_spend

pytestmark = pytest.mark.engine("sqlite")
MIB = 1024 * 1024


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BESACE_DATA", tmp_path)
    return tmp_path


def free(monkeypatch, many: int) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**12, 0, many))


def full() -> OperationalError:
    failure, cause = OperationalError("database or disk is full"), sqlite3.OperationalError()
    cause.sqlite_errorcode = sqlite3.SQLITE_FULL
    failure.__cause__ = cause
    return failure


class Job:
    """A job that finds no room as long as the ballast is there."""

    def __init__(self) -> None:
        self.tries = 0

    def __call__(self) -> str:
        self.tries += 1
        if ballast.held():
            raise full()
        return "done"


def test_it_is_laid_once_whole_and_for_nobody_else_to_read(folder):
    assert ballast.lay() == ballast.held() == ballast.SIZE
    before = ballast.file().stat()
    assert ballast.lay() == ballast.SIZE
    assert (before.st_mtime_ns, before.st_ino) == (ballast.file().stat().st_mtime_ns, ballast.file().stat().st_ino)
    assert oct(before.st_mode & 0o777) == "0o600"
    assert before.st_blocks * 512 >= ballast.SIZE, "a file with holes sets nothing aside"
    assert ballast.file() == folder / "ballast"


def test_where_there_is_little_room_it_takes_what_there_is_and_leaves_some_to_others(monkeypatch):
    for left, held in ((ballast.MARGIN, 0), (ballast.MARGIN + MIB - 1, 0), (ballast.MARGIN + 3 * MIB, 3 * MIB)):
        free(monkeypatch, left)
        assert ballast.lay() == held
    free(monkeypatch, 10**12)
    assert ballast.lay() == ballast.SIZE


def test_what_erases_finds_room_and_the_ballast_is_there_again_afterwards():
    ballast.lay()
    job, spent = Job(), ballast.SPENT.of()

    @ballast.erases
    def erase() -> str:
        return str(WRITER.run(job))

    assert erase() == "done"
    assert job.tries == 2
    assert ballast.SPENT.of() == spent + 1
    assert ballast.held() == ballast.SIZE


def test_it_stays_away_until_the_last_of_several_jobs_is_done():
    ballast.lay()
    held = []
    with ballast.at_hand(), ballast.at_hand():
        WRITER.run(Job())
        held.append(ballast.held())
        WRITER.run(lambda: held.append(ballast.held()))
    assert held == [0, 0]
    assert ballast.held() == ballast.SIZE


def test_nobody_lays_it_while_what_erases_writes():
    ballast.lay()
    with ballast.lifted():
        other = threading.Thread(target=ballast.lay)
        other.start()
        other.join()
        assert ballast.held() == 0
    assert ballast.lay() == ballast.SIZE


def test_control_an_ordinary_job_never_spends_it_nor_one_on_another_thread():
    ballast.lay()
    with pytest.raises(OperationalError):
        WRITER.run(Job())
    failed: list[BaseException] = []

    def beside() -> None:
        try:
            WRITER.run(Job())
        except OperationalError as failure:
            failed.append(failure)

    with ballast.at_hand():
        other = threading.Thread(target=beside)
        other.start()
        other.join()
    assert len(failed) == 1
    assert ballast.held() == ballast.SIZE


@pytest.mark.parametrize("failure", [OperationalError("locked"), ValueError("x"), OSError(errno.EACCES, "no")])
def test_another_failure_spends_nothing(failure):
    ballast.lay()

    def fail() -> None:
        raise failure

    with ballast.at_hand(), pytest.raises(type(failure)):
        where_erasing_may_spend(fail)
    assert ballast.held() == ballast.SIZE


def test_where_none_is_left_the_failure_is_told_and_not_tried_again():
    job = Job()
    job.tries = 0

    def fail() -> None:
        job.tries += 1
        raise full()

    with ballast.at_hand(), pytest.raises(OperationalError):
        where_erasing_may_spend(fail)
    assert job.tries == 1


def test_the_log_of_the_vault_is_emptied_with_it_too(monkeypatch):
    ballast.lay()
    job = Job()
    monkeypatch.setattr(shelf, "_empty_log", lambda: job() == "done")
    with ballast.at_hand():
        assert shelf.let_go()
    assert job.tries == 2
