"""The frame of these proofs: figures go by name, and a fault that no test is about is not run as if one were."""

from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from tests.faults.frame import BEGIN, END, keep_only, put_into
from tests.faults.power import Done, File

PAGE = f"before\n{BEGIN}\n| proof | found | when and where |\n|---|---|---|\n| R10 | old | then |\n{END}\nafter\n"


class Collected:
    """A test that was collected."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults

    def iter_markers(self, name: str):
        return [SimpleNamespace(args=self.faults)] if name == "fault" and self.faults else []


CONFIG: Any = SimpleNamespace(hook=SimpleNamespace(pytest_deselected=lambda **_: None))


def kept(*asked: str) -> list[tuple[str, ...]]:
    items: list[Any] = [Collected("R1"), Collected("R1", "R3"), Collected("R8"), Collected()]
    keep_only(CONFIG, items, list(asked))
    return [one.faults for one in items]


def test_a_line_is_replaced_by_its_name_and_the_others_stay():
    page = put_into(PAGE, {"R2": "none lost", "R2 control": "many"}, "now")
    page = put_into(page, {"survives": "all"}, "now")
    page = put_into(page, {"R2": "still none"}, "later")

    assert page.startswith("before\n")
    assert page.endswith("\nafter\n")
    rows = page.partition("|---|---|---|\n")[2].partition(END)[0].splitlines()
    assert rows == [
        "| R2 | still none | later |",
        "| R2 control | many | now |",
        "| R10 | old | then |",
        "| survives | all | now |",
    ]


def test_the_faults_asked_for_are_kept_and_no_others():
    assert kept("R1") == [("R1",), ("R1", "R3")]
    assert kept("R3,R8") == [("R1", "R3"), ("R8",)]
    assert kept("all") == [("R1",), ("R1", "R3"), ("R8",)]


def test_a_fault_that_no_test_is_about_is_refused():
    with pytest.raises(pytest.UsageError, match="R99"):
        kept("R99")


def test_a_disk_forgets_what_was_not_flushed_by_sectors():
    file = File(bytearray(b"a" * 1024))
    file.waiting = [Done("w", 1, 500, b"b" * 524)]

    class Chance(Random):
        """The first sector came through, the second did not."""

        told = iter((0.0, 0.9))

        def random(self) -> float:
            return float(next(self.told))

    left = file.after(Chance(), 0.5)
    assert left == b"a" * 500 + b"b" * 12 + b"a" * 512
    file.flush()
    assert file.kept == b"a" * 500 + b"b" * 524
