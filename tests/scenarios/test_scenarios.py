"""Whole sessions of different trades and neighbours, played through the core; the board is looked at as it is drawn.

`besace rehearse` plays the same files through the whole application, every screen included.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from besace.coach import hints
from besace.method.acts import Act, Refusal
from besace.method.decide import decide
from besace.method.evolve import fold
from besace.method.second import setup_of
from besace.method.session import Session
from besace.method.view import view_for
from besace.method.words import SCREEN
from besace.rehearse.scenario import Check, Does, GoesOn, Look, Scenario, read
from besace.rehearse.truth import differs, facts, leaked, missing
from besace.web.islands import render

FOLDER = Path(__file__).parent
PROVES: Mapping[str, tuple[str, ...]] = {
    "atelier-en-retard": ("S0.2", "S2.1"),
    "bakers-three-ties": ("R4", "R5"),
    "carers-by-hand": ("F6", "R3"),
    "choir-away-and-back": ("F4", "S0.1", "S5.2"),
    "deux-voisines": ("R5", "S0.2"),
    "ecluses-retour": ("R2", "S3", "S3.1"),
    "infirmieres-a-distance": ("R6", "F4", "S6.1"),
    "jardins-le-choix-suivant": ("R7", "S6.1"),
    "repair-cafe-waivers": ("S0.1", "R6"),
    "sages-femmes-trois-heures": ("S0", "G7", "R2"),
    "beekeepers-150": ("S0", "G7", "S0.2"),
    "libraires-120": ("S0", "G7", "R5"),
    "night-bus-drivers-90": ("S0", "G7", "R6"),
    "traiteurs-45": ("S0", "G7", "S0.2"),
    "orchard-half-day": ("G5", "R4", "R7", "F4"),
    "prothesistes-a-tour-de-role": ("F2", "R3", "R7"),
    "tram-workshop-four-a": ("S6", "S4", "R2"),
}


STORIES = [pytest.param(name, id=name, marks=pytest.mark.method(*ids)) for name, ids in PROVES.items()]


def prepared(told: Scenario) -> Session:
    people = [{"id": key, "name": told.names[key]} for key in told.participants]
    setup = {
        "facilitator_name": told.names[told.facilitator],
        "people": people,
        "number": told.number,
        "next_session": told.next_session,
        "previous": told.previous,
        "language": told.language,
        "place": told.place,
        "minutes": told.format,
        "rotating": told.rotating,
        **dict.fromkeys(told.variants, True),
    }
    return opened(setup, told.facilitator, told.participants, 0)


def opened(setup: Mapping[str, object], facilitator: str, people: Iterable[str], at: int) -> Session:
    session = played(Session(), Act("prepare", setup), facilitator, at)
    for key in people:
        session = played(session, Act("admit", {"person": key}), facilitator, at)
    return session


def gone_on(session: Session, line: GoesOn) -> Session:
    setup = setup_of(session)
    assert setup is not None, line.where
    return opened(setup, session.facilitator, session.present, line.at)


def played(session: Session, act: Act, by: str, at: int) -> Session:
    found = decide(session, act, by, at)
    assert not isinstance(found, Refusal), f"{by} {act.word}: {found}"
    return fold(found, session)


def advised(told: Scenario, session: Session, line: Does) -> tuple[str, ...]:
    """What the coach says of an action: it holds the gate of step 5."""
    if line.word not in ("add_action", "change_action"):
        return ()
    old = session.action(line.fields.get("action", ""))
    text = line.fields.get("text") or (old.text if old else "")
    when = line.fields.get("when") or (old.when if old else "")
    return tuple(hint.code for hint in hints(told.language, "action", text, when))


def act_out(told: Scenario, session: Session, line: Does) -> Session:
    act = Act(line.word, line.fields, line.behalf, advised(told, session, line))
    if line.refused is None:
        return played(session, act, line.by, line.at)
    found = decide(session, act, line.by, line.at)
    assert isinstance(found, Refusal), f"{line.where}: accepted"
    assert found.code == line.refused, line.where
    assert line.unmet is None or set(found.open) == line.unmet, line.where
    return session


def wrong_of(session: Session, line: Check) -> dict[str, object]:
    known = facts(session, line.at, str)
    return {
        name: known.get(name) for name, expected in line.expected.items() if differs(name, expected, known.get(name))
    }


def board(session: Session, line: Look) -> str:
    view = view_for(session, SCREEN, line.at)
    return "\n".join(render(name, value, session.language) for name, value in view.islands.items())


@pytest.mark.parametrize("name", STORIES)
def test_a_whole_session_goes_as_it_is_told(name):
    told = read(FOLDER / f"{name}.toml")
    session = prepared(told)
    for line in told.script:
        if isinstance(line, Does):
            session = act_out(told, session, line)
        elif isinstance(line, GoesOn):
            session = gone_on(session, line)
        elif isinstance(line, Check):
            assert wrong_of(session, line) == {}, line.where
        elif isinstance(line, Look) and line.who == SCREEN:
            page = board(session, line)
            assert (missing(page, line.sees), leaked(page, line.hides)) == ([], []), line.where

    assert session.stage == "closed"


def test_every_story_is_played():
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(PROVES)
