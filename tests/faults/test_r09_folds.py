"""R9: what is kept in memory is what the disk says: for every act of every scenario, in the eyes of each role."""

import pytest

from besace import journal
from besace.live import clock, rooms
from besace.live.rooms import Folded
from besace.method.view import view_for
from besace.method.words import SCREEN
from besace.rehearse.play import EVENING, inside
from besace.rehearse.scenario import Does, GoesOn, read
from tests.scenarios.test_scenarios import FOLDER, PROVES

pytestmark = pytest.mark.fault("R9")


def differing(room, at: int) -> list[str]:
    """For whom the session in memory is another than the one read afresh from the journal."""
    kept, afresh = rooms.folded(room), Folded().with_entries(journal.read(room.journal))
    viewers = (kept.session.facilitator, *(one.id for one in kept.session.people), SCREEN)
    wrong = [who for who in viewers if view_for(kept.session, who, at) != view_for(afresh.session, who, at)]
    return wrong if kept == afresh else [*wrong, "the fold"]


def compared(name: str, step: int) -> int:
    """Plays a scenario, and compares at each so-manieth act and at the last; how often."""
    told, looked = read(FOLDER / f"{name}.toml"), 0
    with clock.at(EVENING):
        stage = inside(told)
        script = [line for line in told.script if isinstance(line, Does | GoesOn)]
        for n, line in enumerate(script, 1):
            clock.put(EVENING + line.at)
            assert not stage.play(line).wrong
            if n % step == 0 or n == len(script) or isinstance(line, GoesOn):
                assert differing(stage.table.room, EVENING + line.at) == [], (name, line.where)
                looked += 1
    return looked


def test_memory_and_journal_say_the_same_to_everyone_after_each_act(rounds, figure):
    every = int(rounds(20, 1))
    looked = sum(compared(name, every) for name in sorted(PROVES))
    figure(f"{len(PROVES)} scenarios, compared after {looked:,} acts in the eyes of each role: equal")


def test_a_fold_that_missed_an_entry_is_seen_to_differ():
    """The control."""
    told = read(FOLDER / "deux-voisines.toml")
    with clock.at(EVENING):
        stage = inside(told)
        for line in told.script[:3]:
            clock.put(EVENING + line.at)
            assert not stage.play(line).wrong
        room = stage.table.room
        assert differing(room, EVENING) == []
        entries = journal.read(room.journal)
        rooms.keep(room, Folded().with_entries(entries[:-1]))
        assert differing(room, EVENING) != []
        rooms.refold(room)
