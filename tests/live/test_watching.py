"""What another process destroys is heard here within a second or two: screens end, memory lets go."""

import time

import pytest
from django.test import override_settings

from besace.journal import shelf, tombs
from besace.journal.keys import VAULT_KEYS
from besace.journal.writer import WRITER
from besace.live import rooms, seats, watching
from besace.live.models import Seat
from tests.live.cast import ANA, FAY, a_room
from tests.live.running import Screen, post, served


@pytest.fixture(scope="module")
def port():
    with override_settings(ROOT_URLCONF="tests.live.urls"), served() as found:
        yield found


def seated(room, person, role=Seat.Role.PARTICIPANT):
    key = seats.new_key()
    seats.take(room, person, key, role)
    return key


def shredded_elsewhere(room) -> None:
    """What another process leaves on disk, this one's memory untouched."""
    kids = [row.kid for row in shelf.living(room.journal)]

    def gone() -> None:
        tombs.lay([(kid, room.journal) for kid in kids], 1)
        with shelf.changing(told=True):
            shelf.bury(kids, 1)
        Seat.objects.filter(room=room).delete()

    WRITER.run(gone)


def ended(screen: Screen) -> bool:
    """Whether the screen is told to go, and its stream closed."""
    while (event := screen.next())["event"] == "message":
        pass
    return bool(event["event"] == "out" and screen.next()["event"] == "end")


def test_screens_of_a_room_shredded_by_another_process_end_and_others_stay(port):
    room, other = a_room(), a_room()
    keys = [seated(room, FAY, Seat.Role.FACILITATOR), seated(room, ANA)]
    screens = [Screen(port, room, key) for key in keys]
    beside_key = seated(other, FAY, Seat.Role.FACILITATOR)
    beside = Screen(port, other, beside_key)
    for screen in (*screens, beside):
        screen.reach(1)
    seen = shelf.generation()
    shredded_elsewhere(room)
    held = VAULT_KEYS.key_for(room.journal, "session", 1)  # memory does not know
    assert held.kid in tombs.of(room.journal)

    begun = time.monotonic()
    watching.look(seen)
    assert all(ended(screen) for screen in screens)
    assert time.monotonic() - begun < 2
    assert rooms.folded(room).session.people == ()
    _, answer = post(port, other, beside_key, "admit", person=ANA)
    beside.reach(answer["seq"])


def test_the_thread_hears_of_it_by_itself_within_two_seconds(port):
    room = a_room()
    screen = Screen(port, room, seated(room, ANA))
    screen.reach(1)
    watching.start()
    shredded_elsewhere(room)
    begun = time.monotonic()
    assert ended(screen)
    assert time.monotonic() - begun < 2


def test_where_nothing_was_destroyed_nothing_is_forgotten():
    room = a_room()
    held = VAULT_KEYS.key_for(room.journal, "session", 1)
    seen = shelf.generation()
    assert watching.look(seen) == seen
    assert VAULT_KEYS._kept[(room.journal, "session")][0] is held
