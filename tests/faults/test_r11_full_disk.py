"""R11: a disk that is really full. What was taken is kept, what was not is told, and what is to be erased is erased."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from besace.journal import ballast

pytestmark = [pytest.mark.fault("R11"), pytest.mark.slow, pytest.mark.engine("sqlite")]
SIZE = "48m"
MOUNT = f'mount -t tmpfs -o size={SIZE},mode=0700 tmpfs "$1" && shift && exec "$@"'
APART: Sequence[Sequence[str]] = (
    ("unshare", "--mount"),
    ("unshare", "--map-root-user", "--mount"),
    ("sudo", "--non-interactive", "--preserve-env", "unshare", "--mount"),
)


def apart(folder: Path) -> Sequence[str]:
    """How this machine lets us mount a small disk that nobody else sees.

    Raises:
        AssertionError: it does not; the test would prove nothing without.
    """
    for way in APART:
        tried = [*way, "sh", "-c", MOUNT, "sh", str(folder), "true"]
        if shutil.which(way[0]) and subprocess.run(tried, check=False, capture_output=True).returncode == 0:
            return way
    raise AssertionError("A small disk cannot be mounted here: let this user unshare(1) a mount namespace, or sudo.")


def played(tmp_path: Path, *options: str) -> dict[str, Any]:
    folder = tmp_path / "disk"
    folder.mkdir(mode=0o700)
    command = [sys.executable, "-m", "tests.faults.small_disk", str(folder), *options]
    inside = [*apart(folder), "sh", "-c", MOUNT, "sh", str(folder), *command]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(("src", ".", "script"))}
    done = subprocess.run(inside, check=False, capture_output=True, text=True, env=surroundings, timeout=180)
    assert done.returncode == 0, done.stderr
    assert not any(folder.iterdir()), "it was written beside the small disk"
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_nothing_is_lost_on_a_full_disk_and_what_is_to_be_erased_is(tmp_path, record_property):
    told = played(tmp_path)

    assert set(told["statuses"]) == {507}
    assert told["reads"] == [200, 200]
    assert told["ready"] == "disk\n"
    assert told["whole"] == told["whole_later"] == ["ok", "ok"]
    assert told["laid"] == ballast.SIZE
    assert told["erased"] == {"failure": "", "receipt": True, "keys": 0}
    assert told["doomed_after"] == 404
    assert ballast.SIZE // 2 < told["held"] < ballast.SIZE, "it was spent, and what was left is held again"
    assert set(told["after"]) == {507}, "acts took the room that was set aside"
    assert told["erased_again"] == told["erased"]
    assert told["again"] == [200, 200]
    assert told["later"] == ballast.SIZE
    assert told["acts"] > 5
    assert told["kept"], "words were lost, doubled, or came in another order"
    found = f"{told['acts']} acts to the last byte: 507, 0 lost, 0 doubled, a session erased with its receipt"
    record_property("fault", json.dumps(["R11", found]))


def test_control_without_the_room_set_aside_erasing_fails_on_a_full_disk(tmp_path):
    told = played(tmp_path, "--without-ballast")

    assert set(told["statuses"]) == {507}
    assert told["erased"]["failure"] == "OperationalError"
    assert not told["erased"]["receipt"], "it broke off before all of it was gone"
    assert told["held"] == 0
    assert (told["acts"] > 5, told["kept"]) == (True, True)
