"""A Besace that is served as it is started, in a folder of its own, and a person there who gave a program access."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ACCESS = """
from besace.live import clock
from besace.people import access
from besace.people.models import Person
known = {"name": "Fay", "language": "en", "zone": "Europe/Paris", "created": clock.now(), "proved": True}
fay, _ = Person.objects.get_or_create(email="fay@example.org", defaults=known)
print(access.make(fay, "Rehearsals", tuple(access.Scope), 30))
"""


def environment_in(folder: Path) -> dict[str, str]:
    """What a command finds around it there."""
    here = {"BESACE_DATA": str(folder), "PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"}
    return {**os.environ, **here}


@contextmanager
def serve(environment: dict[str, str]) -> Iterator[str]:
    """`besace serve`, until the end of the block; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "besace.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        address = running.stdout.readline().split()[-1].rstrip("/")
        _until_it_answers(address)
        yield address
        running.terminate()


def _until_it_answers(address: str) -> None:
    until = time.monotonic() + 60  # on a busy machine, and where nothing is compiled yet
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.05)
        else:
            return


def access_in(environment: dict[str, str], made: str = ACCESS) -> str:
    """The secret of an access there, made as the page of settings makes it: what a script prints last."""
    told = {**environment, "DJANGO_SETTINGS_MODULE": "besace.settings"}
    script = f"import django\ndjango.setup()\n{made}"
    done = subprocess.run([sys.executable, "-c", script], env=told, capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def said_by(environment: dict[str, str], *command: str) -> tuple[int, str, str]:
    """Runs a command of Python; its exit code and what it said, aloud and of trouble."""
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr
