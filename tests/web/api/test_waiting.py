"""Programs that wait for a room to go on: answered as soon as it does, by the same gate, in nobody's way meanwhile."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache

from besace.live import rooms, seats, waits
from besace.live.act import act
from besace.live.handler import THREADS
from besace.live.models import Room, Seat
from besace.live.server import Application
from besace.method.acts import Act
from besace.people import access
from besace.people.access import Scope
from besace.people.models import Person
from besace.web.islands import render
from tests.live.running import running
from tests.people import cast
from tests.web.api import program
from tests.web.api.program import Program

NEVER = 3600.0
"""Seconds for which a test waits for nothing: whoever is not answered at once fails by the line's own patience."""
PATIENCE = 20.0


@dataclass
class House:
    """A served house, an open room in it, and the person whose program opened it."""

    application: Application
    port: int
    person: Person
    secret: str
    room: Room
    lines: list[http.client.HTTPConnection] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    """The statuses Django gave to those who wait."""

    def __post_init__(self) -> None:
        django = self.application._waits._django
        answered = django.answered

        async def noted(scope: Any, body: bytes) -> Any:
            answer = await answered(scope, body)
            self.asked.append(answer[0])
            return answer

        django.answered = noted  # type: ignore[method-assign]

    def settled(self, many: int) -> None:
        """Waits until so many wait, each of whom has been looked at once."""
        until(lambda: (self.waiting, len(self.asked)) == (many, many))

    @property
    def seq(self) -> int:
        return rooms.folded(self.room).seq

    @property
    def waiting(self) -> int:
        return self.application._waits.count()

    def line(self, after: object, secret: str | None = None, room: str = "") -> http.client.HTTPConnection:
        """Asks, and does not read the answer yet."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        shown = {"Authorization": f"Bearer {secret or self.secret}"}
        line.request("GET", f"/api/v1/rooms/{room or self.room.id}?after={after}", headers=shown)
        self.lines.append(line)
        return line

    def goes_on(self, name: str = "Dora") -> None:
        """Somebody is let in: the room has one entry more."""
        facilitator = rooms.folded(self.room).session.facilitator
        wanted = Act("admit", {"person": seats.new_person(), "name": name})
        assert act(self.room, facilitator, wanted, seats.new_key()).refusal is None


def read(line: http.client.HTTPConnection) -> tuple[int, Any]:
    answer = line.getresponse()
    body = answer.read()
    return answer.status, json.loads(body) if body else None


def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds, which it does soon, or not at all."""
    last = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.01)


@pytest.fixture
def house(_databases: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    cache.clear()
    monkeypatch.setattr(waits, "LONGEST", NEVER)
    person = cast.person("Ana")
    secret = program.secret_of(person)
    made = Program(secret).post("start", {"facilitator": "Ana", "people": ["Bea", "Cleo"]}).json()["room"]
    found = rooms.find(made)
    assert found
    application = Application(render)
    with running(application) as port:
        here = House(application, port, person, secret, found)
        yield here
        for line in here.lines:
            line.close()
    cache.clear()


def test_a_room_that_is_further_is_answered_at_once(house):
    status, told = read(house.line(house.seq - 1))

    assert status == 200
    assert told["seq"] == house.seq
    assert told["islands"]


def test_one_that_is_not_is_answered_as_soon_as_it_is(house):
    before = house.seq
    line = house.line(before)
    house.settled(1)
    house.goes_on()
    status, told = read(line)

    assert status == 200
    assert told["seq"] == before + 1
    assert "Dora" in json.dumps(told)
    until(lambda: house.waiting == 0)


def test_what_comes_while_it_is_asked_for_is_not_missed(house, monkeypatch):
    """The room goes on after Django has looked at it, and before anybody waits."""
    django, looked = house.application._waits._django, []
    answered = django.answered

    async def slow(scope: Any, body: bytes) -> Any:
        answer = await answered(scope, body)
        if not looked:
            looked.append(1)
            with ThreadPoolExecutor(1) as other:
                other.submit(house.goes_on).result()
        return answer

    monkeypatch.setattr(django, "answered", slow)
    before = house.seq
    status, told = read(house.line(before))

    assert (status, told["seq"]) == (200, before + 1)


def test_where_nothing_comes_in_time_there_is_nothing_to_say(house, monkeypatch):
    monkeypatch.setattr(waits, "LONGEST", 0.2)
    assert read(house.line(house.seq)) == (204, None)


def test_whoever_may_not_look_is_refused_at_once(house):
    stranger, narrow = program.secret_of(cast.person("Olga")), program.secret_of(house.person, Scope.READ)

    assert read(house.line(house.seq, "besace_" + "x" * 43))[0] == 401
    assert read(house.line(house.seq, stranger))[0] == 404
    assert read(house.line(house.seq, narrow))[0] == 403
    assert read(house.line(house.seq, room="nothing-here"))[0] == 404


def test_a_refusal_is_not_left_out_where_it_takes_longer_than_a_wait(house, monkeypatch):
    monkeypatch.setattr(waits, "LONGEST", 0.0)

    assert read(house.line(house.seq, "besace_" + "x" * 43))[0] == 401
    assert read(house.line(house.seq))[0] == 204


def test_a_number_that_is_none_is_refused_at_once(house):
    for after in ("x", "-1", "", "1e3", "1234567890"):
        status, told = read(house.line(after))
        assert (status, told["error"]["field"]) == (422, "after")


def test_twenty_that_wait_keep_nobody_from_being_answered(house):
    secrets = [program.secret_of(house.person) for _ in range(5)]
    lines = [house.line(house.seq, one) for one in secrets for _ in range(waits.MOST_AN_ACCESS)]
    assert len(lines) == 20 > THREADS
    house.settled(20)
    page = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE)
    for _ in range(3):
        page.request("GET", "/privacy/")
        answer = page.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True)
    assert house.waiting == 20
    house.goes_on()

    with ThreadPoolExecutor(20) as readers:
        told: list[Future[tuple[int, Any]]] = [readers.submit(read, line) for line in lines]
    assert [one.result()[0] for one in told] == [200] * 20
    assert {one.result()[1]["seq"] for one in told} == {house.seq}
    page.close()


