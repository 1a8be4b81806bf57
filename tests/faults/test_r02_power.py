"""R2: the power fails at any instant, and takes what was not flushed, sector by sector: no answer is taken back."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.appending import ANSWERED
from tests.faults.power import Disk, recorded
from tests.faults.served import run

pytestmark = [pytest.mark.fault("R2"), pytest.mark.slow]

SOURCE = Path(__file__).with_name("recorder.c")
ACTS = 60


@pytest.fixture(scope="module")
def recorder(tmp_path_factory) -> Path:
    """The recorder, compiled; without a C compiler there is no proof, and this fails."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    assert compiler, "R2 needs a C compiler (cc) to record what is written: install one. It is not skipped."
    library: Path = tmp_path_factory.mktemp("recorder") / "recorder.so"
    told = ["-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run([compiler, *told], check=True)
    return library


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> Path:
    """A data folder that is ready to be used."""
    folder: Path = tmp_path_factory.mktemp("ready") / "house"
    appending(folder, "ready")
    return folder


@pytest.fixture(scope="module")
def full(tmp_path_factory, recorder: Path, ready: Path) -> "Evening":
    """An evening kept with all the care that ours has."""
    return Evening(tmp_path_factory.mktemp("full"), recorder, ready, "FULL")


def surroundings(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BESACE_", "DJANGO_"))}
    return {**kept, "BESACE_DATA": str(folder)}


def appending(folder: Path, *arguments: str, **more: str) -> None:
    command = [sys.executable, "-m", "tests.faults.appending", *arguments]
    done = subprocess.run(command, env={**surroundings(folder), **more}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


class Evening:
    """A folder in which acts were appended under the recorder, and the folder as it was before."""

    def __init__(self, place: Path, recorder: Path, ready: Path, level: str) -> None:
        self.folder, self.base, self.tape, self.cut = place / "house", ready, place / "tape", place / "cut"
        shutil.copytree(ready, self.folder)
        self.numbers = {str(path): path.stat().st_ino for path in self.folder.rglob("*") if path.is_file()}
        preloaded = {"LD_PRELOAD": str(recorder), "RECORD_TO": str(self.tape), "RECORD_UNDER": str(self.folder)}
        appending(self.folder, level, str(ACTS), **preloaded)

    def cuts(self, many: int, seed: int) -> dict[str, int]:
        """What that many cuts left."""
        told = (str(self.folder), str(self.base), str(self.tape), json.dumps(self.numbers), str(many), str(seed))
        found: dict[str, int] = run("tests.faults.cutting", *told, surroundings=surroundings(self.cut))
        return {"whole": 0, "lost": 0, "damaged": 0, **found}


def test_no_cut_of_the_power_takes_back_an_answer(full: Evening, rounds, figure):
    begun, many = time.monotonic(), int(rounds(600, 9_000))
    found = full.cuts(many, seed=3)

    assert (found["lost"], found["damaged"], found["whole"]) == (0, 0, many)
    assert found["answered"] == ACTS
    figure(
        f"{many:,} cuts among {found['writes']:,} writes and flushes of {ACTS} acts and a change of the keys' key:"
        f" {found['lost']} lost an answer, {found['damaged']} left a damaged file; {time.monotonic() - begun:.0f} s"
    )


@pytest.mark.parametrize("level", ["NORMAL", "OFF"])
def test_with_less_care_the_same_cuts_lose_answers(
    tmp_path: Path, recorder: Path, ready: Path, rounds, figure, level: str
):
    """The control: what a popular setting would lose, and that this test would see it."""
    many = int(rounds(40, 1_500))
    found = Evening(tmp_path, recorder, ready, level).cuts(many, seed=4)

    assert found["lost"] + found["damaged"] > many / 4
    lost = f"{found['lost']:,} of {many:,} cuts lost an answer, {found['damaged']:,} damaged a file"
    figure(f"synchronous={level}: {lost}", f"control, {level}")


def test_the_recording_leaves_nothing_out(full: Evening):
    """Played to its end on a disk that had the time, it gives the very files that are there."""
    disk = Disk(full.folder, full.base)
    disk.knows(full.numbers)
    for done in recorded(full.tape):
        disk.do(done)
    there = {str(path): path.read_bytes() for path in full.folder.rglob("*") if path.is_file()}
    played = disk.after(None)

    assert bytes_of(played) == bytes_of(there)
    assert any(name.endswith(ANSWERED) for name in played)


def bytes_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """All but what SQLite shares between processes in memory, and makes anew (wal-index)."""
    return {name: content for name, content in files.items() if not name.endswith("-shm")}
