import asyncio
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from django.test import override_settings

from besace.live import clock, nudges, presence, rooms, screens, seats
from besace.live.act import act
from besace.live.events import beat
from besace.live.models import Room, Seat
from besace.live.seats import Place
from besace.live.streams import SETTLES, Stream, Streams
from besace.method.acts import Act
from tests.live.cast import ANA, FAY, NAMES, a_room
from tests.live.running import Screen, plain, post, served

NINE = [f"p-{n}" for n in range(9)]


@pytest.fixture(scope="module", autouse=True)
def _urls() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.live.urls"):
        yield


@pytest.fixture(scope="module")
def port(_urls: None) -> Iterator[int]:
    with served() as found:
        yield found


def seated(room: Room, person: str, role: str = Seat.Role.PARTICIPANT) -> str:
    key = seats.new_key()
    seats.take(room, person, key, role)
    return key


def fay_in(room: Room) -> str:
    return seated(room, FAY, Seat.Role.FACILITATOR)


def test_every_act_reaches_every_one_of_eleven_screens(port):
    people = {f"p-{n}": f"Person {n}" for n in range(9)}
    room = rooms.open_room(
        {"facilitator_name": "Fay", "people": [{"id": one, "name": name} for one, name in people.items()]}, FAY
    )
    keys = [fay_in(room), seated(room, "screen", Seat.Role.SCREEN), *(seated(room, one) for one in people)]
    screens = [Screen(port, room, key) for key in keys]
    for screen in screens:
        screen.reach(1)
    for person in people:
        status, _ = post(port, room, keys[0], "admit", person=person)
        assert status == 200
    _, answer = post(port, room, keys[0], "open")
    for screen in screens:
        screen.reach(answer["seq"])

    assert answer["seq"] == 11
    assert {screen.stage for screen in screens} == {"reception"}
    for screen in screens:
        screen.close()


@pytest.fixture
def viewed(monkeypatch) -> Counter[str]:
    """Whose view was worked out how often."""
    found = Counter[str]()
    view = screens.shown_of

    def counting(room: Room, folded: rooms.Folded, viewer: str, role: str) -> screens.Shown:
        found[viewer] += 1
        return view(room, folded, viewer, role)

    monkeypatch.setattr(screens, "shown_of", counting)
    return found


def a_full_room(port: int) -> tuple[Room, list[str]]:
    """A room of nine, all admitted, and the keys of its eleven screens: console, board, phones."""
    people = {one: f"Person {one}" for one in NINE}
    room = rooms.open_room(
        {"facilitator_name": "Fay", "people": [{"id": one, "name": name} for one, name in people.items()]}, FAY
    )
    keys = [fay_in(room), seated(room, "screen", Seat.Role.SCREEN), *(seated(room, one) for one in people)]
    for person in people:
        post(port, room, keys[0], "admit", person=person)
    return room, keys


def come(port: int, room: Room, keys: list[str]) -> list[Screen]:
    live = [Screen(port, room, key) for key in keys]
    for screen in live:
        screen.reach(10)
    time.sleep(3 * SETTLES)
    return live


def test_a_room_that_comes_at_once_is_viewed_once_a_screen(port, viewed):
    room, keys = a_full_room(port)
    live = come(port, room, keys)

    assert viewed == Counter([FAY, "screen", *NINE])
    for screen in live:
        screen.close()


def test_the_console_hears_together_of_those_who_come_back_and_they_hear_nothing_of_each_other(
    port, viewed, monkeypatch
):
    monkeypatch.setattr(presence, "GRACE", 0.2)
    room, keys = a_full_room(port)
    console, board, *phones = come(port, room, keys)
    for phone in phones:
        phone.close()
    while console.islands["presence"].count("Person") < len(NINE):
        console.next()
    viewed.clear()
    back = come(port, room, keys[2:])
    while "Person" in console.islands["presence"]:
        console.next()

    assert viewed - Counter({FAY: viewed[FAY]}) == Counter(NINE)
    assert viewed[FAY] <= len(NINE) / 2
    for screen in (console, board, *back):
        screen.close()


