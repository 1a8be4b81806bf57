"""Words left out and put in afterwards read as if the template had drawn them."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from besace.method.view import view_for
from besace.method.view.board import BoardContract
from besace.method.words import SCREEN
from besace.web import islands, stencils
from besace.web.shapes import PLAIN, shape_of
from besace.web.stand_ins import MEASURES
from besace.web.stencils import BETWEEN, CLOSES, OPENS, cut, lines
from tests.cast import ANA, BEA, CLEO, FAY
from tests.web import test_islands_board, test_islands_desk, test_islands_phone, test_islands_table

STORIES = {
    **{f"desk {name}": story for name, story in test_islands_desk.STORIES.items()},
    **{f"phone {name}": story for name, story in test_islands_phone.STORIES.items()},
    **{f"table {moment.__name__}": moment() for moment in test_islands_table.MOMENTS},
    **{f"board {moment.__name__}": moment() for moment in test_islands_board.MOMENTS},
}

LONG = 80


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    stencils.forget()
    yield
    stencils.forget()


def odd(word: str, number: int, length: int) -> str:
    """A word like none before it, with all that HTML minds; another number where it is one."""
    if word.isdigit():
        return f"{word}0"
    return f"{number}<i>&amp; \"{word}' {number}" + " long" * length if word else word


def with_odd_words(value: Any, length: int = 0) -> Any:
    """The same value, as it would be had people said the oddest things."""
    shape, numbers = shape_of(type(value)), count()
    return shape.opened(value, (odd(word, next(numbers), length) for word in shape.words(value)))


def plain(value: object, language: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the template draws with no stencil between."""
    with monkeypatch.context() as patch:
        patch.setattr(islands, "LISTS", "no lists")
        patch.setattr(stencils, "shape_of", lambda _: PLAIN)
        stencils.forget()
        return islands.Island(type(value))._drawn(value, language) if value is not None else ""


@pytest.mark.parametrize("story", STORIES)
def test_every_island_reads_as_if_drawn_with_its_words(story, monkeypatch):
    session = STORIES[story]
    for viewer in (FAY, ANA, BEA, CLEO, SCREEN):
        for name, island in view_for(session, viewer, 60).islands.items():
            for told in (island, with_odd_words(island), with_odd_words(island, LONG)):
                for language in ("en", "fr"):
                    expected = plain(told, language, monkeypatch)
                    assert islands.render(name, told, language) == expected, name


@pytest.mark.parametrize("length", [one + more for one in MEASURES for more in (-1, 0, 1)])
def test_words_as_long_as_a_template_asks_are_as_large_as_it_says(length, monkeypatch):
    words = "é" * length
    island = BoardContract(question=words, client="Ana", expectation=words, stated=True)
    islands.render("contract", BoardContract(question="a" * length, client="Bea", expectation="b", stated=True), "en")

    assert islands.render("contract", island, "en") == plain(island, "en", monkeypatch)


def test_words_of_islands_are_left_out_where_it_matters_most():
    """Given the same table of other people, when a seat is drawn, then nothing is drawn anew."""
    seats = view_for(STORIES["table busy"], FAY, 0).islands
    islands.render("seat2", seats["seat2"], "en")
    kept = dict(stencils._kept)

    html = islands.render("seat2", with_odd_words(seats["seat2"]), "en")

    assert stencils._kept == kept
    assert "&lt;i&gt;&amp;amp;" in html
    assert not [piece for stencil in kept.values() for piece in stencil.pieces if "Bea" in piece]


@pytest.mark.parametrize("word", [OPENS, CLOSES, BETWEEN, f"{OPENS}0{CLOSES}", f"{OPENS}99{CLOSES}", f"a{BETWEEN}<b>"])
def test_a_word_that_looks_like_a_hole_breaks_nothing(word):
    island = view_for(STORIES["phone asked"], ANA, 0).islands["questions"]
    shape = shape_of(type(island))
    told = shape.opened(island, iter([word] * len(shape.words(island))))

    assert "<b>" not in islands.render("questions", told, "en")
    assert len(cut(f"{word} {OPENS}7000{CLOSES}", 0).pieces) == 1


def test_no_more_is_kept_than_is_meant():
    for number in range(stencils.MOST_KEPT + 2):
        lines("a", [number], (), str)

    assert len(stencils._kept) <= stencils.MOST_KEPT
