"""The list of requirements is read whole, and one without a test is named."""

from house import method_ids

TABLE = "| id | what |\n|---|---|\n| R5 | sticks |\n| S0.1 | gates |\n| F4 | silence |\n| B1 | a letter |\n"


def test_ids_are_read_in_order():
    assert method_ids.ids_of(TABLE) == ["R5", "S0.1", "F4", "B1"]


def test_every_requirement_without_a_test_is_named():
    assert method_ids.unproved(method_ids.ids_of(TABLE), proved={"R5", "F4"}) == ["S0.1", "B1"]


def test_the_method_lists_every_requirement_of_a_session():
    ids = method_ids.ids_of(method_ids.METHOD.read_text(encoding="utf-8"))

    assert {"R1", "R7", "S0", "S0.3", "S1", "S2.2", "S3.1", "S4.2", "S5.2", "S6.1", "F1", "F7"} <= set(ids)
    assert len(ids) == len(set(ids))
