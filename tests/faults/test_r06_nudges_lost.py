"""The line by which processes tell each other of changes is killed, stopped, cut or silent (R6).

No act fails by it, nothing is lost, and every screen shows what happened within five seconds: rooms are looked at
instead. Once the line is back, screens are told again.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from besace import journal
from besace.live import rooms, seats
from besace.live.models import Room, Seat
from tests.edge.people import BEA, CLEO, FAY, Caller, brought_to_clarification, does, set_table
from tests.edge.weather import Weather, weather
from tests.faults.several import SOON, House, Process, house, patient, reaches, seated, until
from tests.live.running import Screen
from tests.servers import ROLE

pytestmark = [pytest.mark.slow, pytest.mark.fault("R6")]
LISTENING = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND query LIKE 'LISTEN%%'"
TELLS = 0.5
"""Seconds within which a screen is told where all is well, on a busy machine: half of what looking takes."""
NEVER_LOOKS = """
import besace.cli as cli
run = cli._run
def _run(*given):
    import besace.live.hearing as hearing
    hearing.look_at_rooms = lambda: None
    return run(*given)
cli._run = _run
cli.main()
"""


@dataclass
class Pair:
    """Two processes of a house: at one everybody acts; the other, whose screens are looked at, listens over `wifi`."""

    made: House
    wifi: Weather
    near: Process
    far: Process

    def listeners(self) -> list[int]:
        """The server's processes that serve whoever listens."""
        with self.made.content.admin() as admin:
            return [int(str(pid)) for (pid,) in admin.execute(LISTENING, [self.made.name])]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with house(tmp_path_factory.mktemp("deaf")) as made, weather(made.content.port) as wifi:
        near = made.serve()
        address = f"postgresql://{ROLE}:{made.content.password}@127.0.0.1:{wifi.port}/{made.name}"
        yield Pair(made, wifi, near, made.serve(BESACE_NUDGES=address))


@dataclass
class Watched:
    """A room in which somebody asks at one process, and whose screen is at the other."""

    room: Room
    screen: Screen
    bea: Caller
    key: str = ""
    asked: int = 0

    def ask(self) -> float:
        """Asks one more; how long the screen took to show it."""
        self.asked += 1
        answer = self.bea.acts(self.room, "ask", text=f"Since when, {self.asked}?")
        assert answer.status == 200, answer.text
        return reaches(self.screen, journal.last(self.room.journal))


@pytest.fixture
def watched(pair: Pair) -> Iterator[Watched]:
    room = set_table()
    brought_to_clarification(room)
    key = seated(room, CLEO)
    screen = patient(Screen(pair.far.port, room, key))
    found = Watched(room, screen, Caller(pair.near.port, seated(room, BEA)).trusted(), key)
    hears(found)
    yield found
    screen.close()


def hears(watched: Watched) -> None:
    """Waits until the other process is told again, which it is at once."""
    until(lambda: max(watched.ask() for _ in range(3)) < TELLS, within=60)


def cut(pair: Pair) -> Callable[[], None]:
    """Every line to the server by which one listens is cut, and no new one is let through."""
    pair.wifi.cut()
    return pair.wifi.back


def silent(pair: Pair) -> Callable[[], None]:
    """Nothing passes any more through the line that is open, and nobody says so."""
    pair.wifi.stall()
    return lambda: None


def killed(pair: Pair) -> Callable[[], None]:
    """The server ends whoever listens, again and again."""
    for pid in pair.listeners():
        with pair.made.content.admin() as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", [pid])
    return lambda: None


def stopped(pair: Pair) -> Callable[[], None]:
    """The server's own processes for those who listen do nothing any more."""
    pids = pair.listeners()
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)

    def go_on() -> None:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)

    return go_on


@pytest.mark.parametrize("harm", [cut, silent, killed, stopped])
def test_no_act_fails_and_every_screen_shows_it_within_five_seconds(pair, watched, harm, record_property):
    mend = harm(pair)
    try:
        lags = []
        for _ in range(6):
            lags.append(watched.ask())
            time.sleep(0.4)
    finally:
        mend()
    record_property(
        "fault", json.dumps([f"R6 {harm.__name__}", f"0 of {len(lags)} acts failed; shown within {max(lags):.1f} s"])
    )
    assert max(lags) <= SOON
    hears(watched)
    asked = [one.text for one in rooms.refreshed(watched.room).session.questions]
    assert asked == [f"Since when, {n}?" for n in range(1, watched.asked + 1)]


def test_what_changed_beside_the_journal_meanwhile_is_not_lost_either(pair, watched):
    """A seat that is taken, and who is at the door: no act, hence no sequence tells of them."""
    room, phone, cleo = watched.room, seats.new_key(), Caller(pair.near.port, watched.key).trusted()
    seat = seats.take(room, BEA, phone, Seat.Role.PARTICIPANT)
    shut = Screen(pair.far.port, room, phone)
    console = Screen(pair.far.port, room, seated(room, FAY, Seat.Role.FACILITATOR))
    shut.reach(1)
    console.reach(1)
    pair.wifi.cut()
    try:
        time.sleep(0.5)
        fay = Caller(pair.near.port, seated(room, FAY, Seat.Role.FACILITATOR)).trusted()
        does(room, FAY, "mark_absent", person=CLEO)
        begun = time.monotonic()
        assert fay.post(f"/s/{room.id}/door/release", {"device": seat.id}).status == 302
        while shut.next()["event"] in {"message", "beat"}:
            pass
        assert time.monotonic() - begun < SOON
        assert cleo.post(f"/s/{room.id}/back", accept="application/json").status == 200
        begun = time.monotonic()
        while "Cleo" not in console.islands.get("returns", ""):
            assert console.next()["event"] in {"message", "beat"}
        assert time.monotonic() - begun < SOON
    finally:
        pair.wifi.back()
    console.close()


def test_where_nobody_looks_a_screen_that_is_not_told_shows_nothing(pair):
    """The control: without looking, a lost line is seen as screens that stand still."""
    address = f"postgresql://{ROLE}:{pair.made.content.password}@127.0.0.1:{pair.wifi.port}/{pair.made.name}"
    blind = pair.made.serve(program=("-c", NEVER_LOOKS), BESACE_NUDGES=address)
    room = set_table()
    brought_to_clarification(room)
    bea = Caller(pair.near.port, seated(room, BEA)).trusted()
    screen = patient(Screen(blind.port, room, seated(room, CLEO)))
    told = Watched(room, screen, bea)
    told.ask()  # it never looks: that its screen shows it at all is told
    patient(screen, SOON)  # a stream gives a beat more seldom
    pair.wifi.cut()
    try:
        time.sleep(0.5)
        with pytest.raises(TimeoutError):
            told.ask()
    finally:
        pair.wifi.back()
    screen.close()
