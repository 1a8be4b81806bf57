"""The load against the real floor: every act arrives, in its room's order, and is counted once."""

import asyncio
import time

import pytest

from bench.halls import OK, REFUSED, Hall, Outcome, Planned, Play, Sent
from bench.load import Crowd
from bench.server import free_port, python, serving

SCREENS = 3


def stream(room):
    return f"GET /s/{room}/stream HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def post(room, told):
    return f"POST /s/{room}/act?told={told} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.fixture(scope="module")
def floor():
    port = free_port()
    with serving(python("-m", "bench.floor", str(port), "200"), port, core=None) as server:
        yield server


def test_acts_planned_for_many_rooms_arrive_on_every_screen(floor):
    async def run():
        names = [f"r{n}-{time.time()}" for n in range(2)]
        crowd = Crowd(floor.port, [Play([stream(name)] * SCREENS, iter(())) for name in names])
        await crowd.open()
        before = crowd.events
        acts = [Planned(n / 100, n % 2, post(names[n % 2], SCREENS), range(SCREENS)) for n in range(20)]
        outcome = await crowd.perform(acts, len(acts))
        await crowd.close()
        return outcome, crowd.events - before, crowd.cut

    outcome, told, cut = asyncio.run(run())

    assert len(outcome.latencies) == len(outcome.answered) == outcome.planned == 20
    assert (outcome.refused, outcome.open, cut) == (0, 0, 0)
    assert 20 <= told <= 20 * SCREENS  # two acts that come together may be read as one message


def test_a_stream_that_the_server_cuts_is_counted():
    async def run():
        port = free_port()
        with serving(python("-m", "bench.floor", str(port), "200"), port, core=None) as server:
            crowd = Crowd(port, [Play([stream("room")] * SCREENS, iter(()))])
            await crowd.open()
            server.stop()
            await asyncio.sleep(0.2)
            return crowd.cut

    assert asyncio.run(run()) == SCREENS


def test_an_act_counts_once_every_screen_that_it_concerns_was_told():
    hall = Hall(Play([b""] * SCREENS, iter(())))
    hall.begin(outcome := Outcome(1))
    hall.answered(Sent(0, (0, 2), seq=7, status=OK))

    hall.told(0, 7)
    hall.told(1, 7)
    assert not outcome.latencies
    hall.told(2, 8)
    assert len(outcome.latencies) == 1


def test_a_refusal_is_an_error_only_where_it_was_not_written():
    hall = Hall(Play([b""] * SCREENS, iter(())))
    hall.begin(outcome := Outcome(3))

    hall.answered(Sent(0, (), REFUSED, status=REFUSED))
    hall.answered(Sent(0, (0,), status=REFUSED))
    hall.answered(Sent(0, (), REFUSED, status=OK))

    assert (outcome.judged, dict(outcome.otherwise)) == (1, {REFUSED: 1, OK: 1})


class Silent(Crowd):
    """A crowd that only notes what it would send."""

    def __init__(self) -> None:
        super().__init__(0, [Play([b""], iter(()))])
        self.said: list[bytes] = []

    def _say(self, _hall, _sent, request) -> None:
        self.said.append(request)


def test_an_act_waits_until_the_one_before_it_in_its_room_is_answered():
    crowd = Silent()
    (hall,) = crowd.halls

    for number in range(3):
        crowd._say_in_turn(Planned(0, 0, b"%d" % number, ()), 0)
    assert crowd.said == [b"0"]
    crowd.go_on(hall)
    crowd.go_on(hall)
    assert crowd.said == [b"0", b"1", b"2"]
    crowd.go_on(hall)
    assert not hall.under_way
