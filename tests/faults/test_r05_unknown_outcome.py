"""A commit whose answer is lost, and lines that the server ends: the same act again finds what was kept (R5).

Whoever sends an act and hears nothing, or that the database is away, sends it again with its id until it is answered.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from besace import journal
from besace.live import rooms, seats
from besace.live.models import Room
from tests.edge.people import BEA, CLEO, FAY, Caller, brought_to_clarification, set_table
from tests.faults.cutting_line import CuttingLine
from tests.faults.several import House, Process, house, reaches, seated
from tests.live.running import Screen
from tests.servers import ROLE

pytestmark = [pytest.mark.slow, pytest.mark.fault("R5")]
EACH = 12
"""Acts of each sender."""
PATIENCE = 60.0
END_ONE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = %s"
    " AND client_port > 0 AND query NOT LIKE 'LISTEN%%' ORDER BY random() LIMIT 1"
)


class Behind:
    """A house whose one process reaches the content through a line that breaks."""

    def __init__(self, made: House) -> None:
        self.made = made
        self.line = CuttingLine(made.content.port)
        password, name = made.content.password, made.name
        address = f"postgresql://{ROLE}:{password}@127.0.0.1:{self.line.port}/{name}"
        self.process: Process = made.serve(BESACE_DATABASE=address)

    def ends_a_line(self) -> None:
        """Has the server end one of the process's lines, whatever it is at."""
        with self.made.content.admin() as admin:
            admin.execute(END_ONE, [self.made.name, ROLE])


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    with house(tmp_path_factory.mktemp("cut")) as made:
        found = Behind(made)
        yield found
        found.line.every = 0
        found.line.end()


class Sender:
    """Somebody who asks, and asks again until she is answered: with the same id, or (for the control) a new one."""

    def __init__(self, port: int, room: Room, key: str, name: str, *, fresh: bool) -> None:
        self.caller, self.room, self.name, self.fresh = Caller(port, key), room, name, fresh
        self.again = 0

    def run(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.caller.trusted()
            except OSError:
                continue
            if self.caller.token:
                break
        for n in range(EACH):
            self._ask(n, until)

    def _ask(self, n: int, until: float) -> None:
        name = f"intent-{self.name}-{n:08}"
        while time.monotonic() < until:
            try:
                answer = self.caller.acts(self.room, "ask", seats.new_key() if self.fresh else name, text=name)
            except OSError:
                answer = None
            if answer and answer.status == 200:
                assert json.loads(answer.text)["refused"] is None
                return
            self.again += 1
            time.sleep(0.05)
        raise AssertionError("never answered")


def asked_through(behind: Behind, *, fresh: bool) -> tuple[Room, list[Sender]]:
    """Has four people of two rooms ask while answers are lost and lines end; the first room, and the senders."""
    senders = []
    for n in range(2):
        room = set_table()
        brought_to_clarification(room)
        keys = {who: seated(room, who) for who in (BEA, CLEO)}
        senders += [Sender(behind.process.port, room, keys[who], f"{who}-{n}", fresh=fresh) for who in keys]
    over = threading.Event()

    def troubles() -> None:
        while not over.wait(0.7):
            behind.ends_a_line()

    threads = [threading.Thread(target=one.run) for one in senders]
    behind.line.cut, behind.line.every = 0, 4
    ending = threading.Thread(target=troubles)
    for thread in (*threads, ending):
        thread.start()
    for thread in threads:
        thread.join(PATIENCE + 5)
    over.set()
    ending.join(5)
    behind.line.every = 0
    return senders[0].room, senders


def asked_in(senders: list[Sender]) -> Counter[str]:
    found: Counter[str] = Counter()
    for room in {one.room.id: one.room for one in senders}.values():
        found.update(entry.fields["text"] for entry in journal.read(room.journal) if entry.kind == "ask")
        assert len(journal.read(room.journal)) == journal.last(room.journal)
    return found


def test_what_was_kept_without_an_answer_is_found_by_the_same_act_and_nothing_is_doubled(behind, record_property):
    _, senders = asked_through(behind, fresh=False)
    asked = asked_in(senders)
    intents = {f"intent-{one.name}-{n:08}" for one in senders for n in range(EACH)}
    cut, again = behind.line.cut, sum(one.again for one in senders)
    record_property(
        "fault", json.dumps(["R5", f"{len(intents)} acts, {cut} answers lost, {again} sent again: 0 doubled"])
    )

    assert cut >= 5
    assert again >= cut / 2
    assert asked == Counter(dict.fromkeys(intents, 1))


def test_where_an_act_sent_again_is_a_new_one_doubles_are_seen(behind):
    """The control: without its id, an act whose answer was lost is done twice, and this proof sees it."""
    _, senders = asked_through(behind, fresh=True)
    assert behind.line.cut >= 5
    assert max(asked_in(senders).values()) > 1


def test_screens_show_what_was_kept_without_an_answer_though_nobody_sends_it_again(behind):
    room = set_table()
    brought_to_clarification(room)
    screen = Screen(behind.process.port, room, seated(room, CLEO))
    screen.reach(journal.last(room.journal))
    bea = Caller(behind.process.port, seated(room, BEA)).trusted()
    before = rooms.refreshed(room).seq
    lost = behind.line.cut
    behind.line.every = 1
    answer = bea.acts(room, "ask", text="Since when?")
    behind.line.every = 0
    assert behind.line.cut > lost
    assert answer.status == 503
    assert journal.last(room.journal) == before + 1
    assert reaches(screen, before + 1) < 5
    screen.close()


def test_the_line_is_as_good_as_none_while_nothing_is_to_be_cut(behind):
    """What breaks above is broken by what is told to break it."""
    lost, seen = behind.line.cut, behind.line.commits
    with psycopg.connect(behind.process.surroundings["BESACE_DATABASE"]) as line:
        line.execute("SELECT 1")
        line.commit()
    assert behind.line.commits > seen
    assert behind.line.cut == lost
    room = set_table()
    assert Caller(behind.process.port, seated(room, FAY, "facilitator")).trusted().acts(room, "open").status == 200
