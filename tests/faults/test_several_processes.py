"""Several processes serve one house on PostgreSQL: whichever serves a screen, it shows what all of them do."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from besace import journal
from besace.live import ending, hearing, links, rooms, seats
from besace.live.models import Present, Room, Seat, Serving
from besace.live.presence import GRACE
from besace.live.processes import DEAD_AFTER, Only, bury_silent
from besace.method.words import Moment
from besace.rehearse.doors import Answered, Outside
from besace.rehearse.play import Stage
from besace.rehearse.scenario import Check, Does, read
from besace.rehearse.table import set_table as set_scene
from tests.edge.people import ANA, BEA, CLEO, FAY, Caller, brought_to_clarification, code_of, does, set_table
from tests.faults.several import PATIENCE, SOON, House, Process, house, reaches, seated, until
from tests.live.running import Screen

pytestmark = [pytest.mark.slow]
PROMPT = 3.0
"""Seconds within which another process's screen shows an act, on a busy machine."""
SCENARIO = Path(__file__).parent.parent / "scenarios" / "orchard-half-day.toml"
BY_THE_CLOCK = {"step_left", "session_left", "behind"}
"""What a scenario expects of the time that has passed: here it is played as fast as it goes."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("several")) as made:
        made.serve()
        made.serve_more(2)
        yield made


@pytest.fixture
def three(built: House) -> tuple[Process, ...]:
    return tuple(built.running[:3])


def caller(process: Process, key: str) -> Caller:
    return Caller(process.port, key).trusted()


def view(process: Process, room: Room, key: str) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads(Caller(process.port, key).get(f"/s/{room.id}/view").text)["islands"]
    return found


def told(screen: Screen, island: str, words: str) -> None:
    """Reads a screen on until an island of it says this."""
    while words not in screen.islands.get(island, ""):
        assert screen.next()["event"] in {"message", "beat"}


def test_each_act_shows_on_the_screens_of_every_process(three):
    room = set_table()
    brought_to_clarification(room)
    keys = {FAY: seated(room, FAY, Seat.Role.FACILITATOR), BEA: seated(room, BEA), CLEO: seated(room, CLEO)}
    screens = [Screen(process.port, room, key) for process in three for key in keys.values()]
    callers = [caller(process, keys[who]) for process in three for who in (BEA, CLEO)]
    for n in range(12):
        assert callers[n % 6].acts(room, "ask", text=f"Since when, {n}?").status == 200
        seq = journal.last(room.journal)
        assert max(reaches(screen, seq) for screen in screens) < PROMPT

    assert [one.text for one in rooms.refreshed(room).session.questions] == [f"Since when, {n}?" for n in range(12)]
    for screen in screens:
        screen.close()


@dataclass
class Anywhere:
    """A person's way into the house, each time through another of its processes."""

    ways: tuple[Outside, ...]

    def get(self, path: str) -> Answered:
        return random.choice(self.ways).get(path)

    def post(self, path: str, fields: Mapping[str, str]) -> Answered:
        return random.choice(self.ways).post(path, fields)


def anywhere(three: tuple[Process, ...], device: str, language: str) -> Anywhere:
    kept = SimpleCookie()
    return Anywhere(tuple(Outside(one.url, device, language, kept) for one in three))


def test_a_whole_half_day_goes_as_written_with_each_act_through_any_process(three):
    scenario = read(SCENARIO)
    table = set_scene(scenario)
    doors = {key: anywhere(three, device, scenario.language) for key, device in table.devices.items()}
    stage, wrong, acts = Stage(scenario, table, doors), [], 0
    for line in scenario.script:
        if isinstance(line, Check):
            known = {name: value for name, value in line.expected.items() if name not in BY_THE_CLOCK}
            line = replace(line, expected=known)  # noqa: PLW2901 - the same line, the time left out
        acts += isinstance(line, Does)
        wrong += [f"{line.where}: {one}" for one in stage.play(line).wrong]

    assert wrong == []
    assert acts > 100


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """Does all of these in threads that begin together."""
    found: list[Any] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def one(n: int) -> None:
        gate.wait()
        found[n] = works[n]()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_of_those_who_race_through_different_processes_one_wins_and_nothing_is_doubled(three):
    room = set_table()
    does(room, FAY, "open")
    fays = [caller(process, seated(room, FAY, Seat.Role.FACILITATOR)) for process in three]
    before = rooms.refreshed(room)
    to = Moment.FOLLOW_UP if before.session.previous else Moment.SUBJECTS
    answers = at_once([lambda fay=fay: fay.acts(room, "advance", to=str(to)) for fay in fays * 3])
    assert sorted(one.status for one in answers) == [200] + [409] * 8
    assert journal.last(room.journal) == before.seq + len(journal.read(room.journal, before.seq))

    brought = set_table()
    brought_to_clarification(brought)
    hers = [caller(process, seated(brought, BEA)) for process in three]
    many = [(f"the-same-intent-{n:04}", hers[n % 3]) for n in range(12)]
    twice = [*many, *[(name, hers[(n + 1) % 3]) for n, (name, _) in enumerate(many)]]
    answers = at_once([lambda n=n, one=one: one.acts(brought, "ask", act_id=n, text=n) for n, one in twice])
    assert [one.status for one in answers] == [200] * 24
    first = {name: json.loads(answers[n].text)["seq"] for n, (name, _) in enumerate(many)}
    assert [json.loads(one.text)["seq"] for one in answers[12:]] == [first[name] for name, _ in many]
    assert sorted(one.text for one in rooms.refreshed(brought).session.questions) == sorted(first)
    assert len(journal.read(brought.journal)) == journal.last(brought.journal)


