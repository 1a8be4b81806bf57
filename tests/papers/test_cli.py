"""`besace kit` as it is typed: what it writes, what it says, and how it refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from besace.papers.kit import PAPERS
from tests.papers.pdf import read, size_of, text_of


def kit(folder: Path, *words: str) -> tuple[int, str, str]:
    environment = {**os.environ, "BESACE_DATA": str(folder / "data"), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "besace.cli", "kit", *words]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.mark.method("B4", "B5")
def test_it_writes_each_paper_and_the_whole_kit_and_says_so(tmp_path):
    code, said, _ = kit(tmp_path, "--lang", "fr", "--paper", "letter", "--participants", "7", "--start", "18:30",
                        "--minutes", "90", "--place", "remote", "--out", "pour jeudi")  # fmt: skip
    written = {file.name: file.read_bytes() for file in (tmp_path / "pour jeudi").iterdir()}

    assert code == 0
    assert written.keys() == {f"{name}.pdf" for name in (*PAPERS, "kit")}
    assert all(name in said for name in written)
    assert "16 pages" in said
    assert len(read(written["kit.pdf"]).pages) == 16
    assert size_of(written["kit.pdf"]) == {(612, 792)}
    assert "18:30" in text_of(written["running-order.pdf"])
    assert "20:00" in text_of(written["running-order.pdf"])
    assert "Avant une séance à distance" in text_of(written["checklist.pdf"])
    assert not (tmp_path / "data").exists()


def test_without_a_word_it_writes_into_a_folder_of_its_own(tmp_path):
    code, _, _ = kit(tmp_path)

    assert code == 0
    assert len(read((tmp_path / "besace-kit" / "six-steps.pdf").read_bytes()).pages) == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--start", "25:00"), "is no time of day; write it like 18:00."),
        (("--start", "soon"), "is no time of day"),
        (("--participants", "10"), "1 to 9 participants, so that each can speak"),
        (("--participants", "0"), "1 to 9 participants"),
        (("--participants", "many"), "is not a valid integer"),
        (("--minutes", "100"), "is not one of"),
        (("--lang", "de"), "is not one of"),
        (("--paper", "a3"), "is not one of"),
        (("--place", "moon"), "is not one of"),
        (("--out", "taken"), "is a file"),
        (("--out", "taken/below"), "Nothing can be written into"),
    ],
)
def test_what_it_cannot_do_is_a_sentence_and_two(tmp_path, words, why):
    (tmp_path / "taken").touch()
    code, said, trouble = kit(tmp_path, *words)

    assert code == 2
    assert why in trouble
    assert said == ""
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]
