"""A session survives: its server killed in each of the nine stages, the laptop shut for ten minutes, the phones off.

What it says at the end is what it would have said undisturbed, on every screen and in the journal, entry by entry.
"""

import json
import random
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from besace import journal
from besace.live import clock, seats
from besace.method.words import SCREEN, STAGES
from besace.rehearse.doors import Outside, form_of, page_of
from besace.rehearse.play import EVENING, inside
from besace.rehearse.scenario import Does, read
from tests.edge.people import LAPTOP, LIVE
from tests.edge.weather import Weather, weather
from tests.faults import standing
from tests.faults.served import Served, run

pytestmark = [pytest.mark.fault("survives"), pytest.mark.e2e, pytest.mark.slow]

STORY = Path(__file__).parents[1] / "scenarios" / "deux-voisines.toml"
SCENARIO = read(STORY)
PHONE = (390, 844)
AWAY = 600
PATIENCE = 60_000
WORDS = "() => document.querySelector('main').innerText.replace(/\\d+[:′’ ]?\\d*|\\s+/g, ' ')"
"""What a screen says, without the time that runs on it."""


@dataclass
class Evening:
    """The session under way: its server, what each knows, and how far the clock was put on."""

    house: Served
    table: dict[str, Any]
    later: int = 0
    kills: int = 0
    seen: set[str] = field(default_factory=set)
    played: list[tuple[Does, int]] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(5))

    def __post_init__(self) -> None:
        """Everyone has a door of her own."""
        devices = self.table["devices"].items()
        self.doors = {key: Outside(self.house.url, device, SCENARIO.language) for key, device in devices}
        self.path = f"/s/{self.table['room']}/act"

    def goes_to(self, at: int) -> None:
        """The clock of the house stands at this instant of the story, or as much later as someone was away."""
        standing.put(self.house.folder, EVENING + at + self.later)

    def does(self, line: Does, *, under_a_kill: bool = False) -> None:
        """A line of the story; the server may die while it is being said. It is said until it is answered."""
        self.played.append((line, line.at + self.later))
        form = self._form(line)
        killer = threading.Thread(target=self._kills)
        if under_a_kill:
            killer.start()
        status, body = self._patiently(line.by, form)
        if under_a_kill:
            killer.join()
            assert self._patiently(line.by, form) == (status, body)  # asked again, it is told the same
        refused = json.loads(body)["refused"]
        assert (refused and refused["code"]) == line.refused, line.where

    def view(self, who: str) -> str:
        """What a screen is told, whole."""
        found = self.doors[who].get(f"/s/{self.table['room']}/view")
        assert found.status == 200
        return json.dumps(json.loads(found.body)["islands"])

    def stage(self) -> str:
        """The stage that the console is told of."""
        return str(json.loads(self.doors[SCENARIO.facilitator].get(f"/s/{self.table['room']}/view").body)["stage"])

    def _kills(self) -> None:
        time.sleep(self.chance.uniform(0, 0.03))
        self.house.kill()
        self.kills += 1
        self.house.start()

    def _patiently(self, who: str, form: dict[str, str]) -> tuple[int, str]:
        until = time.monotonic() + PATIENCE / 1000
        while True:
            try:
                found = self.doors[who].post(self.path, form)
            except (OSError, HTTPException):
                assert time.monotonic() < until
                time.sleep(0.05)
            else:
                assert found.status in {200, 409}, found
                return found.status, found.body

    def _form(self, line: Does) -> dict[str, str]:
        people = self.table["people"]
        fields = {name: people.get(value, value) if name == "person" else value for name, value in line.fields.items()}
        form = form_of(fields) | {"act": line.word, "id": secrets.token_hex(8)}
        return form | {"for": people[line.behalf]} if line.behalf else form


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    house = Served(tmp_path / "house", module="tests.faults.standing")
    house.folder.mkdir()
    table = run("tests.faults.laying", str(STORY), surroundings=house.surroundings)
    standing.put(house.folder, EVENING)
    house.start()
    yield Evening(house, table)
    house.kill()


