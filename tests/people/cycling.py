"""A cycle that has begun, for tests of what comes before, in and after its sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time

from besace.cycles.wall import WallTime
from besace.live import clock
from besace.method.parts import Action
from besace.people import paper, timetable
from besace.people.models import Cycle, Group, Meeting, Member
from tests.people import cast

DATES = tuple(WallTime(date(2026, month, 12), time(18), "Europe/Paris") for month in range(3, 12))
PLAN = (
    Action("action-1", "Call the bank", "tomorrow", "short"),
    Action("action-2", "Write to two former colleagues", "by the end of the month", "medium"),
    Action("action-3", "Open a second account", "in June", "long"),
)


@dataclass(frozen=True)
class Begun:
    """A group whose cycle has begun, with everyone's part in it."""

    group: Group
    cycle: Cycle
    fay: Member
    peers: list[Member]

    def meeting(self, number: int) -> Meeting:
        found = timetable.meeting_of(self.cycle, number)
        found.cycle = self.cycle
        return found

    def at(self, number: int, page: str) -> str:
        return f"/g/{self.group.id}/{number}/{page}/"


def begun(*names: str, fay: Member | None = None, **more: object) -> Begun:
    """Everyone can come to every date, and the cycle begins; it is February."""
    with clock.at(cast.AT):
        group, facilitator, peers = cast.facilitated(*names, **more)
        dates = DATES[: len(names)]
        cycle = timetable.propose(group, dates, 0)
        for one in peers:
            timetable.confirm(cycle, one, {timetable.slot_of(when): True for when in dates})
        timetable.begin(cycle, facilitator.person, cycle.edition)
    return Begun(group, cycle, fay or facilitator, peers)


@contextmanager
def after_session(number: int) -> Iterator[None]:
    """The evening on which a session has just ended."""
    with clock.at(int(DATES[number - 1].ends.timestamp()) + 60):
        yield


def held(
    of: Begun, number: int, client: Member, *, absent: tuple[Member, ...] = (), begun: int | None = None, **counts: int
) -> Meeting:
    """A session that was held on paper, with this client."""
    came = frozenset(one.id for one in of.peers if one not in absent)
    with after_session(number):
        paper.enter(
            of.meeting(number),
            paper.PaperSession(came, client.id, "How can I rest?", "ideas", PLAN, counts, dict.fromkeys(came, True)),
        )
    Meeting.objects.filter(cycle=of.cycle, number=number).update(begun=begun)
    of.cycle.refresh_from_db()
    return of.meeting(number)
