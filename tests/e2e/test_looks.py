"""Every screen at every moment, as a demanding eye sees it: wide and narrow, in the light and in the dark."""

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from besace.live import clock, rooms
from besace.method.words import SCREEN
from besace.rehearse.doors import page_of
from besace.rehearse.play import EVENING, Stage, inside
from besace.rehearse.scenario import Line, Scenario, read
from tests.e2e.looks import looks_wrong, pale

REHEARSED = Path(str(resources.files("besace.rehearse") / "scenarios"))
STORIES = Path(__file__).parents[1] / "scenarios"


def moments(stage: Stage, scenario: Scenario) -> Iterator[str]:
    """Plays a scenario; stops in the middle of each moment, and once more before it is left."""
    lines: dict[str, list[Line]] = {}
    for line in scenario.script:
        clock.put(EVENING + line.at)
        now = moment_of(stage)
        lines.setdefault(now, []).append(line)
        if len(lines[now]) == 3:
            yield f"in {now}"
        leaves = getattr(line, "word", "") in {"open", "advance", "close_vote", "choose", "close"}
        if leaves and not getattr(line, "refused", None):
            yield f"end of {now}"
        outcome = stage.play(line)
        assert not outcome.wrong, outcome
    yield "closed"


def moment_of(stage: Stage) -> str:
    session = rooms.folded(stage.table.room).session
    return str(session.moment or session.stage)


@pytest.mark.e2e
@pytest.mark.parametrize("language", ["en-GB", "fr-FR", "es-ES"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_of_the_steps_is_one_page(language, paper, house, browser):
    page = browser.new_page(locale=language)
    page.goto(f"{house.url}/sheet/")
    printed = page.pdf(format=paper)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
    cut = page.evaluate(
        "(() => { const sheet = document.querySelector('.a4'); return sheet.scrollHeight - sheet.clientHeight; })()"
    )
    page.close()

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert cut <= 0


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.method("S0.3")
@pytest.mark.parametrize(
    ("file", "viewers"),
    [
        pytest.param(REHEARSED / "serenity.en.toml", ("fay", "ana", "bea", SCREEN), id="serenity-en"),
        pytest.param(REHEARSED / "serenity.es.toml", (), id="serenity-es"),
        pytest.param(STORIES / "infirmieres-a-distance.toml", (), id="remote-fr"),
    ],
)
def test_every_moment_is_fit_for_the_eye(file, viewers, house, sit, complaints):
    scenario = read(file)
    with clock.at(EVENING):
        stage = inside(scenario)
        people = viewers or (scenario.facilitator, *scenario.participants[:2], SCREEN)
        devices, room = stage.table.devices, stage.table.room.id
        screens = {who: sit(page_of(room, who), devices[who], color_scheme="dark") for who in people}
        wrong = []
        for moment in moments(stage, scenario):
            for who, page in screens.items() if viewers or moment.startswith("end") else ():
                page.reload()
                found = looks_wrong(page)
                if viewers and moment.startswith("end"):
                    found += pale(page)  # the light is looked at while the session is played by hand
                wrong += [f"{moment}, {who}: {one}" for one in found]
    assert wrong == []
    assert complaints == []
