"""A running Besace writes no core dump, and other programs of the same user do not read its memory."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from besace.live import own_memory

PR_GET_DUMPABLE = 3
ASK = f"""
import resource
from ctypes import CDLL
from besace.live import own_memory
own_memory.keep_to_itself()
print(resource.getrlimit(resource.RLIMIT_CORE), CDLL(None).prctl({PR_GET_DUMPABLE}, 0, 0, 0, 0))
"""


def asked(**more: str) -> str:
    env = {"PATH": "", "PYTHONPATH": ":".join(sys.path), **more}
    return subprocess.run([sys.executable, "-c", ASK], env=env, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_DUMPABLE is Linux's")
def test_a_process_cannot_be_dumped_nor_looked_into():
    assert asked() == "(0, 0) 0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_DUMPABLE is Linux's")
def test_whoever_has_to_look_into_it_says_so():
    assert asked(BESACE_LOOKED_INTO="1").endswith(" 1\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_so_it_is_of_a_house_that_is_served(tmp_path):
    command = [sys.executable, "-m", "besace.cli", "serve", "--port", "8470"]
    env = {**os.environ, "BESACE_DATA": str(tmp_path / "data")}
    env.pop(own_memory.LOOKED_INTO, None)
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        while "Stop it" not in process.stdout.readline():
            pass
        limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
        process.send_signal(signal.SIGINT)
    (core,) = (line.split() for line in limits.splitlines() if line.startswith("Max core file size"))

    assert core[4:6] == ["0", "0"]


def test_where_a_system_knows_none_of_it_the_house_is_served_all_the_same(monkeypatch):
    def elsewhere(_name: object) -> object:
        raise OSError

    monkeypatch.setattr(own_memory, "CDLL", elsewhere)
    monkeypatch.setitem(sys.modules, "resource", None)
    own_memory.keep_to_itself()