def test_an_access_has_so_many_that_wait_and_is_told_when_to_come_again(house):
    for _ in range(waits.MOST_AN_ACCESS):
        house.line(house.seq)
    until(lambda: house.waiting == waits.MOST_AN_ACCESS)
    answer = house.line(house.seq).getresponse()

    assert (answer.status, answer.headers["Retry-After"]) == (429, "5")
    assert json.loads(answer.read())["error"]["code"] == "too-many"
    house.line(house.seq, program.secret_of(house.person))
    until(lambda: house.waiting == waits.MOST_AN_ACCESS + 1)
    assert read(house.line(house.seq, room="nothing-here"))[0] == 404  # what is not hers is not told apart


def test_all_together_have_so_many_that_wait(house, monkeypatch):
    monkeypatch.setattr(waits, "MOST", 1)
    house.line(house.seq)
    until(lambda: house.waiting == 1)

    assert read(house.line(house.seq, program.secret_of(house.person)))[0] == 429


def test_whoever_closes_the_line_waits_no_longer(house):
    lines = [house.line(house.seq) for _ in range(3)]
    until(lambda: house.waiting == 3)
    for line in lines:
        line.close()

    until(lambda: house.waiting == 0)
    assert not house.application._waits._waiting


def test_a_seat_that_is_taken_away_ends_the_wait_with_a_refusal(house):
    line = house.line(house.seq)
    house.settled(1)
    for seat in Seat.objects.filter(room=house.room):
        seats.shut_out(house.room, seat.pk)

    assert read(line)[0] == 404


def test_an_access_that_was_withdrawn_meanwhile_is_told_nothing_of_what_came(house):
    other = program.secret_of(house.person)
    line = house.line(house.seq, other)
    house.settled(1)
    access.withdraw(house.person, access.of(house.person)[0].pk)
    house.goes_on("Canary")
    status, told = read(line)

    assert status == 401
    assert "Canary" not in json.dumps(told)


def test_a_change_of_another_room_wakes_nobody(house):
    other = Program(program.secret_of(house.person)).post("start", {"facilitator": "Ana", "people": ["Eve"]}).json()
    line = house.line(house.seq)
    house.settled(1)
    room = rooms.find(other["room"])
    assert room
    wanted = Act("admit", {"person": seats.new_person(), "name": "Fil"})
    assert act(room, rooms.folded(room).session.facilitator, wanted, seats.new_key()).refusal is None
    assert len(house.asked) == 1
    house.goes_on()

    assert read(line)[0] == 200
    assert house.asked == [200, 200]


@pytest.mark.usefixtures("_databases")
def test_a_server_that_stops_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr(waits, "LONGEST", NEVER)
    secret = program.secret_of(cast.person("Ana"))
    made = Program(secret).post("start", {"facilitator": "Ana", "people": ["Bea"]}).json()["room"]
    found = rooms.find(made)
    assert found
    application, told = Application(render), list[tuple[int, Any]]()
    with running(application) as port:
        here = House(application, port, cast.person(), secret, found)
        line = here.line(here.seq)
        here.settled(1)
        reading = threading.Thread(target=lambda: told.append(read(line)))
        reading.start()
    reading.join(PATIENCE)

    assert told == [(204, None)]
    assert here.waiting == 0
