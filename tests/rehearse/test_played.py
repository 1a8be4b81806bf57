"""Every scenario of the house through the whole application: forms, pages and checks, as `besace rehearse` has it."""

from importlib import resources
from pathlib import Path

import pytest

from besace.rehearse.play import Outcome, rehearse
from besace.rehearse.scenario import read
from tests.scenarios.test_scenarios import FOLDER, PROVES

SHIPPED = sorted(Path(str(resources.files("besace.rehearse"))).glob("scenarios/serenity.*.toml"))
"""Practices have no times: they are played in `test_practice`."""
WHOLE = ("S0", "S0.2", "R1", "R2", "R3", "R4", "R5", "S1", "S2", "S3", "S3.1", "S4", "S5", "S6")
STORIES = [
    *(pytest.param(FOLDER / f"{name}.toml", id=name, marks=pytest.mark.method(*ids)) for name, ids in PROVES.items()),
    *(pytest.param(file, id=file.stem, marks=pytest.mark.method(*WHOLE)) for file in SHIPPED),
]


@pytest.mark.parametrize("file", STORIES)
def test_every_line_of_a_scenario_holds(file):
    outcomes: list[Outcome] = []
    scenario = read(file)

    assert rehearse(scenario, outcomes.append), [(one.line.where, one.wrong) for one in outcomes if one.wrong]
    assert [one.line for one in outcomes] == list(scenario.script)


def test_an_expectation_that_does_not_hold_is_told(tmp_path):
    file = tmp_path / "wrong.toml"
    file.write_text(
        'title = "T"\nfacilitator = "fay"\nparticipants = ["ana"]\nscript = [\n'
        '{at = "0:00:00", by = "fay", act = "open"},\n'
        '{at = "0:00:01", check = {stage = "contract"}},\n'
        '{at = "0:00:02", by = "ana", act = "advance"},\n'
        '{at = "0:00:03", look = "ana", sees = ["no such words"], hides = ["Reception"]},\n]\n'
    )
    outcomes: list[Outcome] = []

    assert not rehearse(read(file), outcomes.append)
    assert [bool(one.wrong) for one in outcomes] == [False, True, True, True]
    assert outcomes[2].wrong == ("expected accepted, was not-yours",)
    assert len(outcomes[3].wrong) == 2
