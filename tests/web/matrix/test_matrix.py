"""The whole table against the whole house: every act and every word, by everyone, in every phase, by every channel.

One session is lived scene by scene. In each, everyone tries every act, and all that reaches anyone is collected; then
each cell of the table is judged. Negative controls open a hole on purpose and must be found.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

import besace.urls
from besace.live import clock, ending
from besace.method.rules import RULES
from besace.method.view import table as method_table
from besace.method.words import Role
from besace.people import aftermath
from besace.policy import Gate, Party, Phase, asking, gate_of
from besace.web.islands import render
from tests.live.running import served
from tests.web.everyone import PARTS
from tests.web.matrix import channels, reading, writing
from tests.web.matrix.people import AT, OF, World, party_of, world
from tests.web.matrix.story import SCENES

IN_ROOM = frozenset({"room", "view", "board"})
SELDOM = frozenset(
    name
    for name in PARTS
    if gate_of(name) in {Gate.OPEN, Gate.BY_LINK, Gate.SIGNED_IN, Gate.KEYED, Gate.ORGANISING} or "sheet" in name
)
"""Pages on which nothing of a session stands: looked at before, in the beginning and after."""
LEAST = 8_000
"""So many cells there are at least; fewer, and the matrix has lost some."""


@dataclass
class Evening:
    """What was collected of a session: what reached whom, and what was tried."""

    told: list[reading.Told] = field(default_factory=list)
    tried: writing.Tried = field(default_factory=writing.Tried)


def plainly(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """An answer for what does not exist, without the time it takes to draw the page: only its status is looked at."""
    return HttpResponse(status=404)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr("besace.web.demo.running", lambda: None)
    monkeypatch.setattr(besace.urls, "handler404", plainly, raising=False)
    with clock.at(AT), served(render) as found:
        yield found


def listened(of: World, phase: Phase, port: int, evening: Evening, *, last: bool) -> None:
    """Collects what reaches everyone: the room in each scene, all pages, files and letters at the end of a phase."""
    names = frozenset(PARTS) - IN_ROOM - (frozenset() if phase in {"P", "0", "E"} else SELDOM)
    for who in OF:
        heard = [*channels.room(of, who, port), *(channels.pages(of, who, names) if last else ())]
        evening.told += [(party_of(of, who), phase, one) for one in heard]
    if last:
        evening.told += [(party_of(of, one.who), phase, one) for one in channels.posted(of)]


def lived(port: int) -> Evening:
    """The whole evening."""
    of, evening, seen = world(), Evening(), set[Phase]()
    for number, (scene, phase, play) in enumerate(SCENES):
        play(of)
        if phase is Phase.ENDED:
            aftermath.settle_all()
        last = number + 1 == len(SCENES) or SCENES[number + 1][1] is not phase
        listened(of, phase, port, evening, last=last)
        writing.everyone(of, phase, evening.tried, scene, first=phase not in seen)
        seen.add(phase)
    ending.end(of.open_room)
    listened(of, Phase.SHREDDED, port, evening, last=False)
    writing.everyone(of, Phase.SHREDDED, evening.tried, "shredded", first=True)
    return evening


@pytest.mark.slow
@pytest.mark.method("F4", "F6")
def test_every_cell_of_the_table_is_as_it_says(port, record_property):
    evening = lived(port)
    found = reading.judged(evening.told)
    wrong = [*found.failures, *writing.judged(evening.tried)]
    cells = found.cells + evening.tried.cells()
    heard = Counter(one.channel.split()[0] for _, _, one in evening.told)

    record_property("matrix", f"{sum(cells.values()):,} cells ({dict(cells)}), heard by {dict(heard)}")
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert sum(cells.values()) >= LEAST
    assert {"page", "pdf", "stream", "feed", "letter"} <= set(heard)


def until(last: str, port: int, *, tries: str = "") -> tuple[World, Evening]:
    """The evening up to a scene, of which alone anything is collected."""
    of, evening = world(), Evening()
    for scene, phase, play in SCENES:
        play(of)
        if scene == last:
            listened(of, phase, port, evening, last=False)
            if tries:
                for name in OF:
                    writing._one(of, phase, evening.tried, None, (name, tries, ""))
            break
    return of, evening


def test_a_hole_through_which_the_facilitator_reads_a_note_is_found(port, monkeypatch):
    drawn = method_table.masthead_of

    def leaking(session: Any) -> Any:
        notes = [note.text for mine in session.notes.values() for note in mine]
        return replace(drawn(session), title=" ".join(notes))

    assert not [one for one in reading.judged(until("clear", port)[1].told).failures if "Private notes" in one]
    monkeypatch.setattr(method_table, "masthead_of", leaking)
    found = [one for one in reading.judged(until("clear", port)[1].told).failures if "Private notes" in one]

    assert any("F @2 · another: fay reads it by stream" in one for one in found)
    assert any("fay reads it by page room" in one for one in found)


def test_a_hole_through_which_the_facilitator_votes_is_found(port, monkeypatch):
    assert writing.judged(until("vote_open", port, tries="vote")[1].tried) == []
    rule = RULES["vote"]
    object.__setattr__(rule, "who", rule.who | {Role.FACILITATOR})
    monkeypatch.setattr(asking, "OPEN_ACTS", asking.OPEN_ACTS | {("vote", "facilitator", "reception")})
    try:
        found = writing.judged(until("vote_open", port, tries="vote")[1].tried)
    finally:
        object.__setattr__(rule, "who", rule.who - {Role.FACILITATOR})

    assert found == ["vote · F @0 · own: fay did it"]


def test_a_rule_that_opens_more_than_the_table_opens_nothing(port):
    rule = RULES["vote"]
    object.__setattr__(rule, "who", rule.who | {Role.FACILITATOR})
    try:
        tried = until("vote_open", port, tries="vote")[1].tried
    finally:
        object.__setattr__(rule, "who", rule.who - {Role.FACILITATOR})

    assert tried.accepted["vote", Party.FACILITATOR, Phase.RECEPTION, "own"] is False
    assert writing.judged(tried) == []
