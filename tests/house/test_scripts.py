"""The scripts say what they do, and setting up twice does nothing twice."""

import os
import re
import subprocess
from pathlib import Path

import pytest

SCRIPTS = sorted(path for path in Path("script").iterdir() if path.is_file())
SHELL = [*SCRIPTS, *Path("script/lib").iterdir(), Path(".ci/run")]
GNU = {
    "sort by version": r"\bsort -\w*V",
    "sed in place": r"\bsed (-\w+ )*-\w*i",
    "Perl's expressions": r"\bgrep -\w*P",
    "paths made plain": r"\breadlink -f|\brealpath\b",
    "dates worked out": r"\bdate (-d|--)",
    "stat of GNU": r"\bstat (-c|--)",
    "xargs of GNU": r"\bxargs -r",
    "find that prints": r"-printf\b",
    "cores counted": r"\bnproc\b",
    "arrays of bash 4": r"\b(mapfile|readarray)\b|\b(declare|local) -A",
    "letters of bash 4": r"\$\{\w+(,,?|\^\^?)",
    "both outputs of bash 4": r"&>>|\|&",
}
"""What macOS, its bash 3.2 and the BSDs do not have."""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_script_answers_help_with_its_own_header_from_any_folder(script, tmp_path):
    told = run(script.resolve(), "--help", cwd=tmp_path)

    header = script.read_text(encoding="utf-8").splitlines()[1].removeprefix("# ")
    assert (told.returncode, told.stdout.splitlines()[0], told.stderr) == (0, header, "")


@pytest.mark.parametrize("script", [*SCRIPTS, Path(".ci/run")], ids=lambda path: path.name)
def test_each_script_can_be_run(script):
    assert os.access(script, os.X_OK)


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_each_script_keeps_to_what_every_system_has(path):
    text = path.read_text(encoding="utf-8")

    assert [name for name, form in GNU.items() if re.search(form, text)] == []


def test_what_only_some_systems_have_is_found_out():
    text = "ls | sort -rV\nsed -i s/a/b/ x\nreadlink -f .\nmapfile -t lines\necho ${name,,} |& cat"
    found = [name for name, form in GNU.items() if re.search(form, text)]

    assert len(found) == len(text.splitlines()) + 1


def test_continuous_integration_runs_the_tests_as_anyone_does():
    lines = [line for line in Path(".ci/run").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    assert len(lines) == 1
    assert "script/test" in lines[0]


@pytest.mark.slow
def test_setting_up_a_second_time_says_nothing():
    script = Path("script/setup").resolve()
    run(script, "--dev", cwd=script.parent)

    again = run(script, "--dev", cwd=script.parent)

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
