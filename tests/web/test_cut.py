"""Whoever is not of the room any more: her open stream is cut within two seconds, and her next request is refused (F4).

Over a real server and real sockets; each way of going is taken through its page, by another browser and in another
thread than the one that serves.
"""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import override_settings

from besace.live import clock, codes, doors, ending, links, rooms, seats
from besace.live.models import Room, Seat
from besace.live.seats import Place
from besace.people import holding
from besace.people.models import Claim, Meeting, Member
from tests.e2e.house import House, open_house
from tests.live.running import Screen
from tests.people import cast
from tests.people.cycling import Begun, begun

SOON = 2.0
MEASURED: list[tuple[str, float]] = []


@dataclass
class Scene:
    """A room of a cycle that is under way, and the one who is about to go, with her phone."""

    house: House
    ours: Begun
    meeting: Meeting
    room: Room
    key: str
    who: Member

    def post(self, by: Member, path: str, **told: str) -> None:
        """Someone sends a form, in her own browser."""
        answer = cast.just_in(by.person).post(path, told)
        assert answer.status_code == 302, (path, answer.status_code, answer.content.decode()[:2000])

    def host(self, path: str, **told: str) -> None:
        """Whoever facilitates sends a form from her console."""
        key = seats.new_key()
        holding.enter(self.meeting, self.ours.fay, key)
        browser = cast.browser()
        browser.cookies[seats.COOKIE] = key
        assert browser.post(f"/s/{self.room.id}/{path}", told).status_code in {200, 302}

    @property
    def seat(self) -> str:
        """Her seat's id."""
        return Seat.objects.get(room=self.room, device_id=seats.hashed(self.key)).pk


def left(one: Scene) -> None:
    one.post(one.who, f"/g/{one.ours.group.id}/own/leave", sure="on")


def removed(one: Scene) -> None:
    one.post(one.ours.fay, f"/g/{one.ours.group.id}/table/", act="remove", member=one.who.id)


def shut_out(one: Scene) -> None:
    one.host("door/release", device=one.seat)


def moved_by_the_door(one: Scene) -> None:
    other = seats.new_key()
    assert isinstance(doors.enter(codes.codes(one.room.id, clock.real()).typed, other, "::1"), doors.Entered)
    waiting = doors.knock(one.room, other, person=one.who.id)
    assert isinstance(waiting, doors.Waiting)
    one.host("door/answer", knock=waiting.id, words=waiting.words, answer="admit")


def moved_by_a_link(one: Scene) -> None:
    token = links.mint(one.room, Seat.Role.PARTICIPANT, one.who.id, once=True)
    cast.browser().post("/join/", {"token": f"seat.{one.room.id}.{token}"})


def given_up(one: Scene) -> None:
    one.post(one.who, "/me/settings/seats", seat=one.seat)


def signed_out_everywhere(one: Scene) -> None:
    one.post(one.who, "/me/settings/logins", all="1")


def handed_on(one: Scene) -> None:
    other = one.ours.fay
    one.post(other, f"/g/{one.ours.group.id}/table/", act="hand", session="1", to=other.id)


def ended(one: Scene) -> None:
    ending.end(one.room)


WAYS = (left, removed, shut_out, moved_by_the_door, moved_by_a_link, given_up, signed_out_everywhere, handed_on, ended)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with override_settings(BESACE_ADDRESS="http://127.0.0.1:8420"), open_house() as running:
        yield running
    for way, seconds in MEASURED:
        print(f"{way}: {seconds * 1000:.0f} ms")  # noqa: T201 - shown with -s


@pytest.fixture
def scene(house: House, request: pytest.FixtureRequest) -> Scene:
    """Ana's phone; or, where a session is handed on, Cora's console, who runs it until then."""
    ours = begun("Ana", "Bea", "Cleo")
    meeting, who = ours.meeting(1), ours.peers[0]
    if request.node.callspec.params["way"] is handed_on:
        who = cast.member(ours.group, cast.person("Cora"), Member.Role.CO_FACILITATOR)
    room, key = holding.open_room(meeting, ours.fay), seats.new_key()
    assert holding.enter(meeting, who, key)
    return Scene(house, ours, meeting, room, key, who)


