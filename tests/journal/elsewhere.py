"""Python run in a process and a data folder of their own: for what is killed, restored or made by another layout."""

import os
import subprocess
import sys
from pathlib import Path

BEGINNING = """
import os, sys
import django
django.setup()
"""


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    told = {
        "BESACE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "besace.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return {**os.environ, **told, **more}


def run(folder: Path, code: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs code with Django set up over a folder; what became of it."""
    command = [sys.executable, "-c", BEGINNING + code, *words]
    return subprocess.run(
        command, env=surroundings(folder, **more), capture_output=True, text=True, timeout=300, check=False
    )


def said(folder: Path, code: str, *words: str, **more: str) -> str:
    """The same, where it must go well; what it printed."""
    done = run(folder, code, *words, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def besace(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command line over a folder."""
    command = [sys.executable, "-m", "besace.cli", *words]
    return subprocess.run(
        command, env=surroundings(folder, **more), capture_output=True, text=True, timeout=300, check=False
    )