def test_coming_back_is_the_whole_view(port):
    room = a_room()
    key = fay_in(room)
    first = Screen(port, room, key)
    first.reach(1)
    first.close()
    post(port, room, key, "admit", person=ANA)
    again = Screen(port, room, key)
    again.reach(2)

    assert set(again.islands) >= set(first.islands)
    again.close()


def test_the_fifth_stream_of_a_device_is_told_to_poll(port):
    room = a_room()
    key = fay_in(room)
    screens = [Screen(port, room, key) for _ in range(5)]

    assert [screen.status for screen in screens] == [200, 200, 200, 200, 204]
    for screen in screens:
        screen.close()


def test_a_stranger_finds_nothing(port):
    room = a_room()

    assert Screen(port, room, seats.new_key()).status == 404
    assert Screen(port, room, "").status == 404


def test_a_device_shut_out_is_cut_at_once(port):
    room = a_room()
    key = seats.new_key()
    place = seats.take(room, ANA, key, Seat.Role.PARTICIPANT)
    screen = Screen(port, room, key)
    screen.reach(1)
    began = time.monotonic()
    seats.shut_out(room, place.id)
    while (told := screen.next()["event"]) == "message":
        pass

    assert told == "out"
    assert time.monotonic() - began < 2
    assert Screen(port, room, key).status == 404
    screen.close()


def test_moving_to_another_phone_cuts_the_former_one(port):
    room = a_room()
    key, other = seated(room, ANA), seats.new_key()
    screen = Screen(port, room, key)
    screen.reach(1)
    seats.take(room, ANA, other, Seat.Role.PARTICIPANT)
    seats.release_others(room, ANA, other)
    while (told := screen.next()["event"]) == "message":
        pass

    assert told == "out"
    screen.close()


def test_the_console_says_whose_screen_went_until_it_is_back(port, monkeypatch):
    monkeypatch.setattr(presence, "GRACE", 0.2)
    room = a_room()
    ana, console = seated(room, ANA), Screen(port, room, key := fay_in(room))
    post(port, room, key, "admit", person=ANA)
    phone = Screen(port, room, ana)
    phone.reach(2)
    console.reach(2)
    assert NAMES[ANA] not in console.islands["presence"]
    assert presence.here(room.id) == {FAY, ANA}
    phone.close()
    while NAMES[ANA] not in console.islands["presence"]:
        console.next()
    assert presence.here(room.id) == {FAY}
    phone = Screen(port, room, ana)
    while NAMES[ANA] in console.islands["presence"]:
        console.next()

    assert presence.here(room.id) == {FAY, ANA}
    phone.close()
    console.close()


def test_time_alone_wakes_the_screens_when_a_step_is_used_up(port):
    room = a_room(rate=1800)
    key = fay_in(room)
    post(port, room, key, "admit", person=ANA)
    post(port, room, key, "open")
    screen = Screen(port, room, key)
    screen.reach(3)
    assert not screen.islands["overrun"]
    while not screen.next().get("islands", {}).get("overrun"):
        pass

    assert clock.now(room) - rooms.folded(room).at >= 1800
    screen.close()


def test_the_end_of_a_step_is_everybody_s_and_each_minute_beyond_it_the_facilitator_s_alone(port, viewed, monkeypatch):
    monkeypatch.setattr(screens.doors, "rotates_in", lambda: 10**6)
    room = a_room(rate=1800)
    key = fay_in(room)
    post(port, room, key, "admit", person=ANA)
    post(port, room, key, "open")
    console, phone = Screen(port, room, key), Screen(port, room, seated(room, ANA))
    while "over=True" not in phone.islands.get("head", ""):
        phone.next()
    while not console.islands.get("overrun"):
        console.next()
    viewed.clear()
    minutes: set[str] = set()
    while len(minutes) < 3:
        console.next()
        minutes.add(console.islands["overrun"])

    assert set(viewed) == {FAY}
    console.close()
    phone.close()


