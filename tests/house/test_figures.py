"""The figures of docs/coach.md are those of today; after a change of rules `script/figures` renews them."""

import pytest

from besace.coach.figures import figure_table
from besace.coach.labelled import labelled
from besace.coach.measure import measure
from house.figures import HALF, PAGE, measured, written


@pytest.mark.parametrize("language", measured(HALF))
def test_the_page_says_what_the_coach_reaches_today(language):
    tables = PAGE.read_text(encoding="utf-8").split("**")
    title = f"{language}, {HALF} half"
    rows = [row for row in figure_table(title, measure(labelled(language, HALF))) if row.startswith("| ")]

    assert title in tables
    assert [row for row in tables[tables.index(title) + 1].splitlines() if row.startswith("| ")] == rows


def test_only_what_stands_between_the_marks_is_written_anew():
    page = "before\n<!-- script/figures -->\nold\n<!-- end -->\nafter\n"

    anew = written(page)

    assert anew.startswith("before\n<!-- script/figures -->\n")
    assert anew.endswith("\n<!-- end -->\nafter\n")
    assert "old" not in anew
