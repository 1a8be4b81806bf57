"""The whole session in real browsers: a console, three phones and the board, in both languages.

Who has a screen here does every act of hers by hand, through the form her page offers; the others come in over HTTP.
After each line every screen must be up to date by itself, and what the scenario looks for must stand on the open page.
"""

import re
import time
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page

from besace.languages import LANGUAGES
from besace.live import clock, nudges, rooms
from besace.method.words import SCREEN
from besace.rehearse.doors import page_of
from besace.rehearse.play import EVENING, Stage, inside
from besace.rehearse.scenario import Check, Does, Look, read
from besace.rehearse.truth import leaked, missing, text_of
from tests.e2e import hands
from tests.e2e.looks import violations

PHONES = ("ana", "bea", "cleo")
ON_TIME = 2.0
DRAWN = re.compile(r"<(time)\b.*?</\1>|<(\w+)[^>]*\bdata-(?:own|clock|hint)\b.*?</\2>", re.DOTALL)
SHOWN = """() => [
  {...document.body.dataset},
  Object.fromEntries([...document.querySelectorAll(".island")].map((e) => [e.id.slice(2), e.innerHTML])),
]"""
"""The seat of an open page, and what stands in each of its islands."""
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


@lru_cache(maxsize=4096)
def without_clocks(html: str) -> str:
    """An island as text, what a clock draws left out; most islands stand on many pages, and for long."""
    return text_of(DRAWN.sub("", html))


class Room:
    """A scenario's table with its open screens, and what its keys are called in the session."""

    def __init__(
        self,
        url: str,
        stage: Stage,
        screens: dict[str, Page],
        complaints: list[str],
        do: Callable[..., None] = hands.do,
    ) -> None:
        self.url, self.stage, self.screens, self.complaints, self.do = url, stage, screens, complaints, do
        self.called: dict[str, str] = {}
        self.looked_at: set[tuple[str, str]] = set()

    @property
    def folded(self):
        return rooms.folded(self.stage.table.room)

    def does(self, line: Does) -> None:
        screen = self.screens.get(line.by)
        if screen is None or line.refused:
            outcome = self.stage.play(self._named(line))
            assert not outcome.wrong, (line.where, outcome)
        else:
            before = self.folded
            fields = self._named(line).fields
            people = self.stage.table.people
            behalf = people[line.behalf] if line.behalf else None
            named = {name: people.get(value, value) if name == "person" else value for name, value in fields.items()}
            self.do(screen, line.word, {k: v for k, v in named.items() if k != "key"}, behalf)
            self._wait_for_act(before.seq, line)
            self._learn(line)
        self.all_screens_up_to_date(line)

    def _named(self, line: Does) -> Does:
        renamed = {
            name: self.called.get(value, value) if isinstance(value, str) else value
            for name, value in line.fields.items()
        }
        return Does(line.at, line.where, line.by, line.word, renamed, line.behalf, line.refused, line.unmet)

    def renamed(self, check: Check) -> Check:
        """A check with the subjects as they are called here: pages do not choose keys."""
        return Check(check.at, check.where, {name: self._rename(value) for name, value in check.expected.items()})

    def _rename(self, value):
        if isinstance(value, dict):
            return {self.called.get(name, name): held for name, held in value.items()}
        return self.called.get(value, value) if isinstance(value, str) else value

    def _learn(self, line: Does) -> None:
        if "key" not in line.fields:
            return
        made = self.folded.session.subjects if line.word == "propose_subject" else self.folded.session.actions
        self.called[line.fields["key"]] = made[-1].id

    def all_screens_up_to_date(self, line) -> None:
        for who, screen in self.screens.items():
            until = time.monotonic() + ON_TIME
            while late := self.late(screen):
                assert time.monotonic() < until, f"{line.where} {who} {late} {self.complaints}"
                time.sleep(0.02)

    def late(self, screen: Page) -> dict[str, tuple[str, str]]:
        """The islands that do not stand on an open page as the server would show them now: what stands, what should."""
        seat, shown = screen.evaluate(SHOWN)
        due = screen.request.get(f"{self.url}{seat['view']}?seat={seat['seat']}").json()["islands"]
        stands = {name: without_clocks(html) for name, html in shown.items()}
        return {
            name: (stands.get(name, ""), text)
            for name, html in due.items()
            if stands.get(name) != (text := without_clocks(html))
        }

    def _wait_for_act(self, seq: int, line) -> None:
        until = time.monotonic() + ON_TIME
        while self.folded.seq <= seq:
            assert time.monotonic() < until, f"{line.where}: {line.word} was not done"
            time.sleep(0.01)

    def looks(self, line: Look) -> None:
        screen = self.screens.get(line.who)
        if screen is None:
            outcome = self.stage.play(line)
            assert not outcome.wrong, (line.where, outcome)
            return
        page = screen.content()
        assert missing(page, line.sees) == [], line.where
        assert leaked(page, line.hides) == [], line.where

    def stays_accessible(self) -> None:
        """axe finds nothing on any open screen, at each stage and moment once."""
        session = self.folded.session
        for who, screen in self.screens.items():
            if (now := (str(session.moment or session.stage), who)) not in self.looked_at:
                self.looked_at.add(now)
                assert violations(screen, *WCAG) == [], now


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.method("S0", "S0.2", "S0.3", "S1", "S2", "S3", "S4", "S5", "S6", "F6", "F7")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_session_on_every_screen(language, house, sit, complaints):
    file = resources.files("besace.rehearse") / "scenarios" / f"serenity.{language}.toml"
    scenario = read(Path(str(file)))
    with clock.at(EVENING):
        stage = inside(scenario)
        devices, room_id = stage.table.devices, stage.table.room.id
        screens = {who: sit(page_of(room_id, who), devices[who]) for who in PHONES}
        screens["fay"] = sit(page_of(room_id, "fay"), devices["fay"], 1280, 800)
        screens[SCREEN] = sit(page_of(room_id, SCREEN), devices[SCREEN], 1920, 1080)
        room = Room(house.url, stage, screens, complaints)
        for line in scenario.script:
            clock.put(EVENING + line.at)
            nudges.nudge(room_id)  # a clock that jumps wakes nobody by itself
            room.stays_accessible()
            if isinstance(line, Does):
                room.does(line)
            elif isinstance(line, Look):
                room.looks(line)
            elif isinstance(line, Check):
                outcome = stage.play(room.renamed(line))
                assert not outcome.wrong, (line.where, outcome)
        room.stays_accessible()
    assert complaints == []
