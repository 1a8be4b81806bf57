"""`besace doctor` finds each thing that was really made to be missing or unwise, and touches nothing."""

import ctypes
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from besace.live import serving
from besace.running.doctor import machine
from besace.running.doctor.finding import Weight
from tests import servers
from tests.faults.test_r11_full_disk import MOUNT, apart
from tests.journal.elsewhere import besace, surroundings
from tests.running import releases
from tests.running.houses import CONTENT, VAULT, asked

pytestmark = [pytest.mark.engine("sqlite"), pytest.mark.slow]
UNSET = dict.fromkeys(("BESACE_ADDRESS", "BESACE_HOSTS", "BESACE_PROXY", "BESACE_SMTP", "BESACE_KEYS"), "")
PR_CAPBSET_DROP, POWERS = 24, (1, 2)
"""What lets root pass over the rights of files: CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH."""


@pytest.fixture
def kept(peopled, tmp_path):
    """A house in which everything is kept, to be damaged."""
    return peopled.copied(tmp_path / "data")


def told(folder: Path, *words: str, **more: str) -> tuple[int, str]:
    """What the doctor says of a folder, and its exit code."""
    done = besace(folder, "doctor", *words, **{**UNSET, **more})
    assert done.stderr == ""
    return done.returncode, done.stdout


def told_without_power(folder: Path) -> tuple[int, str]:
    """The same, as a user who may not pass over the rights of files."""
    command = [sys.executable, "-m", "besace.cli", "doctor"]
    env = surroundings(folder, **UNSET)
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, preexec_fn=_without_power)
    assert done.stderr == ""
    return done.returncode, done.stdout


def _without_power() -> None:
    if os.geteuid() == 0:
        for power in POWERS:
            assert ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, power, 0, 0, 0) == 0


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    found = ((path, path.lstat()) for path in [folder, *folder.rglob("*")])
    return {str(path): (stat.st_size, stat.st_mtime_ns, stat.st_mode) for path, stat in found}


@pytest.fixture
def ten_ports() -> Iterator[int]:
    """The first of as many ports as `besace serve` tries, all of them taken."""
    for first in range(20_000, 60_000, 100):
        with ExitStack() as stack:
            try:
                for port in range(first, first + serving.PORTS_TRIED):
                    stack.enter_context(socket.create_server(("0.0.0.0", port)))  # noqa: S104
            except OSError:
                continue
            yield first
            return


def test_a_house_that_is_well_is_said_to_be_and_stays_as_it_is(kept):
    before = state(kept)
    code, said = told(kept)

    assert (code, "Stops:" in said) == (0, False)
    assert f"Well: The house is in {kept}." in said
    assert f"The tables of {CONTENT} are of this version." in said
    assert "by this user alone: " in said
    assert said.splitlines()[-1].startswith("Nothing stops Besace.")
    assert state(kept) == before


def test_no_word_that_was_kept_is_in_what_it_says(kept, peopled):
    _, said = told(kept)

    assert [one for one in peopled.ids.values() if one in said] == []


def test_where_there_is_no_house_it_makes_none(tmp_path):
    code, said = told(tmp_path / "far" / "data")

    assert (code, list(tmp_path.iterdir())) == (0, [])
    assert "There is no house yet" in said


def test_every_setting_that_serve_would_refuse_is_said_with_what_to_write(tmp_path):
    wrong = {"BESACE_LOG": "xml", "BESACE_METRICS": "here", "BESACE_SMTP": "mail", "BESACE_PROXY": "near"}
    wrong |= {"BESACE_DATABASE": "mysql://x", "BESACE_NUDGES": "y", "BESACE_OIDC_URL": "http://id.example.org"}
    code, said = told(tmp_path / "data", **wrong)

    stopping = [line for line in said.splitlines() if line.startswith("Stops: ")]
    assert code == 1
    assert [name for name in wrong if sum(name in line for line in stopping) != 1] == []
    assert "The rest was not looked at" in said


