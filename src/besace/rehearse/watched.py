"""Made-up sessions to watch: a whole one by a script, in a room of its own that begins in the midst of it.

Each line is done when the clock of its room has come to it, by one thread for all rooms. What plays is kept in memory:
where a server stops, such a room stands still, and another is begun in its place.
"""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections

from besace.journal.writer import WRITER
from besace.live import clock, ending, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.live.seats import Place
from besace.method.acts import Act
from besace.method.words import PersonId, Seconds
from besace.rehearse.demo import script
from besace.rehearse.scenario import Does, Scenario
from besace.rehearse.table import setup

MOST = 16
"""Sessions that play at once: each costs a look every half second, and an act every few."""
EVERY = 0.5
RATE = 13.0
"""Minutes of the session in one of the world's: from where it begins, ten of them to the end."""
IN_MOTION: Seconds = 2_815
"""Where one comes in: the clarification, its first questions asked."""
LOG = logging.getLogger(__name__)


@dataclass
class Performance:
    """A script as it plays in one room: since when, and how many of its lines are done."""

    room: Room
    scenario: Scenario
    people: dict[str, PersonId]
    began: Seconds
    lines: tuple[Does, ...]
    done: int = 0

    def play(self, until: Seconds) -> None:
        """Does each line whose time has come, counted in seconds of the session."""
        while self.done < len(self.lines) and self.lines[self.done].at <= until:
            self._do(self.lines[self.done])

    def due(self) -> Seconds:
        """How far into the session the clock of the room is."""
        return clock.now(self.room) - self.began

    @property
    def is_over(self) -> bool:
        """Whether all was done, or the room is not there any more."""
        return self.done == len(self.lines) or rooms.find(self.room.id) is None

    def _do(self, line: Does) -> None:
        people = self.people
        fields = {name: people.get(str(one), one) if name == "person" else one for name, one in line.fields.items()}
        behalf = people[line.behalf] if line.behalf else None
        act(self.room, people[line.by], Act(line.word, fields, behalf), f"watched-line-{self.done}")
        self.done += 1


_playing: dict[str, Performance] = {}
_lock = threading.Lock()
_thread: threading.Thread | None = None


def watch(language: str, key: str) -> Place | None:
    """Seats a browser before a session in motion, as its facilitator sees it; None where no more can play.

    One that she watches already is gone on with; one that stands still is thrown away.
    """
    for room in [one for one in seats.rooms_of(key) if one.is_watched]:
        if room.id in _playing:
            return next(place for place in seats.seats_of(room, key) if place.role == Seat.Role.FACILITATOR)
        ending.end(room)
    if len(_playing) >= MOST:
        return None
    performance = _opened(script(language))
    place = seats.take(
        performance.room, performance.people[performance.scenario.facilitator], key, Seat.Role.FACILITATOR
    )
    with _lock:
        _playing[performance.room.id] = performance
        _rouse()
    return place


def _opened(scenario: Scenario) -> Performance:
    """A room whose clock has run to where one comes in, all that was said before being said."""
    people = {one: seats.new_person() for one in scenario.everyone}
    host = people[scenario.facilitator]
    mark = f"serenity.{scenario.language} {Room.WATCHED}"
    room = rooms.open_room(setup(scenario, people), host, rate=RATE, practice=mark)
    for one in scenario.participants:
        act(room, host, Act("admit", {"person": people[one]}), f"watched-admits-{one}")
    performance = Performance(room, scenario, people, clock.now(room), tuple(_lines(scenario)))
    for line in [one for one in performance.lines if one.at <= IN_MOTION]:
        _forward(room, performance.began + line.at)
        performance.play(line.at)
    _forward(room, performance.began + IN_MOTION)
    WRITER.run(lambda: room.save(update_fields=["epoch"]))
    return performance


def _lines(scenario: Scenario) -> Iterator[Does]:
    """What is done of a script; what it tries in vain, looks at and checks is for rehearsals."""
    return (line for line in scenario.script if isinstance(line, Does) and line.refused is None)


def _forward(room: Room, instant: Seconds) -> None:
    """Puts the clock of a room on to an instant of its own time: it is as if it had been opened so much earlier."""
    room.epoch = int((clock.real() * room.rate - instant) / (room.rate - 1))


def _rouse() -> None:
    global _thread  # noqa: PLW0603 - there is one such thread
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_run, name="besace-watched", daemon=True)
        _thread.start()


def _run() -> None:
    pause = threading.Event()
    try:
        while performances := _still_playing():
            for performance in performances:
                _turn(performance)
            pause.wait(EVERY)
    finally:
        connections.close_all()


def _still_playing() -> list[Performance]:
    """What plays; where nothing does the thread is let go, under the lock: whoever begins then rouses another."""
    global _thread  # noqa: PLW0603 - there is one such thread
    with _lock:
        for room_id in [name for name, one in _playing.items() if one.is_over]:
            del _playing[room_id]
        if not _playing:
            _thread = None
        return list(_playing.values())


def _turn(performance: Performance) -> None:
    try:
        performance.play(performance.due())
    except Exception as broken:  # noqa: BLE001 - one that breaks must not stop the others
        LOG.error("a made-up session stopped: %s", type(broken).__name__)  # noqa: TRY400
        connections.close_all()
        with _lock:
            _playing.pop(performance.room.id, None)
