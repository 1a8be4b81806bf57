"""What is drawn for a change goes to all its screens, and goes with it."""

import gc
import weakref

import pytest

from besace.live.events import Change, Events, Sent
from besace.live.models import Room
from besace.live.screens import Shown


class Island:
    """Some value that can be told from another, and looked for when it should be gone."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Island) and other.words == self.words

    def __hash__(self) -> int:
        return hash(self.words)


def shown(island: Island) -> Shown:
    return Shown(1, 0, "phone", "contract", "en", {"contract": island})


@pytest.fixture
def drawn():
    return []


@pytest.fixture
def events(drawn):
    def render(name: str, value: object | None, _: str) -> str:
        drawn.append(name)
        return value.words if isinstance(value, Island) else ""

    return Events(render)


def test_what_several_screens_see_is_drawn_once_in_each_language(events, drawn):
    change, room = Change(), Room(id="room")

    said = [events.event(room, change, shown(Island("seen")), Sent(), "en") for _ in range(3)]
    events.event(room, change, shown(Island("seen")), Sent(), "fr")

    assert drawn == ["contract", "contract"]
    assert all(b'"contract":"seen"' in one for one in said)


def test_no_word_outlives_the_change_and_the_screens_that_have_it(events):
    change, sent, island = Change(), Sent(), Island("nobody else's")
    events.event(Room(id="room"), change, shown(island), sent, "en")
    still = weakref.ref(island)
    assert still() is not None

    del change, sent, island
    gc.collect()

    assert still() is None


def test_screens_that_show_the_same_hold_one_object_for_it(events):
    one, other = Sent(), Sent()
    for sent in (one, other):
        events.event(Room(id="room"), Change(), shown(Island("the contract")), sent, "en")

    other.hold_as(one)

    assert other.changed({"contract": Island("the contract")}) == {}
    assert one._values["contract"] is other._values["contract"]


def test_a_screen_that_shows_something_else_keeps_it(events):
    one, other, third = Sent(), Sent(), Sent()
    for sent, words in ((one, "hers"), (other, "mine")):
        events.event(Room(id="room"), Change(), shown(Island(words)), sent, "en")

    other.hold_as(one)
    other.hold_as(third)

    assert other.changed({"contract": Island("mine")}) == {}
