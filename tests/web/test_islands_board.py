"""Every island of the board becomes HTML, in both languages, with nothing missing in it."""

import re

import pytest
from django.template import engines

from besace.method.session import Session
from besace.method.view import view_for
from besace.method.words import SCREEN, TIMED
from besace.web import stencils
from besace.web.islands import render, template_of
from besace.web.layout import LAYOUT
from tests.cast import ANA, BEA, CLEO, DORA, FAY, STAGES, after, at_consent, at_synthesis, at_vote, gathered, planned

MISSING = "MISSING-VARIABLE"


def tied() -> Session:
    ballots = ((ANA, "of-ana"), (BEA, "of-bea"), (CLEO, "of-cleo"))
    votes = ((who, "vote", {"first": which}) for who, which in ballots)
    return after(at_vote(), (FAY, "open_vote"), *votes, (FAY, "close_vote"))


def voting() -> Session:
    return after(tied(), (FAY, "open_vote"), (DORA, "vote", {"first": "of-ana"}))


def set_aside() -> Session:
    return after(at_consent(), (ANA, "decline"), (FAY, "open_vote"), (FAY, "close_vote"))


def followed_up() -> Session:
    previous = {"client": BEA, "actions": ["One", "Two", "Three", "Four"]}
    session = after(gathered(previous=previous), (FAY, "open"), (FAY, "give_floor", {"person": ANA}), (FAY, "advance"))
    told = ("done", "started", "not_yet")
    reports = ({"action": n, "outcome": how, "easy": "so", "difficult": "so"} for n, how in enumerate(told, 1))
    return after(session, *((BEA, "report_action", report) for report in reports))


def silent() -> Session:
    return after(planned(at_synthesis()), (FAY, "start_silence", {"minutes": 5}))


def paused() -> Session:
    return after(at_synthesis(), (FAY, "pause"))


def markup() -> Session:
    session = after(gathered(), (FAY, "open"), (FAY, "advance"))
    return after(session, (ANA, "propose_subject", {"title": "How <b>bold</b> & proud?"}))


MOMENTS = (*STAGES, tied, voting, set_aside, followed_up, silent, paused, markup)


@pytest.fixture(autouse=True)
def _missing_is_seen(monkeypatch):
    stencils.forget()
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", MISSING)
    yield
    stencils.forget()


def html(session: Session, language: str, at: int = 0) -> dict[str, str]:
    return {name: render(name, value, language) for name, value in view_for(session, SCREEN, at).islands.items()}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_every_island_renders_whole(moment, language):
    for at in (0, 100_000):
        islands = html(moment(), language, at)

        assert not [name for name, text in islands.items() if MISSING in text]
        assert len(re.findall("<h1", "".join(islands.values()))) == 1
        assert not re.findall(r"\sstyle=|<script|<style", "".join(islands.values()))


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_every_island_has_its_place(moment):
    placed = {name for names in LAYOUT["board"].values() for name in names}

    assert view_for(moment(), SCREEN, 0).islands.keys() <= placed


def test_what_people_wrote_is_never_markup():
    assert "How &lt;b&gt;bold&lt;/b&gt; &amp; proud?" in html(markup(), "en")["subjects"]


@pytest.mark.method("R5")
def test_the_count_is_drawn_and_also_said():
    count = html(tied(), "en")["count"]

    assert count.count("#t3") == 3
    assert re.search(r'3<span class="vh"> sticks</span>', count)
    assert count.count('data-state="tied"') == 3


@pytest.mark.method("S0.2")
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_the_instants_of_the_clock_are_on_the_board_once(moment):
    session = moment()
    text = "".join(html(session, "en").values())

    assert text.count("data-clock-source") == (session.stage in TIMED)
    if session.stage in TIMED and session.step.paused_at is None:
        assert f'data-zero-at="{session.step.entered + session.step.allotment}"' in text


def test_the_islands_of_the_board_are_its_own():
    kinds = {type(value) for moment in MOMENTS for value in view_for(moment(), SCREEN, 0).islands.values() if value}

    assert all(template_of(kind).startswith("room/islands/board_") for kind in kinds)
