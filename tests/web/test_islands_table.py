"""Every island of the table becomes HTML, in both languages, with nothing missing in it."""

import re

import pytest
from django.template.engine import Engine
from django.utils.html import escape

from besace.method.session import Session
from besace.method.view.table import table_islands
from besace.web import stencils
from besace.web.islands import render
from besace.web.layout import LAYOUT
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    FAY,
    STAGES,
    after,
    at_clarification,
    at_contract,
    at_synthesis,
    at_vote,
    gathered,
    prepared,
)

MISSING = "MISSING-VARIABLE"
LATE = 100_000


def busy() -> Session:
    session = after(at_clarification(), (BEA, "ask"), (BEA, "clear"), (CLEO, "raise_hand"))
    return after(session, (ANA, "discomfort", {"on": True}), (FAY, "give_floor", {"person": CLEO}))


def voting() -> Session:
    return after(at_vote(), (FAY, "open_vote"))


def following_up() -> Session:
    return after(gathered(previous={"client": BEA, "actions": ["One", "Two"]}), (FAY, "open"), (FAY, "advance"))


def silent() -> Session:
    return after(at_synthesis(), (FAY, "start_silence", {"minutes": 5}), (ANA, "writing", {"on": True}))


def paused() -> Session:
    return after(at_synthesis(), (FAY, "pause"))


def returned() -> Session:
    session = after(at_contract(), (BEA, "reformulate"), (ANA, "match", {"person": BEA, "matches": False}))
    return after(session, (FAY, "mark_absent", {"person": CLEO}))


def remote() -> Session:
    return prepared(place="remote", link="https://meet.example/x", title="<b>Thursday</b>")


MOMENTS = (*STAGES, busy, voting, following_up, silent, paused, returned, remote)


@pytest.fixture(autouse=True)
def _missing_is_seen(monkeypatch):
    stencils.forget()
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", MISSING)
    yield
    stencils.forget()


def html(session: Session, language: str = "en", at: int = 0) -> dict[str, str]:
    return {name: render(name, value, language) for name, value in table_islands(session, at).items()}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_every_island_renders_whole(moment, language):
    for at in (0, LATE):
        islands = html(moment(), language, at)
        text = "".join(islands.values())

        assert not [name for name, one in islands.items() if MISSING in one]
        assert len(re.findall("<h1", text)) == 1
        assert not re.findall(r"\sstyle=|<script|<style|\son\w+=", text)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_every_island_has_its_place_and_every_id_is_one(moment):
    placed = {name for names in LAYOUT["console"].values() for name in names}
    islands = html(moment())
    ids = re.findall(r'\sid="([^"]+)"', "".join(islands.values()))

    assert islands.keys() <= placed
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_every_button_that_opens_a_menu_has_one_to_open(moment):
    text = "".join(html(moment()).values())

    assert set(re.findall(r'popovertarget="([^"]+)"', text)) == set(re.findall(r'popover id="([^"]+)"', text))


@pytest.mark.method("S0.2")
def test_a_clock_that_stands_still_says_so_instead_of_on_time():
    stopped, running = html(paused())["table_clock"], html(at_synthesis())["table_clock"]

    assert "paused" in re.sub(r"<[^>]+>", "", stopped)
    assert 'data-clock="drift"' not in stopped
    assert "paused" not in re.sub(r"<[^>]+>", "", running)
    assert 'data-clock="drift"' in running


@pytest.mark.method("S2.1", "S4.2")
def test_the_private_signals_are_said_in_these_words():
    assert "Ana signals discomfort" in html(busy())["signal"]
    assert "Ana is writing" in html(silent())["writing"]
    for moment in STAGES:
        text = "".join(html(moment()).values())
        assert "signals discomfort" not in text
        assert "is writing" not in text


@pytest.mark.method("S0.3", "F1")
def test_a_seat_says_in_words_what_it_shows():
    islands = html(busy())

    assert "has asked, the subject is clear, 1 turn" in islands["seat2"]
    assert "has the floor, no question yet, not clear yet, 1 turn" in islands["seat3"]
    assert 'data-state="floor"' in islands["seat3"]


@pytest.mark.method("F6")
def test_the_first_touch_of_a_menu_is_what_is_missing():
    touches = re.findall(r'class="way__do">([^<]+)<', html(at_clarification())["seat2"])

    assert touches[:3] == ["Bea has asked", "The subject is clear to Bea", "Bea passes"]


def test_what_people_wrote_is_never_markup():
    assert escape("<b>Thursday</b>") in html(remote())["masthead"]
