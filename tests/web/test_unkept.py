"""Confidential: whatever is said in a session, what is kept of its pages knows none of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from besace.live.doors import Door, Waiting
from besace.live.returns import BackThumb
from besace.live.screens import Presence
from besace.method.acts import Act
from besace.method.session import Session
from besace.method.view import view_for
from besace.method.words import SCREEN
from besace.rehearse.scenario import Does, GoesOn, Scenario, read
from besace.web import islands, stencils
from tests.scenarios.test_scenarios import FOLDER, act_out, gone_on, played, prepared

TOLD = Path(str(files("besace.rehearse") / "scenarios"))
SAID = "❦"
"""Ends every word that people say in these sessions, and stands nowhere else."""
WORDS = {
    *("text", "question", "expectation", "reason", "when", "title", "format_name", "next_when", "actions"),
    *("easy", "difficult", "learned", "enjoyed", "apply", "expected"),
}
ARRANGED = {"title": "Six o’clock", "next_when": "Tuesday week", "format_name": "Ours"}
STORIES = sorted([*FOLDER.glob("*.toml"), *TOLD.glob("serenity.*.toml")])


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    stencils.forget()
    yield
    stencils.forget()


def said(told: Any, mark: str, key: str = "") -> Any:
    """The same, with what people say marked."""
    if isinstance(told, Mapping):
        return {name: said(value, mark, name) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return type(told)(said(one, mark, key) for one in told)
    return f"{told}{mark}" if isinstance(told, str) and told and key in WORDS and not told.isdigit() else told


def sessions(told: Scenario, mark: str) -> Iterator[tuple[Session, int]]:
    """The session after each act, and when it is; all that people say in it ends with a mark."""
    names = {key: f"{name}{mark}" for key, name in told.names.items()}
    session = prepared(replace(told, names=names, previous=said(told.previous, mark)))
    session = played(session, Act("arrange", said(ARRANGED, mark)), told.facilitator, 0)
    for line in told.script:
        if isinstance(line, Does):
            session = act_out(told, session, replace(line, fields=said(line.fields, mark)))
        elif isinstance(line, GoesOn):
            session = gone_on(session, line)
        else:
            continue
        yield session, line.at


def drawn(told: Scenario, mark: str) -> set[object]:
    """Draws everything that anybody sees in a session; gives the islands."""
    seen: set[object] = set()
    for session, at in sessions(told, mark):
        for viewer in (session.facilitator, *(one.id for one in session.people), SCREEN):
            for name, island in view_for(session, viewer, at).islands.items():
                if island is not None and (type(island), island) not in seen:
                    seen.add((type(island), island))
                    islands.render(name, island, told.language)
    return seen


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_nothing_said_is_kept(story):
    seen = drawn(read(story), SAID)

    assert any(SAID in repr(one) for one in seen)
    assert [key for key, stencil in stencils._kept.items() if SAID in repr((key, stencil.pieces))] == []


def test_another_table_that_goes_the_same_way_needs_nothing_drawn_anew():
    told = read(TOLD / "serenity.en.toml")
    drawn(told, "")
    kept = set(stencils._kept)

    drawn(told, SAID)

    assert set(stencils._kept) == kept


def test_no_name_at_the_door_or_of_who_is_away_is_kept():
    caller = Waiting("a-knock", f"Ana{SAID}", "calm river", moving=False)
    told = [
        Door("a-room", "234567", "/j/234567", (caller,)),
        Presence((f"Bea{SAID}",)),
        BackThumb(f"Fay{SAID}", said=True),
    ]
    for island in told:
        assert SAID in islands.render("", island, "fr")

    assert SAID not in repr(stencils._kept)
