"""Practices of the house: each closes with every difficulty met, and what is planted is what the coach hears."""

from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from besace.coach import hints
from besace.rehearse.play import Outcome
from besace.rehearse.practice import alone
from besace.rehearse.practice.opening import shipped
from besace.rehearse.scenario import read
from besace.rehearse.unreadable import Unreadable

FOLDER = Path(str(resources.files("besace.rehearse"))) / "scenarios"
HEARD = {
    "advice-in-question": ("question", "answer-inside"),
    "advice-in-reaction": ("reaction", "prescriptive"),
    "plan-vague": ("action", "vague"),
}


def played(name: str) -> list[Outcome]:
    outcomes: list[Outcome] = []
    alone.rehearse(shipped()[name], outcomes.append)
    return outcomes


@pytest.mark.parametrize("name", sorted(shipped()))
def test_each_practice_closes_with_every_difficulty_met(name):
    outcomes = played(name)

    assert [(one.told, one.wrong) for one in outcomes if one.wrong] == []
    assert len([one for one in outcomes if one.line.where.startswith("difficulty")]) >= 3
    assert "close" in outcomes[-len(shipped()[name].practice.difficulties) - 1].told


def test_there_are_five_in_each_language_of_different_trades_and_every_kind_of_difficulty():
    stories = shipped().values()

    assert Counter(one.language for one in stories) == {"en": 5, "fr": 5}
    assert len({one.practice.trade for one in stories}) == 10
    for language in ("en", "fr"):
        kinds = {told.kind for one in stories if one.language == language for told in one.practice.difficulties}
        assert len(kinds) >= 9, language


@pytest.mark.parametrize("name", sorted(shipped()))
def test_what_is_planted_is_heard_by_the_coach_and_what_is_said_instead_is_not(name):
    scenario = shipped()[name]
    for line in scenario.practice.lines:
        told = scenario.practice.difficulty(line.plants or line.once)
        if told is None or told.kind not in HEARD or line.word not in {"ask", "react", "add_action", "change_action"}:
            continue
        kind, code = HEARD[told.kind]
        found = {one.code for one in hints(scenario.language, kind, line.fields["text"], line.fields.get("when"))}
        assert (code in found) == bool(line.plants), line.fields["text"]


@pytest.mark.parametrize(
    ("found", "put", "where"),
    [
        ('trade = "', 'trades = "', "head"),
        ('client = "ana"\nconsultant', 'client = "zoe"\nconsultant', "client"),
        ("minutes = 14", "minutes = 0", "minutes"),
        ("minutes = 14", "minutes = 14\nsteps = [1, 2]", "steps"),
        ('kind = "discomfort"', 'kind = "boredom"', "difficulty quiet: kind"),
        ('name = "quiet"', 'name = "accountant"', "difficulty"),
        ('plants = "quiet"', 'plants = "noise"', "lines, 16: plants"),
        ('handled = ["spoken-to"', 'handled = ["shouted-at"', "difficulty accountant: handled"),
        ('by = "bea", act = "check_in"', 'by = "bea", act = "dance"', "lines, 1: act"),
    ],
)
def test_a_practice_that_cannot_be_read_says_where(tmp_path, found, put, where):
    text = (FOLDER / "founders.en.toml").read_text(encoding="utf-8")
    assert found in text
    file = tmp_path / "told.toml"
    file.write_text(text.replace(found, put, 1), encoding="utf-8")

    with pytest.raises(Unreadable) as told:
        read(file)

    assert told.value.where == where