@pytest.mark.parametrize(
    ("set_", "code", "expected"),
    [
        ({"BESACE_ADDRESS": "besace.example.org"}, 1, "Stops: BESACE_ADDRESS cannot be read."),
        ({"BESACE_ADDRESS": "https://b.example.org/x"}, 1, "Stops: BESACE_ADDRESS cannot be read."),
        ({"BESACE_ADDRESS": "https://b.example.org"}, 1, "Set BESACE_HOSTS=b.example.org."),
        ({"BESACE_ADDRESS": "https://b.example.org", "BESACE_HOSTS": "b.example.org"}, 0, "BESACE_PROXY names none"),
        ({"BESACE_ADDRESS": "http://192.168.1.9:8420"}, 0, "Advice: Browsers make no passkeys at BESACE_ADDRESS"),
    ],
)
def test_an_address_that_leads_nowhere_or_half_way_is_said(set_, code, expected, tmp_path):
    found = told(tmp_path / "data", **set_)

    assert (found[0], expected in found[1]) == (code, True)


def test_what_is_set_well_is_said_to_be(tmp_path):
    address = {"BESACE_ADDRESS": "https://b.example.org", "BESACE_HOSTS": "b.example.org", "BESACE_PROXY": "127.0.0.1"}
    mail = {"BESACE_SMTP": "smtps://name:word@mail.example.org", "BESACE_MAIL_FROM": "b@example.org"}
    code, said = told(tmp_path / "data", **address, **mail, BROWSER="/bin/true")

    assert code == 0
    assert "Well: Links lead to BESACE_ADDRESS, and browsers make passkeys there." in said
    assert "Well: Letters are handed to mail.example.org" in said
    assert "Well: A browser opens" in said
    assert "word@" not in said


def test_what_this_machine_or_its_surroundings_lack_is_said(tmp_path):
    (tmp_path / "typst.py").write_text("raise ImportError('not for this processor')")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    open_line = {"BESACE_SMTP": "smtp://mail.example.org?starttls=0", "BESACE_MAIL_FROM": "b@example.org"}
    code, said = told(tmp_path / "data", PYTHONPATH=path, PATH="", BROWSER="", DISPLAY="", **open_line)

    assert code == 0
    assert "Advice: Papers cannot be set (ImportError)" in said
    assert "Advice: There is no browser" in said
    assert "Advice: Letters go to mail.example.org over an open line" in said
    assert "Advice: No mail server is set" in told(tmp_path / "data")[1]


def test_a_taken_port_is_said_with_the_next_one_and_ten_of_them_stop_it(ten_ports, tmp_path):
    last = ten_ports + serving.PORTS_TRIED - 1
    code, said = told(tmp_path / "data", "--port", str(ten_ports))
    assert (code, f"Ports {ten_ports} to {last} are all taken" in said) == (1, True)

    found = machine.port(last)
    assert (found.weight, f"Port {last} is taken" in found.sentence) == (Weight.ADVICE, True)
    assert machine.port(last + serving.PORTS_TRIED + 1).weight is Weight.WELL


def test_a_machine_on_no_network_is_told_to_join_one(monkeypatch):
    monkeypatch.setattr(serving, "FAR_AND_NEAR", ())

    assert machine.network(8420).weight is Weight.ADVICE


def test_a_python_or_an_sqlite_that_is_too_old_stops_it():
    assert machine.python((3, 11, 9)).weight is Weight.STOPS
    assert machine.sqlite((3, 36, 0)).weight is Weight.STOPS
    assert machine.python((3, 12)).weight is machine.sqlite((3, 37)).weight is Weight.WELL


def test_what_others_could_read_and_a_clock_that_is_behind_are_advice(kept):
    (kek,) = (kept / "keys").iterdir()
    kept.chmod(0o755)
    kek.chmod(0o444)
    os.utime(kept / "secret", (4_000_000_000, 4_000_000_000))
    code, said = told(kept)

    assert code == 0
    assert f"Advice: Others on this machine can look into {kept}. Close it: chmod 700 {kept}" in said
    assert f"Close it: chmod 400 {kek}" in said
    assert f"but {kept / 'secret'} was written at 2096-10-02" in said


