"""R12, the drill: backed up while acts go on over HTTP, restored elsewhere; what was acknowledged before is there.

What was erased after the backup is refused to whoever restores it. The controls are the ways one could do it wrong.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path

import pytest

from besace.live import clock
from besace.running import copying
from tests.journal.canaries import Browser, Canary, Evening, prepared, served
from tests.journal.elsewhere import besace, said
from tests.journal.evening import _acts
from tests.running.houses import CONTENT, VAULT, asked
from tests.running.inside import found_in

pytestmark = [pytest.mark.fault("R12"), pytest.mark.slow, pytest.mark.engine("sqlite")]

LONGEST = 15 * 60
ANOTHER = """
import json
from besace.live import serving
from tests.live.cast import a_room
serving.open_house()
room = a_room()
print(json.dumps([room.id, room.journal]))
"""
READ = """
import json
from besace import journal
print(json.dumps([entry.fields for entry in journal.read(sys.argv[1])]))
"""


@dataclass
class Player:
    """One person who acts again and again; `done` is what was acknowledged: by act, what she said in it."""

    browser: Browser
    room: str
    word: str
    done: dict[str, str] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        self.stopping.clear()
        self.thread = threading.Thread(target=self._play, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.stopping.set()
        if self.thread:
            self.thread.join(60)

    def act(self, name: str, **fields: str) -> bool:
        status = self.browser.posts(f"/s/{self.room}/act", act=self.word, id=name, **fields)
        if status == 302:
            self.done[name] = fields.get("text", "")
        return status == 302

    def _play(self) -> None:
        on = False
        while not self.stopping.is_set():
            name = f"drill-{self.word}-{next(NUMBERS):06}"
            on = not on
            self.act(name, **({"on": str(on).lower()} if self.word == "discomfort" else {"text": f"said in {name}"}))
            time.sleep(0.01)
        if on:  # whoever signals is not left alone with it
            self.act(f"drill-{self.word}-{next(NUMBERS):06}", on="false")


NUMBERS = count()


@dataclass(frozen=True)
class Drill:
    """What was acknowledged before the backup began, what afterwards, and what became of it all."""

    root: Path
    evening: Evening
    shredded: str
    before: dict[str, str]
    during: int
    seconds: float
    output: str
    bare: set[str]  # acknowledged when the file was copied without its log

    @property
    def restored(self) -> Path:
        return self.root / "elsewhere"


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Drill:
    root = tmp_path_factory.mktemp("drill")
    data = root / "data"
    evening = prepared(data, Canary([]))
    other, shredded = json.loads(said(data, ANOTHER, PYTHONPATH=":".join([*sys.path, "."])).splitlines()[-1])
    with served(root, "") as port:
        players = _sat_down(port, evening)
        for one in players:
            one.start()
        _until(lambda: all(len(one.done) >= 10 for one in players))
        before = {name: text for one in players for name, text in dict(one.done).items()}
        backed = besace(data, "backup", str(root / "content"), "--vault", f"{root}/vault", "--keys", f"{root}/keys")
        assert backed.returncode == 0, backed.stderr
        during = sum(len(one.done) for one in players) - len(before)
        for one in players:
            one.stop()
        bare = _spoil(root, data, players)
        assert besace(data, "shred", other, "--yes").returncode == 0
        assert besace(data, "erased", str(root / "erased.json")).returncode == 0
    began = clock.real()
    words = ["restore", f"{root}/content", "--vault", f"{root}/vault", "--keys", f"{root}/keys"]
    done = besace(root, *words, "--erased", f"{root}/erased.json", "--into", f"{root}/elsewhere")
    assert done.returncode == 0, done.stderr
    return Drill(root, evening, shredded, before, during, clock.real() - began, backed.stdout + done.stdout, bare)


def _sat_down(port: int, evening: Evening) -> list[Player]:
    """The session as far as its first step, where notes can be taken; each with a word of her own."""
    browsers = {name: Browser(port, key, login) for name, (_, key, login) in evening.people.items()}
    for browser in browsers.values():
        assert browser.gets(f"/s/{evening.room}/") == 200
    for number, (who, word, fields) in enumerate(takewhile(lambda one: one[1] != "note", _acts(evening, Canary([])))):
        status = browsers[who].posts(f"/s/{evening.room}/act", act=word, id=f"evening-{number:04}", **fields)
        assert status == 302, (who, word, browsers[who].page[-2000:])
    second = Browser(port, evening.people["ana"][1], evening.people["ana"][2])
    assert second.gets(f"/s/{evening.room}/") == 200
    told = [(browsers["ana"], "note"), (second, "discomfort"), (browsers["bea"], "keep"), (browsers["cleo"], "keep")]
    return [Player(browser, evening.room, word) for browser, word in told]


def _spoil(root: Path, data: Path, players: list[Player]) -> set[str]:
    """The two ways to do it wrong: the file without its log, and the vault before the content."""
    bare = _bare(root, data, players[1])
    torn = root / "torn"
    torn.mkdir(mode=0o700)
    subprocess.run(["cp", "-rp", data / "keys", data / "roots", data / "secret", torn], check=True)
    copying.pages(data / VAULT, torn / VAULT)
    signal = players[1]
    assert signal.act("torn-on", on="true")
    copying.pages(data / CONTENT, torn / CONTENT)
    assert signal.act("torn-off", on="false")
    return bare


def _bare(root: Path, data: Path, signal: Player) -> set[str]:
    """The file without its log, while the log holds something: now and then all of it moves into the file."""
    (root / "bare").mkdir()
    for turn in range(20):
        assert signal.act(f"bare-on-{turn}", on="true")
        acknowledged = set(signal.done)
        shutil.copy(data / CONTENT, root / "bare")
        assert signal.act(f"bare-off-{turn}", on="false")
        if (data / f"{CONTENT}-wal").stat().st_size and not _holds(root / "bare" / CONTENT, f"bare-on-{turn}"):
            return acknowledged
    raise AssertionError("the log never held anything")


def _holds(file: Path, act: str) -> bool:
    try:
        return bool(asked(file, "SELECT 1 FROM journal_entry WHERE act LIKE ?", f"%{act}%"))
    except sqlite3.Error:  # not even its tables are there
        return False


def _until(holds) -> None:
    deadline = clock.real() + 120
    while not holds():
        assert clock.real() < deadline
        time.sleep(0.02)


def _acts_in(file: Path, journal: str) -> set[str]:
    rows = asked(file, "SELECT act FROM journal_entry WHERE journal_id = ? AND act IS NOT NULL", journal)
    return {str(act).partition(":")[2] for (act,) in rows}


def test_what_was_acknowledged_before_it_began_is_there_and_can_be_read(drill, record_property):
    assert len(drill.before) >= 40
    assert drill.during > 0, "nothing went on beside the backup"
    assert drill.before.keys() - _acts_in(drill.restored / CONTENT, drill.evening.journal) == set()
    told = said(drill.restored, READ, drill.evening.journal)
    assert [text for text in drill.before.values() if text not in told] == []
    assert "All is whole." in drill.output
    assert drill.seconds <= LONGEST
    found = f"{len(drill.before)} acts before, {drill.during} beside it; 0 lost; restored in {drill.seconds:.1f} s"
    record_property("fault", json.dumps(["R12", found]))


def test_what_was_erased_after_it_is_refused(drill):
    asked_for = "SELECT count(*) FROM vault_scopekey WHERE journal = ? AND wrapped IS NOT NULL"
    assert asked(drill.root / "vault" / VAULT, asked_for, drill.shredded) != [(0,)], "the backup does not have it"
    assert asked(drill.restored / VAULT, asked_for, drill.shredded) == [(0,)]
    assert all(fields == {} for fields in json.loads(said(drill.restored, READ, drill.shredded)))
    assert "Keys that were destroyed since and were not given back" in drill.output


def test_control_the_file_without_its_log_loses(drill):
    try:
        there = _acts_in(drill.root / "bare" / CONTENT, drill.evening.journal)
    except Exception:  # noqa: BLE001 - not even its tables are there
        there = set()
    assert drill.bare - there


def test_control_the_vault_before_the_content_loses(drill):
    found = found_in(drill.root / "torn")
    assert any("cannot be read, as its key is nowhere" in sentence for sentence in found.wrong), found.wrong
