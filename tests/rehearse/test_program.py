"""Scenarios played as a program would, in a Besace that is served: by one access, of which nothing else is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from besace.rehearse.console import known
from tests.served import access_in, environment_in, said_by, serve

SERENITY = Path("src/besace/rehearse/scenarios/serenity.en.toml")
SCENARIOS = Path("tests/scenarios")


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[dict[str, str]]:
    """A Besace that is served, and an access to it, as a command finds them around it."""
    there = environment_in(tmp_path_factory.mktemp("served"))
    with serve(there) as address:
        elsewhere = environment_in(tmp_path_factory.mktemp("elsewhere") / "data")
        yield {**elsewhere, "BESACE_ACCESS": access_in(there), "AT": address, "THERE": there["BESACE_DATA"]}


@pytest.fixture
def fresh(house) -> dict[str, str]:
    """The same house by an access of its own: what an access may do in a minute is counted, and then waited for."""
    return {**house, "BESACE_ACCESS": access_in({**house, "BESACE_DATA": house["THERE"]})}


def rehearsed(house: dict[str, str], *words: str) -> tuple[int, str, str]:
    return said_by(house, "-m", "besace.cli", "rehearse", "--api", house["AT"], *words)


def planted(folder: Path, old: str, new: str) -> str:
    text = SERENITY.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file = folder / "planted.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return str(file)


def test_a_whole_session_goes_through_by_one_access(house):
    code, said, trouble = rehearsed(house, str(SERENITY))

    assert (code, trouble) == (0, "")
    assert "✗" not in said
    assert "✓ 0:01:30 ana · check_in" in said
    assert "✓ 0:44:00 fay · advance · refused: unmet" in said
    assert "– 3:00:00 check · stage, actions, open, waived" not in said
    assert "– 0:08:00 look · bea · out of sight: another's screen" in said
    assert house["BESACE_ACCESS"] not in said
    assert not Path(house["BESACE_DATA"]).exists()  # nothing of this machine's own Besace is touched


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('check = {stage = "reception", moment = "follow_up"}', 'check = {moment = "vote"}', "moment: expected 'vote'"),
        ('act = "accept", refused = "not-yours"', 'act = "accept"', "expected accepted, was not-yours"),
        (
            'unmet = ["each-asked", "clear-to-all"]',
            'unmet = ["each-asked"]',
            "expected unmet ['each-asked'], was ['clear-to-all', 'each-asked']",
        ),
    ],
)
def test_an_expectation_that_does_not_hold_is_told_by_its_line(fresh, tmp_path, old, new, told):
    file = planted(tmp_path, old, new)
    line = next(n for n, row in enumerate(Path(file).read_text(encoding="utf-8").splitlines(), 1) if new in row)
    code, said, _ = rehearsed(fresh, "--quiet", file)

    assert code == 1
    assert f"line {line}: {told}" in said
    assert said.count("✗") == 1


@pytest.mark.parametrize("name", ["carers-by-hand", "repair-cafe-waivers", "choir-away-and-back"])
def test_others_go_through_too(house, name):
    code, said, trouble = rehearsed(house, "--quiet", str(SCENARIOS / f"{name}.toml"))

    assert (code, trouble, "✗" in said) == (0, "", False)


@pytest.mark.parametrize(
    ("more", "words", "told"),
    [
        ({"BESACE_ACCESS": ""}, [str(SERENITY)], "Give the secret of an access in BESACE_ACCESS"),
        ({}, ["--live", str(SERENITY)], "choose one"),
        ({"AT": "ftp://example.org"}, [str(SERENITY)], "--api is the address"),
        ({}, [str(SCENARIOS / "orchard-half-day.toml")], "cannot be played by a program"),
    ],
)
def test_what_cannot_be_played_so_is_said_before_anything_is_asked(house, more, words, told):
    code, said, trouble = rehearsed({**house, **more}, *words)

    assert (code, said) == (2, "")
    assert told in " ".join(trouble.split())


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"BESACE_ACCESS": "besace_" + "x" * 43}, "Show the secret of an access"),
        ({"AT": "http://127.0.0.1:9"}, "Besace does not answer at http://127.0.0.1:9"),
    ],
)
def test_a_server_that_does_not_let_it_in_or_is_not_there_is_said(house, more, told):
    code, _, trouble = rehearsed({**house, **more}, str(SERENITY))

    assert code == 1
    assert trouble.startswith(told)
    assert len(trouble.splitlines()) == 1


def test_what_stands_on_the_console_is_read_by_the_keys_of_the_scenario():
    gate = {"items": [{"condition": "presented", "state": "open"}], "locks": False}
    middle = {"title": "How can I rest?", "owner": "Ana", "expectation": "", "stated": False}
    seats = {"seat1": {"name": "Ana", "turns": 2}, "seat2": {"name": "Zoe", "turns": 1}}
    shown = {"rail": {"stage": "presentation", "moment": None}, "gate": gate, "middle": middle, **seats}
    told = {"stage": "presentation", "moment": None, "client": "ana", "contract": None}

    assert known(shown, {"ana": "Ana"}) == {**told, "open": set(), "spoken": {"ana": 2}}
    assert known({**shown, "gate": {**gate, "locks": True}}, {})["open"] == {"presented"}
