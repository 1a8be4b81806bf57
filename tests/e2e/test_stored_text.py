"""Stored text never executes: a corpus of ours through every field to every viewer, in a real browser."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from playwright.sync_api import Browser, Page, Route

from besace.live import clock, rooms, seats
from besace.live.act import act
from besace.method.gates import open_conditions
from besace.method.rules import RULES
from besace.method.words import SCREEN, Stage
from besace.rehearse import play, scenario
from besace.rehearse.doors import form_of
from besace.rehearse.scenario import Does, Line, Scenario
from besace.rehearse.table import Table, set_table
from besace.web.forms import act_of
from tests.e2e.corpus import CORPUS, MARKUP, chunks
from tests.e2e.house import House
from tests.e2e.unborn import Planted, Watch

pytestmark = pytest.mark.e2e

SCENARIOS = {file.stem: file for file in (Path(__file__).parents[1] / "scenarios").glob("*.toml")}
PLAYED = ("choir-away-and-back", "infirmieres-a-distance", "jardins-le-choix-suivant", "tram-workshop-four-a")
KINDS = {"text": 3_900, "line": 290, "address": 290}
WORDS = {
    (word, field.name): KINDS[kind]
    for word, rule in RULES.items()
    for field in rule.fields
    if (kind := field.read.__qualname__.split(".")[0]) in KINDS
}
"""Every field of an act that takes words, and how many."""
LINK = "https://example.org/Z9999Z/\"'><svg/born/onload=ran(50)>{{7|add:7}}"
TRIED = (
    ("arrange", {"title": "", "link": LINK, "next_when": "", "format_name": ""}),
    ("consent", {"object": "true", "reason": ""}),
    ("change_action", {"action": "", "text": ""}),
    ("admit", {"person": "", "name": ""}),
)
"""Acts of which no scenario has the words, tried at each step by everyone until one is taken."""


def test_the_corpus_is_what_it_says():
    assert len(set(CORPUS)) == len(CORPUS) >= 60
    assert set(" | ".join(chunks(290)).split(" | ")) == set(CORPUS)


def test_what_is_not_escaped_is_seen(browser: Browser):
    """The detector, on pages of its own where words are laid as they are: it is silent on the calm one alone."""
    context = browser.new_context()
    pages = {"/": "<p>Calm words</p>"} | {f"/{n}": f"<p>{words}" for n, words in enumerate(MARKUP)}
    context.route("**/*", lambda route: route.fulfill(content_type="text/html", body=pages.get(path_of(route), "")))
    watch = Watch(context, "http://unborn.example")
    calm = []
    for path, markup in pages.items():
        page = watch.opens(path)
        page.wait_for_timeout(20)
        watch.looks(page)
        calm += [] if watch.seen else [markup]
        watch.seen.clear()
        page.close()
    context.close()
    assert calm == [pages["/"]]


def path_of(route: Route) -> str:
    return urlsplit(route.request.url).path


def played(of: Scenario, table: Table, planted: Planted) -> Iterator[Line]:
    """Plays a scenario with the corpus for its words; before each line, everyone tries the acts no scenario has."""
    done: set[str] = set()
    for line in of.script:
        if not isinstance(line, Does) or line.refused:
            continue
        clock.put(play.EVENING + line.at)
        for condition in open_conditions(rooms.folded(table.room).session) if line.word == "advance" else ():
            does(table, planted, of.facilitator, "waive", {"condition": str(condition), "reason": ""}, None)
            yield line
        yield from tried(of, table, planted, done, line)
        does(table, planted, line.by, line.word, dict(line.fields), line.behalf)
        yield line
    yield from tried(of, table, planted, done, of.script[-1])


def tried(of: Scenario, table: Table, planted: Planted, done: set[str], line: Line) -> Iterator[Line]:
    """Has everyone try the acts of which no scenario has the words, until one is taken; from before the opening on."""
    late = rooms.folded(table.room).session.stage == Stage.CONCLUSION  # a newcomer would be waited for before
    for word, fields in (one for one in TRIED if one[0] not in done and (late or one[0] != "admit")):
        for who in (of.facilitator, *of.participants):
            if word not in done and may(table, who, word) and does(table, planted, who, word, dict(fields), None):
                done.add(word)
                yield line
                does(table, planted, who, "consent", {}, None)  # an objection is taken back


def may(table: Table, who: str, word: str) -> bool:
    """Whether it is the moment, and hers to do."""
    session, rule = rooms.folded(table.room).session, RULES[word]
    return rule.is_now(session) and rule.is_for(session, table.people[who])


def does(table: Table, planted: Planted, by: str, word: str, fields: dict[str, Any], behalf: str | None) -> bool:
    """One act through the only door; its words are the corpus, in as many parts as its fields take."""
    people = table.people
    fields = {name: people.get(value, value) if name == "person" else value for name, value in fields.items()}
    if word == "admit" and not fields.get("person"):
        fields["person"] = seats.new_person()
    if fields.get("action") == "":
        fields["action"] = next((one.id for one in rooms.folded(table.room).session.actions), "")
    marks = [name for name in fields if (word, name) in WORDS and name != "link"]
    kept = dict(planted.texts)
    for name in marks:
        parts = chunks(WORDS[word, name] - 10)
        nth = sum(where == f"{word}.{name}" for where, _ in planted.texts.values())
        fields[name] = planted.text(f"{word}.{name}", parts[nth % len(parts)])
    posted = QueryDict(mutable=True)
    posted.update({**form_of(fields), "act": word, **({"for": people.get(behalf, behalf)} if behalf else {})})
    taken = act(table.room, people[by], act_of(posted), seats.new_key()).refusal is None
    if not taken:
        planted.texts = kept  # it was not the moment
    return taken


def watches(browser: Browser, house: House, of: Scenario, table: Table) -> dict[str, tuple[Watch, Page]]:
    """Everyone's screen: the console, each one's phone, and the board."""
    found = {}
    for who in (of.facilitator, *of.participants, SCREEN):
        size = (390, 844) if who in of.participants else (1280, 800)
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB")
        context.add_cookies([{"name": seats.COOKIE, "value": table.devices[who], "url": house.url}])
        watch = Watch(context, house.url)
        path = f"/s/{table.room.id}/" + ("board/" if who == SCREEN else "")
        found[who] = watch, watch.opens(path)
    return found


def test_every_field_that_takes_words_is_filled():
    """Without a browser: a field that is new, or that no scenario fills any more, is named here."""
    filled = {("arrange", "link")}
    for name in PLAYED:
        _, planted = rehearsed(name)
        filled |= {(where.split(".")[0], where.split(".")[1]) for where in planted.places(planted.texts)}
    clock.put(None)
    assert set(WORDS) - filled == set()


def rehearsed(name: str) -> tuple[Table, Planted]:
    """A scenario played to its end in this process alone."""
    of, planted = scenario.read(SCENARIOS[name]), Planted()
    clock.put(play.EVENING)
    table = set_table(of)
    assert len(list(played(of, table, planted))) > len(planted.texts) / 2
    return table, planted


@pytest.mark.slow
@pytest.mark.parametrize("name", PLAYED)
def test_words_said_in_a_session_stay_words_on_every_screen(browser: Browser, house: House, name: str):
    """Looked at after each line as it comes in by the stream, and at the end as a whole page."""
    of, planted = scenario.read(SCENARIOS[name]), Planted()
    clock.put(play.EVENING)
    table = set_table(of)
    screens = watches(browser, house, of, table)
    known = 0
    for _ in played(of, table, planted):
        if len(planted.texts) == known:
            continue
        fresh = set(list(planted.texts)[known:])
        known = len(planted.texts)
        looked_at(screens, planted, {mark for mark in fresh if planted.texts[mark][0] not in UNREAD})
    for watch, page in screens.values():
        page.reload()
        planted.read(watch.looks(page))
    assert [watch.seen for watch, _ in screens.values()] == [[] for _ in screens]
    assert planted.places(planted.broken - planted.whole) == set()
    assert planted.places(planted.texts) - planted.places(planted.whole) <= UNREAD
    for watch, _ in screens.values():
        watch.context.close()


def looked_at(screens: dict[str, tuple[Watch, Page]], planted: Planted, fresh: set[str]) -> None:
    """Looks at every screen once a line has come in; a screen is given time until somebody has read the words."""
    end = time.monotonic() + COMES_IN
    while True:
        for watch, page in screens.values():
            page.wait_for_timeout(40)
            planted.read(watch.looks(page))
        if fresh <= planted.whole or time.monotonic() > end:
            return


COMES_IN = 3.0
"""Seconds within which a line has come to a screen, on a machine that is busy with others."""
UNREAD = {"consent.reason", "object.reason", "decline.reason"}
"""What the journal keeps and no screen shows: why a subject was set aside, or why someone stood in the way of one."""
