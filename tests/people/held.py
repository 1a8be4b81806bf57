"""Sessions of a cycle that took place: a group of Fay's with its cycle begun, and a room played through to its end."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from besace.cycles import turns
from besace.cycles.wall import WallTime
from besace.live import clock, rooms, seats
from besace.live.act import act
from besace.live.models import Room
from besace.method.acts import Act
from besace.method.session import Session
from besace.people import keepsakes, timetable
from besace.people.models import Confirmation, Cycle, Group, Meeting, Member
from tests.people import cast

FIRST = date(2026, 3, 5)
BEGINS = 1_772_733_600
"""5 March 2026 at 19:00 in Paris."""
ACTIONS = (
    ("Ride my bicycle two mornings a week", "tomorrow", "short"),
    ("Draw a calendar of the full periods", "next month", "medium"),
    ("Open a customer file", "by the summer", "long"),
)


@dataclass(frozen=True)
class Table:
    """A group and its people; `meetings` by number, from 1."""

    group: Group
    cycle: Cycle
    fay: Member
    ana: Member
    bea: Member
    cleo: Member

    def meeting(self, number: int) -> Meeting:
        return Meeting.objects.select_related("cycle", "room").get(cycle=self.cycle, number=number)


def table(language: str = "en", **more: Any) -> Table:
    """Fay's group of Ana, Bea and Cleo, with a cycle of three Thursdays begun."""
    group, fay, (ana, bea, cleo) = cast.facilitated("Ana", "Bea", "Cleo", language=language, **more)
    with clock.at(cast.AT):
        dates = [WallTime(FIRST + timedelta(weeks=4 * n), time(19), "Europe/Paris", 180) for n in range(3)]
        cycle = timetable.propose(group, dates, 0)
        for member in (ana, bea, cleo):
            for when in dates:
                slot = timetable.slot_of(when)
                Confirmation.objects.create(
                    cycle=cycle, member=member, day=slot.day, start=slot.start, can=True, at=cast.AT
                )
        timetable.begin(cycle, fay.person, cycle.edition)
    return Table(group, cycle, fay, ana, bea, cleo)


def opened(at: Table, number: int = 1, **setup: Any) -> Room:
    """The room of a session, with everyone at the table and the session open."""
    people = [{"id": one.id, "name": one.person.name} for one in (at.ana, at.bea, at.cleo)]
    with clock.at(BEGINS):
        room = rooms.open_room(
            {"facilitator_name": "Fay", "people": people, "language": at.group.language, **setup}, at.fay.id
        )
        Meeting.objects.filter(cycle=at.cycle, number=number).update(room=room, opened=BEGINS)
        for one in (at.ana, at.bea, at.cleo):
            do(room, at.fay.id, "admit", person=one.id)
        do(room, at.fay.id, "open")
    return room


def do(room: Room, by: str, word: str, *, behalf: str | None = None, **fields: Any) -> None:
    """An act that must be accepted."""
    answer = act(room, by, Act(word, fields, behalf), seats.new_key())
    assert answer.refusal is None, (word, answer.refusal)


def played(at: Table, number: int = 1, **setup: Any) -> Session:
    """A session in which Ana is the client, from the opening to the close; the cycle knows that it was held."""
    room = opened(at, number, **setup)
    fay, ana, others = at.fay.id, at.ana.id, (at.bea.id, at.cleo.id)
    with clock.at(BEGINS + 34 * 60):
        do(room, fay, "advance")
        if setup.get("previous"):
            do(room, fay, "advance")
        do(room, ana, "propose_subject", key="rest", title="How to rest to be well?", kind="project")
        do(room, at.bea.id, "propose_subject", key="sell", title="How to sell my first ten chairs?", kind="concern")
        do(room, fay, "choose", subject="rest", because="urgency")
        do(room, ana, "accept")
        for one in others:
            do(room, one, "consent")
        do(room, fay, "advance")
        do(room, ana, "done")
        do(room, ana, "note", text="A walk before each call")
        do(room, ana, "note", text="The book on saying no", resonates=False)
        do(room, at.bea.id, "note", text="One card, one person")
        do(room, fay, "advance")
    with clock.at(BEGINS + 72 * 60):
        do(room, at.bea.id, "ask", text="Didn’t you think about going to an accountant?")
        do(room, at.bea.id, "ask", text="What do you do on Sundays?")
        do(room, at.cleo.id, "pass")
        for one in others:
            do(room, one, "clear")
        do(room, fay, "advance")
        _to_the_end(room, at)
    Meeting.objects.filter(cycle=at.cycle, number=number).update(ended=BEGINS + 72 * 60)
    cycle = timetable.current(at.group)
    assert cycle
    timetable.change(cycle, turns.hold(timetable.folded(cycle), number, ana), at.fay.person, cycle.edition)
    return rooms.folded(room).session


def _to_the_end(room: Room, at: Table) -> None:
    fay, ana, others = at.fay.id, at.ana.id, (at.bea.id, at.cleo.id)
    for one in others:
        do(room, one, "reformulate")
        do(room, ana, "match", person=one, matches=True)
    do(room, ana, "set_contract", question="How to rest twice a week?", expectation="Ways that held for you")
    for one in (ana, *others):
        do(room, one, "agree")
    do(room, fay, "advance")
    do(room, at.bea.id, "react", kind="proposal")
    do(room, at.cleo.id, "pass")
    do(room, fay, "advance")
    for text, when, term in ACTIONS:
        do(room, ana, "add_action", text=text, when=when, term=term)
    for number in range(1, len(ACTIONS) + 1):
        do(room, fay, "vouch", action=f"action-{number}")
    do(room, fay, "copy_plan")
    for one in (fay, ana):
        do(room, one, "plans_agree")
    do(room, fay, "advance")
    do(room, ana, "evaluate", learned="The papers are not the trouble", apply="Three actions")
    do(room, at.bea.id, "evaluate", enjoyed="The silence before the plan")
    do(room, at.cleo.id, "pass")
    do(room, fay, "close")


def kept(at: Table, number: int = 1) -> Table:
    """The same table after a session that was played, of which everyone kept what is theirs."""
    session = played(at, number)
    keepsakes.keep(at.meeting(number), session)
    return at