def test_who_comes_just_as_a_step_is_used_up_keeps_nobody_from_seeing_it(viewed, monkeypatch):
    room = a_room()
    place = seats.take(room, ANA, seats.new_key(), Seat.Role.PARTICIPANT)
    monkeypatch.setattr(screens, "next_change", lambda *_: (60.0, 60.0))

    async def comes_late() -> int:
        streams = Streams(plain)
        streams._start()
        await asyncio.to_thread(screens.remember, room)
        hub = streams._enter(room, Stream(place, "en", sent))
        await asyncio.sleep(0)
        before = viewed[ANA]
        hub.all_change_at = asyncio.get_running_loop().time()  # the instant is here, the timer has not rung
        monkeypatch.setattr(screens, "next_change", lambda *_: (60.0, None))
        streams._pushes.set_timer(hub)
        await asyncio.sleep(0.05)
        nudges.stop_listening(streams._nudged)
        return int(viewed[ANA] - before)

    async def sent(_message: dict[str, bytes]) -> None: ...

    assert asyncio.run(comes_late()) == 1


def test_a_server_that_stops_ends_its_screens_at_once_and_without_a_word(caplog):
    room = a_room()
    with served() as port:
        screen = Screen(port, room, fay_in(room))
        screen.reach(1)
        began = time.monotonic()

    assert time.monotonic() - began < 1
    assert screen.next()["event"] == "out"
    assert not [record for record in caplog.records if record.name.startswith("uvicorn")]
    screen.close()


def test_a_burst_melts_into_one_event_for_a_slow_reader():
    room = a_room()
    place = seats.take(room, FAY, seats.new_key(), Seat.Role.FACILITATOR)
    sent = asyncio.run(slowly_read(room, place, acts=40))

    assert len(sent) == 2
    assert b'"seq": 41' in sent[-1]


async def slowly_read(room: Room, place: Place, acts: int) -> list[bytes]:
    """What a screen is sent that takes its first event only after so many acts."""
    streams, sent, gate = Streams(plain), list[bytes](), asyncio.Event()

    async def send(message: dict[str, bytes]) -> None:
        sent.append(message["body"])
        await gate.wait()

    streams._start()
    await asyncio.to_thread(screens.remember, room)
    streams._enter(room, Stream(place, "en", send))
    await asyncio.sleep(0.05)
    for n in range(acts):
        word = Act("admit" if n % 2 == 0 else "mark_absent", {"person": ANA})
        await asyncio.to_thread(act, room, FAY, word, f"burst-{n}")
    gate.set()
    await asyncio.sleep(0.1)
    nudges.stop_listening(streams._nudged)
    return sent


@pytest.mark.parametrize(
    ("screens_open", "spread"), [(0, 0), (11, 22), (1_000, 2_000), (10_000, 20_000), (90_000, 20_000)]
)
def test_each_beat_tells_over_how_long_so_many_screens_come_back(screens_open, spread):
    assert beat(screens_open) == b'event: beat\ndata: {"spread": %d}\n\n' % spread


def test_screens_are_counted_for_as_long_as_they_are_open(port, monkeypatch):
    monkeypatch.setattr("besace.live.beats.BEAT_EVERY", 0.2)
    monkeypatch.setattr("besace.live.events.BACK_A_SECOND", 1)
    room = a_room()
    with served() as own:
        one, two = Screen(own, room, fay_in(room)), Screen(own, room, seated(room, ANA))
        told = [_spread(one) for _ in range(3)]
        two.close()
        for _ in range(20):
            told.append(_spread(one))
            if told[-1] == 1_000:
                break
        one.close()

    assert 2_000 in told[:3]
    assert told[-1] == 1_000


def _spread(screen: Screen) -> int:
    while (event := screen.next())["event"] != "beat":
        pass
    found: int = event["spread"]
    return found
