"""What `besace serve` asks of database servers before it serves: a sentence, status 2, no trace, no password."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers import ROLE, Server

pytestmark = [pytest.mark.engine("postgresql"), pytest.mark.slow]
NO_SERVER = "postgresql://besace:s3cretword@127.0.0.1:1/besace"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    one = Server(fsync=True)
    yield one
    one.remove()


def serve(folder: Path, content: str, vault: str = "") -> subprocess.CompletedProcess[str]:
    told = {"BESACE_DATA": str(folder), "BESACE_DATABASE": content, "BESACE_VAULT": vault}
    command = [sys.executable, "-m", "besace.cli", "serve", "--port", "0"]
    return subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False, timeout=60)


def refused(folder: Path, content: str, vault: str = "") -> str:
    """The sentence that a start is refused with."""
    done = serve(folder, content, vault)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "s3cret" not in done.stderr
    assert not list(folder.glob("*.sqlite3"))
    return done.stderr


def test_a_server_that_does_not_answer_is_told(tmp_path):
    assert "BESACE_DATABASE: the database server does not let us in" in refused(tmp_path, NO_SERVER)


def test_a_vault_that_does_not_answer_is_told_as_the_vault(tmp_path, server):
    content = server.make("content_of_a_lost_vault")

    assert "BESACE_VAULT: the database server does not let us in" in refused(tmp_path, content, NO_SERVER)


def test_a_wrong_password_is_told_and_not_repeated(tmp_path, server):
    address = f"postgresql://{ROLE}:s3cretword@127.0.0.1:{server.port}/postgres"

    assert "password authentication failed" in refused(tmp_path, address)


def test_an_address_that_cannot_be_read_is_told_and_not_repeated(tmp_path):
    assert "BESACE_DATABASE cannot be read" in refused(tmp_path, "mysql://me:s3cret@db/besace")


def test_the_vault_is_not_beside_the_content(tmp_path, server):
    """In two databases of one server, backups and the log of one are those of the other."""
    said = refused(tmp_path, server.make("content_beside"), server.make("vault_beside"))

    assert "BESACE_VAULT is on the same server as BESACE_DATABASE" in said


@pytest.mark.parametrize("setting", ["synchronous_commit", "fsync", "full_page_writes"])
def test_a_server_that_could_lose_what_it_confirmed_is_refused(tmp_path, server, setting):
    address = server.make(f"without_{setting}")
    with restarted_with(server, setting):
        assert f"has {setting} off" in refused(tmp_path, address)


@contextmanager
def restarted_with(server: Server, setting: str) -> Iterator[None]:
    server.settings[setting] = "off"
    server.stop("fast")
    server.start()
    yield
    del server.settings[setting]
    server.stop("fast")
    server.start()


def test_a_database_that_does_not_keep_every_script_is_refused(tmp_path, server):
    with server.admin() as line:
        line.execute(
            f"CREATE DATABASE latin OWNER {ROLE} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
        )

    assert "does not keep every script" in refused(tmp_path, server.url("latin"))


def test_a_standby_is_refused(tmp_path, server):
    address = server.make("only_read")
    with server.admin() as line:
        line.execute("ALTER DATABASE only_read SET default_transaction_read_only = on")

    assert "only reads" in refused(tmp_path, address)


def test_a_server_that_does_not_say_which_it_is_may_not_keep_both(tmp_path, server):
    content, vault = server.make("content_unsaid"), server.make("vault_unsaid")
    for database in ("content_unsaid", "vault_unsaid"):
        with server.admin(database) as line:
            line.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC")

    assert "does not say which it is" in refused(tmp_path, content, vault)
