"""The rules on files, and that each of them can be broken."""

import pytest

from house import tidy

HASHED = "click==8.5.1 ; sys_platform != 'x' \\\n    --hash=sha256:00\n"


@pytest.mark.parametrize("check", tidy.CHECKS, ids=lambda check: check.__name__)
def test_the_house_is_tidy(check):
    assert list(check()) == []


@pytest.mark.parametrize("line", ["click==8.5.1", "click>=8 \\\n    --hash=sha256:00"])
def test_a_requirement_without_its_version_or_its_hash_is_found(line):
    assert list(tidy.lock_lines(HASHED + line))


@pytest.mark.parametrize("line", ["--index-url somewhere", "--extra-index-url x", "# from https://example.org"])
def test_a_lock_that_names_an_address_is_found(line):
    assert list(tidy.lock_lines(f"{HASHED}{line}\n"))


def test_a_hashed_lock_passes():
    assert list(tidy.lock_lines(HASHED)) == []


@pytest.mark.parametrize("path", ["home", "root", "work", "Users"])
def test_a_folder_of_someones_machine_is_found(path):
    assert tidy.MACHINE.search(f"see /{path}/ana/besace")


@pytest.mark.parametrize("text", ["docs/home/plan.md", "https://example.org/home/page", "/home/"])
def test_a_path_of_the_project_or_an_address_is_not_a_machines(text):
    assert tidy.MACHINE.search(text) is None


def test_a_rule_that_is_tried_on_nothing_is_found(tmp_path, monkeypatch):
    (tmp_path / "eval.yaml").write_text("rules: []\n", encoding="utf-8")
    (tmp_path / "eval.py").write_text("# ruleid: eval\neval(words)\n", encoding="utf-8")
    monkeypatch.setattr(tidy, "RULES", tmp_path)

    assert [line.rpartition(": no line")[2] for line in tidy.rules_tried()] == [" with “ok: eval” beside it"]


def test_a_decision_too_long_or_without_its_parts_is_found(tmp_path, monkeypatch):
    (tmp_path / "0001-first.md").write_text("# First\n" * 31, encoding="utf-8")
    monkeypatch.setattr(tidy, "DECISIONS", tmp_path)

    assert len(list(tidy.decisions())) == 1 + len(tidy.PARTS)
