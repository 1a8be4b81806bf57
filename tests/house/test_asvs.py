"""The security checklist is whole and leans on what is there; and each way to be wrong is found."""

import pytest

from house import asvs
from house.asvs import Item

IDS = {"1.1.1": "2", "1.2.1": "1"}
HERE = "tests/house/test_asvs.py"
THIS_TEST = f"{HERE}::test_a_sound_row_passes"


def row(verdict: str = "met", told: str = f"`{THIS_TEST}`", **more: str) -> Item:
    return Item(**{"id": "1.1.1", "level": "2", "asked": "Read once", "verdict": verdict, "told": told, **more})


def test_the_checklist_is_whole_and_leans_on_what_is_there():
    items = asvs.read()
    ids = asvs.ids_of(asvs.IDS.read_text(encoding="utf-8"))

    assert list(asvs.incomplete(items, ids)) == []
    assert [line for item in items for line in asvs.unfounded(item)] == []
    assert list(asvs.still_open(items)) == []
    assert list(asvs.untold(items, asvs.SECURITY.read_text(encoding="utf-8"))) == []
    assert [line for page in (asvs.SECURITY, *asvs.BESIDE.glob("*.md")) for line in asvs.astray(page)] == []


def test_a_page_that_names_what_is_not_there_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"By `live/quiet.py`, `{THIS_TEST}`, `no-store`; and `{HERE}::test_gone`, `live/gone.py`.")

    assert [line.partition(": ")[2] for line in asvs.astray(page)] == [
        f"{HERE} has no test test_gone",
        "there is no live/gone.py",
    ]


def test_the_list_is_that_of_the_standard():
    """Seventy are asked from level 1 on; level 2 adds 183."""
    ids = asvs.ids_of(asvs.IDS.read_text(encoding="utf-8"))

    assert (len(ids), list(ids.values()).count("1")) == (253, 70)


def test_rows_are_read_and_other_tables_are_not():
    page = "| id | level |\n|---|---|\n| 1.1.1 | 2 | Read once | met | by `a/b.py`, or | so |\n| G1 | x |\n"

    assert asvs.items_of(page) == [Item("1.1.1", "2", "Read once", "met", "by `a/b.py`, or | so")]


def test_a_sound_row_passes():
    assert list(asvs.unfounded(row())) == []
    assert list(asvs.unfounded(row(told="`docs/glossary.md#glossary` and `script/check`"))) == []
    assert list(asvs.unfounded(row("not applicable", "There is no such thing here."))) == []


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([row()], "1.2.1: in no table"),
        ([row(), row(), row(id="1.2.1", level="1")], "1.1.1: 2 times"),
        ([row(level="1"), row(id="1.2.1", level="1")], "1.1.1: is asked from level 2"),
        ([row(), row(id="1.2.1", level="1"), row(id="9.9.9")], "9.9.9: is not asked at level 1 or 2"),
    ],
)
def test_a_list_that_is_not_whole_is_found(items, said):
    assert list(asvs.incomplete(items, IDS)) == [said]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (row("fine"), "no verdict"),
        (row(asked=""), "15 words"),
        (row(asked="word " * 16), "15 words"),
        (row(told="It simply is."), "nothing that shows it"),
        (row(told="`SECURE_CSP`"), "nothing that shows it"),
        (row("not applicable", ""), "no reason"),
        (row("deviation", f"`{HERE}`"), "no reason"),
        (row(told="`tests/house/test_gone.py`"), "there is no tests/house/test_gone.py"),
        (row(told=f"`{HERE}::test_gone`"), "no test test_gone"),
        (row(told=f"`{HERE}::row`"), "no test row"),
        (row(told="`docs/glossary.md#gone`"), "no heading #gone"),
        (row("deviation", "So it is, see `docs/gone.md`."), "there is no docs/gone.md"),
    ],
)
def test_a_row_that_cannot_be_followed_is_found(item, said):
    (found,) = asvs.unfounded(item)

    assert found.startswith("1.1.1: ")
    assert said in found


def test_what_is_open_is_known_to_be_and_what_is_known_to_be_is():
    there = [row("open", "It is to be built.")]

    assert list(asvs.still_open(there, {"1.1.1"})) == []
    assert list(asvs.still_open(there, ())) == ["1.1.1: open"]
    assert list(asvs.still_open([row()], {"1.1.1"})) == ["1.1.1: not open any more; take it out of STILL_OPEN"]


def test_deviations_are_those_that_the_page_of_security_tells():
    page = "## Deviations\n- **1.1.1, 1.2.1, two.** Not 9.9.9.\n\n## Else\n- **2.2.2, x.**\n"
    both = [row("deviation"), row("deviation", id="1.2.1")]

    assert list(asvs.untold(both, page)) == []
    assert [line[:6] for line in asvs.untold([*both, row("deviation", id="2.2.2")], page)] == ["2.2.2:"]
    assert [line[:6] for line in asvs.untold([row("met"), both[1]], page)] == ["1.1.1:"]


@pytest.mark.parametrize("quoted", ["src/besace/cli.py", "tests/a.py::test_b", "SECURITY.md", "docs/security.md#keys"])
def test_what_names_a_file_is_evidence(quoted):
    assert asvs.names_a_file(quoted)


@pytest.mark.parametrize("quoted", ["/account/", "SECURE_CSP", "text/plain", "smtp://host", "/feed/x.ics"])
def test_other_words_in_quotes_are_not(quoted):
    assert not asvs.names_a_file(quoted)
