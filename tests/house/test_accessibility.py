"""The statement on accessibility knows every criterion once, and what it names as shown is there."""

import re
from pathlib import Path

import pytest

PAGE = Path("docs/accessibility.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d\.\d+\.\d+) [^|]+ \| (A|AA) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)
CRITERIA = {
    "A": "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 "
    "2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2",
    "AA": "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 "
    "3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3",
}
NAMED = re.compile(r"`((?:src|tests)/[\w./-]+?)(?:::(\w+))?`")


@pytest.mark.parametrize("level", CRITERIA)
def test_each_criterion_of_wcag_stands_there_once(level):
    assert sorted(row[0] for row in ROWS if row[1] == level) == sorted(CRITERIA[level].split())


def test_each_has_one_of_three_verdicts():
    assert {row[2] for row in ROWS} == {"supports", "partly", "not applicable"}


def test_what_is_said_to_be_supported_says_by_what():
    shown = re.compile(r"`|\baxe\b|\b[Ll]ooks\b|\bread\b|the same$")

    assert [row[0] for row in ROWS if row[2] == "supports" and not shown.search(row[3])] == []


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(PAGE))))
def test_what_it_names_is_there(file, name):
    assert Path(file).exists()
    assert not name or f"def {name}(" in Path(file).read_text(encoding="utf-8")
