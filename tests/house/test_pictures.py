"""The pictures of the documentation: each that is shown is there, is small, and is one that a script takes."""

import re
from pathlib import Path
from struct import unpack_from

import pytest

from house.screenshots import FOLDER, PAGES, PICTURES
from tests.e2e import journey

SHOWN = re.compile(r"""(?:\]\(|\bsrc(?:set)?=")(?!\w+:)([^)#"\s]+\.(?:png|webp|svg|jpe?g))[)"]""")
LEAVES = sorted([*Path("docs").rglob("*.md"), *Path().glob("*.md")])
KEPT = sorted(FOLDER.iterdir())
FILM = FOLDER / "room.webp"
TAKEN = {*PAGES, *PICTURES, *journey.PICTURES, FILM.stem}
MOST = 200 * 1024
MOST_OF_THE_FILM = 1_500_000


def shown() -> set[Path]:
    return {(page.parent / found).resolve() for page in LEAVES for found in SHOWN.findall(page.read_text("utf-8"))}


def test_every_picture_that_a_page_shows_is_there():
    assert len(shown()) > len(PICTURES)
    assert sorted(str(one) for one in shown() if not one.exists()) == []


def test_every_picture_is_taken_by_the_script_and_the_script_takes_no_other():
    assert {path.stem for path in KEPT} == TAKEN
    assert [path for path in KEPT if path.suffix != ".png"] == [FILM]


def test_every_picture_is_shown_somewhere():
    assert sorted(path.name for path in KEPT if path.resolve() not in shown()) == []


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_every_picture_is_small(path):
    assert path.stat().st_size <= (MOST_OF_THE_FILM if path == FILM else MOST)


def moving(picture: bytes) -> tuple[int, list[int]]:
    """How often an animated WebP plays, and how many milliseconds each of its frames lasts."""
    at, plays, lasting = 12, 0, []
    while at < len(picture):
        kind, length = unpack_from("<4sI", picture, at)
        if kind == b"ANIM":
            plays = unpack_from("<H", picture, at + 12)[0]
        if kind == b"ANMF":
            lasting.append(int.from_bytes(picture[at + 20 : at + 23], "little"))
        at += 8 + length + length % 2
    return plays, lasting


def test_the_film_lasts_half_a_minute_and_rests_in_the_end():
    plays, lasting = moving(FILM.read_bytes())

    assert 25_000 <= sum(lasting) <= 40_000
    assert 1 <= plays <= 2  # for ever would be 0


def test_whoever_wants_no_motion_is_shown_a_still_of_the_film():
    page = Path("README.md").read_text("utf-8")

    still, film = FILM.with_suffix(".png"), FILM
    assert f'<source media="(prefers-reduced-motion: reduce)" srcset="{still}">' in page
    assert f'<img src="{film}" alt="A session' in page


def test_a_page_that_shows_a_picture_or_links_to_one_is_found_out():
    text = """![a](screens/a.png), [b](../b.png), [c](https://example.org/c.png), <img src="d.webp" alt="">"""

    assert SHOWN.findall(text) == ["screens/a.png", "../b.png", "d.webp"]
