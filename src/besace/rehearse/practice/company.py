"""A company at its table: the room of a practice with its script, and what of it the journal says was played."""

import threading
from dataclasses import dataclass, field, replace

from besace import journal
from besace.live import clock, rooms
from besace.live.models import Room
from besace.method.acts import Entry
from besace.method.words import Seconds
from besace.rehearse.practice import host, players
from besace.rehearse.practice.moves import Move
from besace.rehearse.practice.scene import Scene, faring
from besace.rehearse.scenario import Scenario


@dataclass
class Company:
    """Who plays in one room; everything but the waiting is told by the journal, so a new process can go on with it."""

    room: Room
    scenario: Scenario
    me: str = ""
    entries: list[Entry] = field(default_factory=list)
    said: dict[int, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def scene(self, idle: float, at: Seconds | None = None) -> Scene:
        """How it stands, nothing having happened for `idle` seconds."""
        folded = rooms.refreshed(self.room)
        with self.lock:
            if folded.seq > len(self.entries):
                self.entries += journal.read(self.room.journal, len(self.entries))
            entries = tuple(self.entries[: folded.seq])
        at = max(clock.now(self.room) if at is None else at, folded.at)
        scene = Scene(self.scenario, folded.session, at, entries, self.said, self.me, idle)
        return replace(scene, fares=faring(scene))

    def recall(self) -> None:
        """Learns from the journal which lines were said: each was sent under its own id."""
        scene = self.scene(0)
        for line in scene.practice.lines:
            seq = journal.answer_to(self.room.journal, scene.person(scene.by(line)), act_id(line.number))
            if seq is not None:
                self.said[line.number] = seq


def act_id(line: int) -> str:
    """The id under which a line of the script is sent: once, whoever sends it."""
    return f"practice-line-{line}"


def moves(scene: Scene) -> list[Move]:
    """What each would do next, who is really there included: her part is then only looked at."""
    return [*players.moves(scene), *host.moves(scene)]


def next_move(scene: Scene) -> Move | None:
    """The next move of those who play by themselves; None while all wait for who is really there."""
    return min((one for one in moves(scene) if scene.played(one.key)), key=lambda one: one.after, default=None)


def awaited(scene: Scene) -> Move | None:
    """What is awaited of who is really there; None while she need only listen."""
    return next((one for one in moves(scene) if one.key == scene.me), None)
