"""The pictures of the documentation: each that is shown is there, is small, and is one that a script takes."""

import re
from pathlib import Path

import pytest

from house.screenshots import FOLDER, PAGES, PICTURES
from tests.e2e import journey

SHOWN = re.compile(r"\]\((?!\w+:)([^)#\s]+\.(?:png|webp|svg|jpe?g))\)")
LEAVES = sorted([*Path("docs").rglob("*.md"), *Path().glob("*.md")])
KEPT = sorted(FOLDER.iterdir())
TAKEN = {*PAGES, *PICTURES, *journey.PICTURES}
MOST = 200 * 1024


def shown() -> set[Path]:
    return {(page.parent / found).resolve() for page in LEAVES for found in SHOWN.findall(page.read_text("utf-8"))}


def test_every_picture_that_a_page_shows_is_there():
    assert len(shown()) > len(PICTURES)
    assert sorted(str(one) for one in shown() if not one.exists()) == []


def test_every_picture_is_taken_by_the_script_and_the_script_takes_no_other():
    assert {path.stem for path in KEPT} == TAKEN
    assert {path.suffix for path in KEPT} == {".png"}


def test_every_picture_is_shown_somewhere():
    assert sorted(path.name for path in KEPT if path.resolve() not in shown()) == []


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_every_picture_is_small(path):
    assert path.stat().st_size <= MOST


def test_a_page_that_shows_a_picture_or_links_to_one_is_found_out():
    assert SHOWN.findall("![a](screens/a.png), [b](../b.png) and [c](https://example.org/c.png)") == [
        "screens/a.png",
        "../b.png",
    ]