def test_a_folder_that_cannot_be_written_or_is_a_file_stops_it(tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir(0o500)
    (tmp_path / "file").touch()

    code, said = told_without_power(shut)
    assert (code, f"Stops: {shut} cannot be written by this user." in said) == (1, True)
    code, said = told(tmp_path / "file" / "data")
    assert (code, f"Stops: {tmp_path / 'file'} is a file" in said) == (1, True)


def test_a_key_that_is_damaged_shut_or_gone_stops_it(kept):
    (kek,) = (kept / "keys").iterdir()
    (kept / "secret").chmod(0o600)
    (kept / "secret").write_bytes(b"short")
    kek.chmod(0)
    code, said = told_without_power(kept)
    assert (code, f"Stops: {kek} cannot be read by this user." in said) == (1, True)
    assert "Stops: The file secret in data/ is damaged: 32 bytes expected. Put back its copy." in said

    kek.unlink()
    assert f"Stops: The key {kek.name} is not in {kek.parent}" in told(kept)[1]


def test_half_a_house_stops_it(kept):
    (kept / VAULT).unlink()
    code, said = told(kept)

    assert (code, f"Stops: {kept / VAULT} is not there" in said) == (1, True)
    assert not (kept / VAULT).exists()


def test_a_file_that_is_no_database_stops_it(kept):
    (kept / CONTENT).write_bytes(os.urandom(8192))
    code, said = told(kept)

    assert (code, f"Stops: The database {CONTENT} cannot be read (DatabaseError)" in said) == (1, True)


def test_tables_of_an_earlier_version_are_advice_and_those_of_a_later_one_stop_it(kept, tmp_path):
    folder = releases.laid(releases.RELEASES[0], tmp_path / "earlier")
    asked(folder / CONTENT, "PRAGMA user_version = 1")
    code, said = told(folder)
    assert (code, f"Advice: The tables of {CONTENT} are of an earlier version" in said) == (0, True)

    asked(kept / CONTENT, "INSERT INTO django_migrations (app, name, applied) VALUES ('live', '9999_later', 0)")
    asked(kept / CONTENT, "PRAGMA user_version = 1")
    code, said = told(kept)
    assert (code, f"Stops: The tables of {CONTENT} were made by a later version" in said) == (1, True)


def test_beside_a_house_that_is_written_it_reads_what_is_in_the_log_alone(kept):
    with closing(sqlite3.connect(kept / CONTENT)) as line:
        line.execute("PRAGMA journal_mode = WAL")
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        line.execute("PRAGMA user_version = 1")
        line.commit()
        assert (kept / f"{CONTENT}-wal").stat().st_size

        assert f"The tables of {CONTENT} are of an earlier version" in told(kept)[1]


def test_a_disk_with_hardly_any_room_stops_it(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    small = [*apart(disk), "sh", "-c", MOUNT, "sh", str(disk)]
    command = [*small, sys.executable, "-m", "besace.cli", "doctor"]
    done = subprocess.run(command, env=surroundings(disk, **UNSET), capture_output=True, text=True, check=False)

    assert done.returncode == 1, done.stderr
    assert "Stops: 48 MiB are free on the disk of the data folder" in done.stdout
    assert not any(disk.iterdir())


def test_a_server_that_is_away_or_unfit_stops_it_and_one_that_is_fit_is_well(tmp_path):
    server = servers.Server()
    try:
        address = server.make("besace")
        code, said = told(tmp_path / "data", BESACE_DATABASE=address)
        assert (code, "Stops: BESACE_DATABASE: the server has fsync off" in said) == (1, True)
        server.stop("fast")
        code, said = told(tmp_path / "data", BESACE_DATABASE=address)
        assert (code, "Stops: BESACE_DATABASE: the database server does not let us in" in said) == (1, True)
        server.fsync = True
        server.start()
        code, said = told(tmp_path / "data", BESACE_DATABASE=address)
        assert (code, "Well: The database servers answer" in said) == (0, True)
        assert "BESACE_DATABASE is empty; `besace serve` makes its tables." in said
    finally:
        server.remove()
