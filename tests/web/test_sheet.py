"""The counts of groups as cells: a spreadsheet opens them, and runs none."""

import csv
from io import StringIO

import pytest
from django.utils.translation import override

from besace.people.reckoning import GroupRow
from besace.web.organiser.sheet import cell, spread


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_is_run_as_a_formula(name):
    with override("en"):
        row = list(csv.reader(StringIO(spread([GroupRow(name, ("=Fay",), 3)]), newline="")))[1]
    assert row[0].startswith("'")
    assert row[1] == "'=Fay"
    assert row[2] == "3"


@pytest.mark.parametrize("name", ["The Thursday table", "a=b", 12, 0])
def test_what_runs_nothing_is_left_as_it_is(name):
    assert cell(name) == name
