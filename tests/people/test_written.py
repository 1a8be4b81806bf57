from datetime import date, time

import pytest

from besace.cycles.changes import Added, Agreed, Cancelled, FellAway, Held, Joined, Left, Moved, Promised
from besace.cycles.participant import Participant
from besace.cycles.session import Planned
from besace.cycles.wall import WallTime
from besace.people import written

TUESDAY = WallTime(date(2026, 2, 10), time(18), "Europe/Paris")
AGAIN = WallTime(date(2026, 10, 25), time(2, 30), "Europe/Paris", 90, again=True)


@pytest.mark.parametrize("when", [TUESDAY, AGAIN])
def test_a_date_reads_back_as_it_was(when):
    assert written.read_wall(written.wall(when)) == when


def test_a_date_kept_short_is_three_hours_in_the_zone_of_its_cycle():
    assert written.read_wall(["2026-02-10", "18:00"], "Europe/Paris") == TUESDAY


@pytest.mark.parametrize(
    "change",
    [
        Joined(Participant("ana", date(2026, 1, 5), date(2026, 1, 6))),
        Joined(Participant("ana", date(2026, 1, 5))),
        Left("ana"),
        Agreed("ana", date(2026, 1, 6)),
        Agreed("ana", None),
        Added(Planned(5, AGAIN, "ana")),
        Added(Planned(5)),
        FellAway(5, "ana"),
        Cancelled(5),
        Moved(5, TUESDAY, AGAIN),
        Moved(5, None, AGAIN),
        Promised(5, "ana", None),
        Held(5, "ana", again=True),
    ],
)
def test_a_change_reads_back_as_it_was(change):
    assert written.read_change(*written.change(change)) == change