def sits(browser: Browser, evening: Evening, who: str, line: Weather, size: tuple[int, int]) -> Page:
    """A browser that holds someone's seat, behind a line that can be cut."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=SCENARIO.language)
    context.add_cookies([{"name": seats.COOKIE, "value": evening.table["devices"][who], "url": line.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(line.url + page_of(evening.table["room"], who))
    page.wait_for_function(LIVE)
    return page


def undisturbed(played: list[tuple[Does, int]]) -> list[Any]:
    """The same lines at the same instants in this process, with nothing going wrong: its entries."""
    with clock.at(EVENING):
        stage = inside(SCENARIO)
        for line, at in played:
            clock.put(EVENING + at)
            assert not stage.play(line).wrong
        entries = journal.read(stage.table.room.journal)
    return named([[one.kind, one.by, one.behalf, one.fields, one.at] for one in entries])


def named(entries: list[Any]) -> list[Any]:
    """Entries with people by the order in which they come up: two evenings compare."""
    text = json.dumps(entries, sort_keys=True)
    ids = sorted({one["id"] for one in entries[0][3]["people"]} | {entries[0][1]}, key=text.index)
    for n, one in enumerate(ids):
        text = text.replace(one, f"person {n}")
    return list(json.loads(text))


def test_a_session_survives_all_of_it(browser: Browser, evening: Evening, figure):
    fay, phones = SCENARIO.facilitator, SCENARIO.participants
    with weather(evening.house.port) as desk, weather(evening.house.port) as cafe:
        screens = [sits(browser, evening, fay, desk, LAPTOP)]
        screens += [sits(browser, evening, who, cafe, PHONE) for who in phones]
        for line in (one for one in SCENARIO.script if isinstance(one, Does)):
            evening.goes_to(line.at)
            stage = evening.stage()
            evening.does(line, under_a_kill=stage not in evening.seen)
            if stage not in evening.seen:
                evening.seen.add(stage)
                happens(stage, evening, desk, cafe, screens)
        evening.seen.add(evening.stage())
        evening._kills()  # in the last of the stages: it is closed
        assert evening.seen == set(map(str, STAGES))
        are_whole(evening, screens)
    evening.house.kill()
    read_again = evening.house.reads("entries")

    told = read_again["rooms"][evening.table["room"]]
    assert read_again["sound"] == [True, True]
    assert told["sequences"] == list(range(1, told["last"] + 1))
    assert named(told["entries"]) == undisturbed(evening.played)
    figure(
        f"{evening.kills} kills, at least one in each of {len(STAGES)} stages, the laptop away {AWAY // 60} min, every"
        f" phone off for a step: all {told['last']} entries as in the same session undisturbed, every screen whole"
    )


def happens(stage: str, evening: Evening, desk: Weather, cafe: Weather, screens: list[Page]) -> None:
    """In step 2 the laptop comes back after ten minutes away, in step 4 the phones after the step before."""
    if stage == "presentation":
        desk.cut()
        evening.later += AWAY
    elif stage == "clarification":
        desk.back()
        expect(screens[0].locator("#link")).to_be_empty(timeout=PATIENCE)
    elif stage == "contract":
        cafe.cut()
    elif stage == "reactions":
        cafe.back()
        for phone in screens[1:]:
            expect(phone.locator("#link")).to_be_empty(timeout=PATIENCE)


def are_whole(evening: Evening, screens: list[Page]) -> None:
    """Each screen, left alone all evening, says what it says when opened anew; the views outlive one kill more."""
    everyone = (SCENARIO.facilitator, *SCENARIO.participants, SCREEN)
    before = [evening.view(who) for who in everyone]
    evening._kills()
    assert [evening.view(who) for who in everyone] == before
    for page in screens:
        expect(page.locator("#link")).to_be_empty(timeout=PATIENCE)
        left = page.evaluate(WORDS)
        page.reload()
        page.wait_for_function(LIVE)
        assert page.evaluate(WORDS) == left