def status_of(port: int, method: str, path: str, key: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    token = "t" * 32
    cookies = f"{seats.COOKIE}={key}; besace_csrf={token}"
    body = f"csrfmiddlewaretoken={token}&act=no-such-act" if method == "POST" else None
    line.request(method, path, body, {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"})
    return line.getresponse().status


@pytest.mark.method("F4")
@pytest.mark.parametrize("way", WAYS)
def test_her_stream_is_cut_within_two_seconds_and_her_next_request_refused(way: Callable[[Scene], None], scene: Scene):
    port, base = scene.house.port, f"/s/{scene.room.id}/"
    screen = Screen(port, scene.room, scene.key)
    screen.reach(1)
    assert status_of(port, "GET", f"{base}view", scene.key) == 200
    failures: list[BaseException] = []
    began = going = time.monotonic()

    def go() -> None:
        nonlocal going
        try:
            way(scene)
        except BaseException as failure:  # noqa: BLE001 - told by the thread that waits
            failures.append(failure)
        going = time.monotonic()

    other = threading.Thread(target=go)
    other.start()
    told = [screen.next()["event"]]
    while told[-1] not in {"out", "end"}:
        told.append(screen.next()["event"])
    cut = time.monotonic()
    other.join(20)

    assert failures == []
    assert told[-1] == "out"
    assert cut - began < SOON or cut - going < SOON
    MEASURED.append((way.__name__, cut - began))
    for method, path in (("GET", base), ("GET", f"{base}view"), ("GET", f"{base}stream"), ("POST", f"{base}act")):
        assert status_of(port, method, path, scene.key) in {404, 302}, path
    assert status_of(port, "GET", f"{base}view", scene.key) == 404
    assert screen.next()["event"] == "end"
    screen.close()


@pytest.mark.parametrize("way", [signed_out_everywhere])
def test_where_she_signs_out_everywhere_but_here_the_seat_here_stays(way: Callable[[Scene], None], scene: Scene):
    browser, here = cast.just_in(scene.who.person), seats.new_key()
    place = holding.enter(scene.meeting, scene.who, here)
    browser.cookies[seats.COOKIE] = here
    assert place
    browser.post("/me/settings/logins", {"all": "1"})

    assert seats.still(place)
    assert seats.seat_for(scene.room, scene.key) is None


@pytest.mark.parametrize("way", [given_up])
def test_a_seat_given_up_can_be_taken_again_by_whoever_it_is(way: Callable[[Scene], None], scene: Scene):
    way(scene)

    assert holding.enter(scene.meeting, scene.who, scene.key)
    assert rooms.folded(scene.room).session.is_here(scene.who.id)


@pytest.mark.parametrize("way", [given_up])
def test_nobody_takes_a_seat_of_someone_else_from_its_device(way: Callable[[Scene], None], scene: Scene):
    bea, seat = scene.ours.peers[1], scene.seat
    for asked in (seat, "", "x"):
        assert cast.browser(bea.person).post("/me/settings/seats", {"seat": asked}).status_code == 404
    cast.browser(bea.person).post("/me/settings/logins", {"all": "1"})

    assert seats.seat_for(scene.room, scene.key)
    assert seat not in cast.browser(bea.person).get("/me/settings/").content.decode()


@pytest.mark.parametrize("way", [given_up])
def test_each_seat_of_hers_is_listed_with_its_device_a_claimed_one_too(way: Callable[[Scene], None], scene: Scene):
    other = rooms.open_room({"facilitator_name": "Fay", "title": "Elsewhere", "people": []}, "fay-elsewhere")
    place = seats.take(other, "fay-elsewhere", scene.key, Seat.Role.FACILITATOR)
    Claim.objects.create(person=scene.who.person, room=other, seat=place.person, role=place.role, created=clock.now())
    here = cast.browser(scene.who.person)
    said = here.get("/me/settings/").content.decode()
    assert (said.count("a device known since"), said.count("Take the seat from it<")) == (2, 2)
    assert "Elsewhere" in said

    here.cookies[seats.COOKIE] = scene.key
    said = here.get("/me/settings/").content.decode()
    assert (said.count("here, on this device"), said.count("a device known since")) == (2, 0)
    assert f"/s/{other.id}/?seat={place.id}" in said


def test_what_is_said_of_the_room_meanwhile_does_not_reach_a_stream_in_doubt(house: House, monkeypatch):
    """Until it is known whether the seat is still hers, nothing new goes to her screen."""
    ours = begun("Ana", "Bea", "Cleo")
    meeting = ours.meeting(1)
    room, key = holding.open_room(meeting, ours.fay), seats.new_key()
    place = holding.enter(meeting, ours.peers[0], key)
    assert place
    screen = Screen(house.port, room, key)
    screen.reach(rooms.folded(room).seq)
    asked = seats.still

    def slowly(one: Place) -> bool:
        time.sleep(0.5)
        return asked(one)

    monkeypatch.setattr(seats, "still", slowly)
    seats.shut_out(room, place.id)
    assert holding.enter(meeting, ours.peers[1], seats.new_key())  # which every screen of the room is told of

    assert screen.next()["event"] == "out"
    screen.close()
