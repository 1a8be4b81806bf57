"""Everybody of the matrix, each in a browser of her own: a group, its room, and those who are not of it."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from besace.journal.writer import WRITER
from besace.live import clock, doors, rooms, seats
from besace.live.act import act
from besace.live.models import Knock, Room, Seat
from besace.method.acts import Act
from besace.method.words import SCREEN
from besace.people import debriefs, holding, keepsakes, leaving, notebook, subjects
from besace.people.models import Member, Programme
from besace.people.programmes import FACILITATOR, add, create
from besace.policy import Party
from tests.people import cast
from tests.people.cycling import DATES, Begun, begun, held

AT = int(DATES[1].begins.timestamp())
OF = {
    "ana": Party.CLIENT,
    "bea": Party.MEMBER,
    "cleo": Party.MEMBER,
    "dora": Party.ABSENT,
    "rex": Party.REMOVED,
    "fay": Party.FACILITATOR,
    "olga": Party.ORGANISER,
    "kim": Party.KNOWN,
    "sol": Party.STAFF,
    "wim": Party.WAITING,
    "vera": Party.VISITOR,
    "board": Party.BOARD,
}
"""Who stands for whom; before a client is chosen, Ana is a member like the others."""
PLAN, SUBJECT, NOTE, DEBRIEF = "Write to two former colleagues", "canary-subject", "canary-note", "canary-debrief"


@dataclass
class World:
    """A group of Fay's in a programme of Olga's: one session held, with Bea as its client; the second is to come."""

    ours: Begun
    programme: Programme
    members: dict[str, Member]
    browsers: dict[str, Client]
    keys: dict[str, str] = field(default_factory=dict)
    room: Room | None = None

    @property
    def open_room(self) -> Room:
        assert self.room is not None
        return self.room

    def id_of(self, name: str) -> str:
        """The id in the session of one who takes part, or facilitates."""
        return SCREEN if name == "board" else self.members[name].id

    def do(self, name: str, word: str, behalf: str = "", **fields: Any) -> None:
        """An act through the door to change, which must be accepted."""
        made = Act(word, fields, self.id_of(behalf) if behalf else None)
        answer = act(self.open_room, self.id_of(name), made, seats.new_key())
        assert answer.refusal is None, (name, word, answer.refusal)


def world() -> World:
    """The week before the second session: nobody has opened the room."""
    programme = create(cast.person("Olga"), "Starting alone", "")
    ours = begun("Ana", "Bea", "Cleo", "Dora", "Rex", programme=programme)
    add(programme, FACILITATOR, ours.fay.person.email or "")
    held(ours, 1, ours.peers[1])
    members = dict(zip(("ana", "bea", "cleo", "dora", "rex"), ours.peers, strict=True)) | {"fay": ours.fay}
    first = ours.meeting(1)
    for name in ("ana", "bea", "cleo", "dora"):
        subjects.keep(members[name], f"How can I {SUBJECT}-{name}, to rest?", "problem", name == "cleo")
    for name in ("bea", "dora", "rex"):
        notebook.write(members[name], first, notes=(notebook.Note(f"{NOTE}-before-{name}"),))
    debriefs.write(first, ours.fay, {"reception": debriefs.Looking(f"{DEBRIEF}-fay")})
    people = {name: one.person for name, one in members.items()}
    people |= {
        "olga": programme.roles.get(role="organiser").person,
        "kim": cast.person("Kim"),
        "sol": cast.person("Sol"),
    }
    browsers = {name: cast.browser(people.get(name)) for name in OF}
    return World(ours, programme, members, browsers)


def gathered(of: World) -> None:
    """The room is open: all come in by their accounts, Dora goes again, Rex is removed, Wim stands before the door."""
    meeting = of.ours.meeting(2)
    of.room = holding.open_room(
        meeting, of.ours.fay, next_when="12 April", more=keepsakes.left_by_the_last(of.ours.cycle)
    )
    for name in ("fay", "ana", "bea", "cleo", "dora", "rex"):
        holding.enter(meeting, of.members[name], _key(of, name))
    seats.take(of.room, SCREEN, _key(of, "board"), Seat.Role.SCREEN)
    for name in ("dora", "rex"):
        of.do("fay", "mark_absent", person=of.id_of(name))
    leaving.remove(of.members["rex"])
    _key(of, "wim")
    stand(of)


def stand(of: World) -> None:
    """Wim stands before the door, with his name given."""
    room, device = of.open_room, seats.device(of.keys["wim"])
    told = {"name": None, "created": clock.now()}
    WRITER.run(lambda: Knock.objects.update_or_create(room=room, device=device, defaults=told))
    doors.forget_memory()
    doors.knock(room, of.keys["wim"], name="Wim")


def _key(of: World, name: str) -> str:
    of.keys[name] = seats.new_key()
    of.browsers[name].cookies[seats.COOKIE] = of.keys[name]
    return of.keys[name]


def party_of(of: World, name: str) -> Party:
    """Whom someone stands for as the session stands now."""
    if name == "rex" and of.room is None:
        return Party.MEMBER
    if name == "ana" and (of.room is None or rooms.folded(of.room).session.client is None):
        return Party.MEMBER
    return OF[name]