def test_who_knocks_at_one_process_is_let_in_at_another_and_comes_in_at_a_third(three):
    room = set_table()
    fay, phone = seated(room, FAY, Seat.Role.FACILITATOR), seats.new_key()
    console = Screen(three[1].port, room, fay)
    told(console, "door", code_of(room)[:4])
    hers = caller(three[0], phone)
    assert hers.post("/join/", {"code": code_of(room)}).status == 302
    assert hers.post(f"/join/{room.id}/knock", {"name": "Zoé"}).status == 302
    told(console, "door", "Zoé")
    knock = room.knock_set.get()
    answer = caller(three[1], fay).post(f"/s/{room.id}/door/answer", {"knock": knock.pk, "answer": "admit"})
    assert answer.status in {200, 302}
    there = Caller(three[2].port, phone)
    assert json.loads(there.get(f"/join/{room.id}/state").text)["state"] == "in"
    screen = Screen(three[2].port, room, phone)
    screen.reach(journal.last(room.journal))
    console.close()
    screen.close()


def test_whose_seat_is_taken_at_one_process_is_cut_at_another_within_two_seconds_and_others_stay(three):
    room = set_table()
    fay, bea, cleo = seated(room, FAY, Seat.Role.FACILITATOR), seated(room, BEA), seated(room, CLEO)
    screen, beside = Screen(three[1].port, room, bea), Screen(three[1].port, room, cleo)
    screen.reach(1)
    beside.reach(1)
    seat = Seat.objects.get(room=room, person=BEA)
    begun = time.monotonic()
    assert caller(three[0], fay).post(f"/s/{room.id}/door/release", {"device": seat.pk}).status == 302
    while screen.next()["event"] == "message":
        pass
    assert time.monotonic() - begun < 2
    assert Caller(three[2].port, bea).get(f"/s/{room.id}/view").status == 404
    does(room, FAY, "arrange", title="Thursdays")
    assert reaches(beside, journal.last(room.journal)) < PROMPT
    beside.close()


def test_whose_screen_went_from_another_process_is_away_until_she_comes_back_at_a_third(three):
    room = set_table()
    does(room, FAY, "open")
    fay, bea = seated(room, FAY, Seat.Role.FACILITATOR), seated(room, BEA)
    phone = Screen(three[1].port, room, bea)
    phone.reach(1)
    until(lambda: Present.objects.filter(room=room, person=BEA, here=True).exists())
    assert "Bea" not in view(three[0], room, fay)["presence"]
    phone.close()
    until(lambda: "Bea" in view(three[0], room, fay)["presence"], within=GRACE + SOON)
    phone = Screen(three[2].port, room, bea)
    until(lambda: "Bea" not in view(three[0], room, fay)["presence"])
    phone.close()


def test_who_says_at_one_process_that_she_is_back_is_heard_at_another(three):
    room = set_table()
    fay, bea = seated(room, FAY, Seat.Role.FACILITATOR), seated(room, BEA)
    console = Screen(three[0].port, room, fay)
    told(console, "gathering", "Bea")
    assert caller(three[2], fay).acts(room, "mark_absent", person=BEA).status == 200
    assert caller(three[1], bea).post(f"/s/{room.id}/back", accept="application/json").status == 200
    told(console, "returns", "Bea")
    assert caller(three[1], fay).acts(room, "admit", person=BEA).status == 200
    assert caller(three[2], fay).acts(room, "mark_absent", person=BEA).status == 200
    assert not view(three[0], room, fay).get("returns")
    console.close()


