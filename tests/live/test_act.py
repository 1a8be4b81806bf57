import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from besace import journal
from besace.journal.writer import WRITER
from besace.live import clock, nudges, rooms
from besace.live.act import act
from besace.method.acts import Act, Code
from besace.method.evolve import fold
from tests.live.cast import ANA, BEA, FAY, a_room


def test_an_act_is_on_disk_when_it_is_answered():
    room = a_room()

    answer = act(room, FAY, Act("admit", {"person": ANA}), "admit-1")

    assert (answer.seq, answer.refusal) == (2, None)
    assert [entry.kind for entry in journal.read(room.journal)] == ["prepare", "admit"]


def test_the_same_id_is_done_once_and_answered_the_same():
    room = a_room()
    first = act(room, FAY, Act("admit", {"person": ANA}), "admit-1")
    act(room, FAY, Act("admit", {"person": BEA}), "admit-2")

    again = act(room, FAY, Act("admit", {"person": ANA}), "admit-1")

    assert again == first
    assert journal.last(room.journal) == 3


def test_an_id_is_its_senders_own():
    room = a_room()
    act(room, FAY, Act("admit", {"person": ANA}), "x")

    assert act(room, ANA, Act("raise_hand"), "x").seq == 3


def test_a_refused_act_changes_nothing_and_may_be_tried_again():
    room = a_room()
    refused = act(room, ANA, Act("open"), "try")

    assert refused.refusal is not None
    assert refused.refusal.code is Code.NOT_YOURS
    assert journal.last(room.journal) == 1


def test_a_done_act_keeps_its_answer_when_it_would_be_refused_now():
    room = a_room()
    act(room, FAY, Act("admit", {"person": ANA}), "admit-1")
    first = act(room, FAY, Act("open"), "open-1")

    assert first.refusal is None
    assert act(room, FAY, Act("open"), "another").refusal is not None
    assert act(room, FAY, Act("open"), "open-1") == first


def test_the_kept_session_is_the_session_folded_afresh():
    room = a_room()
    for word, fields in (("admit", {"person": ANA}), ("open", {}), ("advance", {}), ("give_floor", {"person": ANA})):
        assert act(room, FAY, Act(word, fields), word).refusal is None

    assert rooms.folded(room).session == fold(journal.read(room.journal))


def test_what_another_process_wrote_is_read_before_deciding(forget_memory):
    room = a_room()
    behind = rooms.folded(room)
    act(room, FAY, Act("admit", {"person": ANA}), "a")
    rooms.keep(room, behind)

    answer = act(room, ANA, Act("raise_hand"), "b")

    assert answer.refusal is None
    assert rooms.folded(room).session == fold(journal.read(room.journal))


def test_who_writes_does_not_wait_for_who_waits_to_write():
    """A second session is opened, and acted in, by who writes; two rooms may share a turn."""
    room, turn_taken, wrote = a_room(), threading.Event(), threading.Event()

    def writes() -> None:
        turn_taken.wait(5)
        act(room, FAY, Act("admit", {"person": BEA}), "within")
        wrote.set()

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(WRITER.run, writes)
        with rooms.lock(room):
            turn_taken.set()
            assert wrote.wait(5)
        writing.result(5)

    assert [entry.kind for entry in journal.read(room.journal)] == ["prepare", "admit"]


def test_time_never_runs_backwards_in_a_journal():
    with clock.at(2_000):
        room = a_room()
    with clock.at(1_000):
        act(room, FAY, Act("admit", {"person": ANA}), "o")

    assert [entry.at for entry in journal.read(room.journal)] == [2_000, 2_000]


@pytest.fixture
def nudged() -> Iterator[list[str]]:
    """The rooms whose screens here were told that something changed."""
    found: list[str] = []

    def listener(room_id: str, _devices: tuple[str, ...]) -> None:
        found.append(room_id)

    nudges.listen(listener)
    yield found
    nudges.stop_listening(listener)


@pytest.fixture
def heard_at_once(monkeypatch) -> None:
    """The announcement of what this process writes arrives before the answer that it is kept, as it may."""
    announce = nudges.announce

    def announced(room_id: str, seq: int = 0, devices: tuple[str, ...] = ()) -> None:
        announce(room_id, seq, devices)
        nudges.read(nudges.told(room_id, seq, None, devices))

    monkeypatch.setattr(nudges, "announce", announced)


@pytest.mark.engine("postgresql")
def test_an_act_of_this_process_wakes_its_screens_once_whenever_it_is_announced(nudged, heard_at_once):
    room = a_room()
    done = act(room, FAY, Act("admit", {"person": ANA}), "1")
    nudges.read(nudges.told(room.id, done.seq, None, ()))

    assert nudged == [room.id]


@pytest.mark.engine("postgresql")
def test_an_act_of_another_process_wakes_the_screens_of_this_one(nudged):
    room = a_room()
    nudges.read(nudges.told(room.id, 2, None, ()))

    assert nudged == [room.id]


@pytest.mark.engine("postgresql")
def test_what_was_announced_and_then_was_not_known_to_be_kept_is_looked_at(nudged, heard_at_once, monkeypatch):
    room = a_room()
    announced = nudges.announce

    def broken(room_id: str, seq: int = 0, devices: tuple[str, ...] = ()) -> None:
        announced(room_id, seq, devices)
        raise ConnectionResetError

    monkeypatch.setattr(nudges, "announce", broken)
    with pytest.raises(ConnectionResetError):
        act(room, FAY, Act("admit", {"person": ANA}), "1")

    assert nudged == [room.id]
    assert rooms.folded(room).seq == 1
    nudges.read(nudges.told(room.id, 3, None, ()))
    assert nudged == [room.id] * 2
