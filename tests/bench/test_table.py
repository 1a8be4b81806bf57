"""The table of the bench: its shape, its verdicts, and its place in the page."""

import pytest

from bench.profile import written as parts_written
from bench.table import HEAD, MEASURED, PAGE, ROOMS, Line, put_into, written


def cells(line: Line) -> dict[str, str]:
    return dict(zip(HEAD, line.cells(), strict=True))


@pytest.mark.parametrize(("ours", "verdict"), [(2.9, "met"), (3.0, "met"), (3.1, "missed")])
def test_a_budget_in_units_bounds_ours_from_above(ours, verdict):
    found = cells(Line("one room", ours, "ms", floor=0.5, limit=3))

    assert found["verdict"] == verdict
    assert found["budget"] == "≤ 3 ms"


@pytest.mark.parametrize(("ours", "verdict"), [(59, "missed"), (60, "met"), (2_000, "met")])
def test_a_budget_of_the_floor_bounds_the_ratio_from_below(ours, verdict):
    found = cells(Line("many rooms", ours, "acts/s", floor=1_000, limit=0.06, of_floor=True))

    assert found["verdict"] == verdict
    assert found["budget"] == "≥ 0.06 × floor"


def test_a_doubtful_figure_is_shown_and_not_judged():
    found = cells(Line("many rooms", 90, "acts/s", floor=1_000, limit=0.06, of_floor=True, doubtful=True))

    assert (found["ratio"], found["verdict"]) == ("0.09", "–")


def test_what_was_not_measured_has_no_verdict_and_says_why():
    found = cells(Line("four processes", None, note="not in this issue"))

    assert found["ours"] == "not in this issue"
    assert found["verdict"] == found["floor"] == found["ratio"] == "–"


def test_every_row_has_every_column_and_notes_follow():
    lines = [Line("a", 1, "ms", note="said once"), Line("b", 2_000.4, "acts/s", floor=4_000)]
    table = written(lines).splitlines()

    assert {row.count("|") for row in table if row.startswith("|")} == {len(HEAD) + 1}
    assert table[3] == "| b | 2,000 acts/s | 4,000 acts/s | 0.5 | – | – |"
    assert table[-1] == "- a: said once"


def test_the_page_keeps_everything_but_the_measured_part():
    page = PAGE.read_text(encoding="utf-8")

    once = put_into(page, "one\n")

    assert put_into(once, "two\n") == once.replace("one\n", "two\n")
    assert once.partition("<!-- measured -->")[0] == page.partition("<!-- measured -->")[0]


def test_each_part_of_the_page_is_replaced_by_itself():
    page = PAGE.read_text(encoding="utf-8")

    both = put_into(put_into(page, "one\n", MEASURED), "other\n", ROOMS)

    assert both.count("\none\n") == both.count("\nother\n") == 1
    assert both.index("\none\n") < both.index("\nother\n")


def test_what_stands_beside_a_figure_is_named_where_it_is_not_the_floor():
    found = cells(Line("four processes", 170, "acts/s", floor=100, limit=1.6, of_floor=True, beside="one process"))

    assert (found["budget"], found["verdict"]) == ("≥ 1.6 × one process", "met")


def test_a_page_without_a_measured_part_is_refused():
    with pytest.raises(ValueError, match="measured"):
        put_into("# Performance\n", "table")


def test_the_parts_of_an_act_add_up_to_the_whole():
    before = {"used": {"view": 1_000_000}, "calls": {"view": 1}, "process": 5_000_000}
    after = {"used": {"view": 4_000_000}, "calls": {"view": 12}, "process": 15_000_000}

    rows = parts_written(before, after, acts=2).splitlines()

    assert "| view | 1,500 | 30% | 5.5 |" in rows
    assert "| uvicorn, asyncio, kernel | 3,500 | 70% | 0.0 |" in rows
    assert rows[-1] == "| whole | 5,000 | 100% | 2 acts |"
