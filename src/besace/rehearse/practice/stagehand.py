"""The stagehand: one thread that has the others play in every room of practice, as long as somebody looks in.

It keeps nothing that the journal does not tell: where a server stops, a page that asks again has the play go on.
"""

import logging
import random
import threading
from dataclasses import dataclass

from django.db import connections

from besace.live import clock
from besace.live.act import act
from besace.live.models import Room
from besace.method.words import Stage
from besace.rehearse.practice.company import Company, act_id, next_move
from besace.rehearse.practice.moves import Move
from besace.rehearse.practice.opening import company_of, mark_of
from besace.rehearse.practice.pace import PACES
from besace.rehearse.practice.scene import Scene

MOST = 40
"""Practices that play at once: each costs a look every quarter of a second."""
EVERY = 0.25
AWAY = 180.0
"""Seconds after which nobody looks in any more, and the others wait."""
SOONER, LATER = 0.8, 1.3
LOG = logging.getLogger(__name__)


@dataclass
class Playing:
    """A company that plays, since when nothing has happened in its room, and when somebody last looked in."""

    company: Company
    pace: float
    since: float
    seen: float
    seq: int = 0

    def scene(self) -> Scene:
        """How it stands now, to the second of a calm practice."""
        scene = self.company.scene(0)
        if len(scene.entries) != self.seq:
            self.seq, self.since = len(scene.entries), clock.real()
        return self.company.scene((clock.real() - self.since) * self.pace)


_playing: dict[str, Playing] = {}
_lock = threading.Lock()
_thread: threading.Thread | None = None


def look_in(room: Room) -> Playing | None:
    """Has a room's company play on while somebody looks; None where as many play as this house can hold."""
    now = clock.real()
    with _lock:
        playing = _playing.get(room.id)
        if playing is None:
            if len(_playing) >= MOST:
                return None
            company, mark = company_of(room), mark_of(room)
            if company is None or mark is None:
                return None
            playing = _playing[room.id] = Playing(company, PACES[mark.pace], now, now)
        playing.seen = now
        _rouse()
    return playing


def has_room() -> bool:
    """Whether one more may begin."""
    with _lock:
        return len(_playing) < MOST


def let_go(room_id: str) -> None:
    """Has a company stop for good."""
    with _lock:
        _playing.pop(room_id, None)


def do(playing: Playing, move: Move) -> bool:
    """Has one move done, through the one door to change; whether it was accepted."""
    company = playing.company
    person = company.scene(0).person(move.key)
    name = act_id(move.line) if move.line else f"practice-{playing.seq}-{move.act.word}"
    answer = act(company.room, person, move.act, name)
    if move.line and answer.refusal is None:
        company.said[move.line] = answer.seq
    return answer.refusal is None


def _rouse() -> None:
    global _thread  # noqa: PLW0603 - there is one stagehand
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_run, name="besace-practice", daemon=True)
        _thread.start()


def _run() -> None:
    pause = threading.Event()
    try:
        while rooms := _still_playing():
            for room_id, playing in rooms:
                _turn(room_id, playing)
            pause.wait(EVERY)
    finally:
        connections.close_all()


def _still_playing() -> list[tuple[str, Playing]]:
    with _lock:
        for room_id, playing in list(_playing.items()):
            if clock.real() - playing.seen > AWAY:
                del _playing[room_id]
        return list(_playing.items())


def _turn(room_id: str, playing: Playing) -> None:
    try:
        scene = playing.scene()
        if scene.session.stage is Stage.CLOSED or not scene.session.people:
            return let_go(room_id)
        wanted = next_move(scene)
        if wanted and wanted.after * _chance(room_id, playing.seq) <= scene.idle:
            do(playing, wanted)
    except Exception as broken:  # noqa: BLE001 - one that breaks must not stop the others
        LOG.error("a practice stopped: %s", type(broken).__name__)  # noqa: TRY400
        connections.close_all()
        let_go(room_id)
    return None


def _chance(room_id: str, seq: int) -> float:
    """A little sooner or later, the same each time it is asked."""
    return random.Random(f"{room_id} {seq}").uniform(SOONER, LATER)  # noqa: S311  # nosec B311 # believable, not secret