def test_a_session_that_is_destroyed_beside_them_is_forgotten_by_all(three):
    room = set_table()
    keys = [seated(room, FAY, Seat.Role.FACILITATOR), seated(room, ANA), seated(room, BEA)]
    screens = [Screen(process.port, room, key) for process, key in zip(three, keys, strict=True)]
    for screen in screens:
        screen.reach(1)
    begun = time.monotonic()
    assert ending.shred(room)
    for screen in screens:
        while screen.next()["event"] == "message":
            pass
    assert time.monotonic() - begun < 2 * PROMPT
    assert [Caller(one.port, key).get(f"/s/{room.id}/view").status for one, key in zip(three, keys, strict=True)] == [
        404
    ] * 3


def test_a_link_that_serves_once_serves_once_whoever_is_asked(three):
    room = set_table()
    token = links.mint(room, Seat.Role.PARTICIPANT, BEA, once=True)
    comers = [caller(process, seats.new_key()) for process in three]
    answers = at_once([lambda one=one: one.post("/join/", {"token": f"seat.{room.id}.{token}"}) for one in comers * 2])
    assert sorted(one.status for one in answers) == [302, *[404] * 5]
    assert Seat.objects.filter(room=room, person=BEA, shut_out=False).count() == 1


def test_one_that_died_takes_nobody_with_it_and_is_taken_for_dead(built):
    other = built.serve()
    names = set(Serving.objects.values_list("pk", flat=True))
    room = set_table()
    phone = Screen(other.port, room, seated(room, BEA))
    until(lambda: Present.objects.filter(room=room, here=True).exists())
    mine = Present.objects.get(room=room, here=True).process
    assert mine in names
    other.end(signal.SIGKILL)
    Serving.objects.filter(pk=mine).update(seen=int(time.time()) - DEAD_AFTER - 1)  # as if that long ago
    bury_silent()
    assert not Present.objects.filter(room=room, here=True).exists()
    assert not Serving.objects.filter(pk=mine).exists()
    phone.close()


def test_of_what_one_process_does_another_does_nothing_until_that_one_is_gone(built):
    one, other = Only(77), Only(77)
    assert (one.is_us(), other.is_us(), one.is_us()) == (True, False, True)
    one._line.close()
    assert (other.is_us(), one.is_us()) == (True, False)
    other._line.close()


def test_a_process_with_other_secrets_is_refused(built, tmp_path):
    other = Process({**built.surroundings(), "BESACE_DATA": str(tmp_path / "another")})
    other.launch()
    assert other.process
    assert other.process.wait(60) == 2
    assert "Another process serves these databases with other secrets" in other.said.read_text()


def test_hearing_is_of_no_use_with_files_and_is_not_begun(monkeypatch):
    monkeypatch.setattr("besace.live.reach.is_shared", lambda: False)
    assert hearing.start() is None


def children(process: Process) -> list[int]:
    assert process.process
    found = Path(f"/proc/{process.process.pid}/task/{process.process.pid}/children").read_text()
    return [int(one) for one in found.split()]


def test_one_command_keeps_several_processes_serving_and_ends_them_all(built):
    keeper = built.serve("--processes", "2")
    first = children(keeper)
    assert len(first) == 2
    until(lambda: Serving.objects.count() >= 5, within=PATIENCE)  # one answers while another still begins
    room = set_table()
    does(room, FAY, "open")
    os.kill(first[0], signal.SIGKILL)
    until(lambda: len(children(keeper)) == 2 and first[0] not in children(keeper), within=PATIENCE)
    bea = caller(keeper, seated(room, BEA))
    statuses = [bea.acts(room, "check_in", text=f"Well, {n}").status for n in range(6)]
    assert 200 in statuses
    assert set(statuses) <= {200, 409}
    began = time.monotonic()
    assert keeper.end() == 0
    assert time.monotonic() - began < GRACE + SOON
    assert not Path(f"/proc/{first[1]}").exists()


def test_several_processes_on_files_are_refused_in_a_sentence(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BESACE_", "DJANGO_"))}
    command = [sys.executable, "-m", "besace.cli", "serve", "--processes", "2"]
    done = subprocess.run(
        command, env={**kept, "BESACE_DATA": str(tmp_path)}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "set BESACE_DATABASE to a PostgreSQL address" in done.stderr
    assert not list(tmp_path.iterdir())
