"""The door of a room: a code leads to the waiting room, the facilitator lets in, by name and two words."""

import secrets
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.conf import settings

from besace.journal.keys import CEILING, VAULT_KEYS
from besace.journal.seal import seal, unseal
from besace.journal.writer import WRITER, in_room
from besace.live import clock, codes, nudges, rooms, seats
from besace.live.act import Answer, act
from besace.live.codes import Verdict
from besace.live.limits import LIMITS
from besace.live.models import Knock, Room, Seat
from besace.live.reach import Beside
from besace.method.acts import SESSION_SCOPE, Act, Code, Refusal
from besace.method.parts import Presence
from besace.method.session import Session
from besace.method.words import MOST_PARTICIPANTS, PersonId, Said, Stage

PLACE = "live.knock"
BEFORE_STEP_ONE = (Stage.GATHERING, Stage.RECEPTION)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Wrong:
    """Nobody's code."""


@dataclass(frozen=True, slots=True)
class Expired:
    """It was right some minutes ago: the new one is on the facilitator's screen."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """The session has begun: the facilitator lets in by another way, or not."""


@dataclass(frozen=True, slots=True)
class Throttled:
    """Too many wrong codes: try again in so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Full:
    """Nine participants are there (G2)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """No such seat, or no name given."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The code was right: this device stands before the door of this room."""

    room: Room


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat as the waiting room offers it; `held` by a device already means moving here from there."""

    person: PersonId
    name: str
    held: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone before the door, as both screens show her."""

    id: Said
    name: Said
    words: str
    moving: bool
    state: str = Knock.State.WAITING


@dataclass(frozen=True, slots=True)
class Door:
    """The door on the facilitator's console: its code while it opens, who waits, and whether someone is expected."""

    room: Said
    code: str
    link: Said
    waiting: tuple[Waiting, ...]
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """How to come in, on the shared board, while the door opens."""

    code: str
    link: str
    address: str


def is_open(session: Session) -> bool:
    """Whether a code still leads in: until step 1 starts."""
    return session.stage in BEFORE_STEP_ONE


def rotates_in() -> float:
    """Seconds until the door's codes change."""
    return codes.rotates_in(clock.real())


def enter(given: str, key: str, address: str) -> Entered | Wrong | Expired | TooLate | Throttled:
    """Tries a code, typed or out of a QR (`room.token`), from a device at a network address."""
    at = clock.real()
    device = seats.hashed(key)
    if wait := LIMITS.wait(address, device, at):
        return Throttled(wait)
    verdict, room = codes.judge(given[:64], Room.objects.filter(closed=False, practice=""), at)
    if verdict is Verdict.WRONG or room is None:
        LIMITS.failed(address, device, at)
        return Wrong()
    if not is_open(rooms.folded(room).session):
        return TooLate()
    if verdict is Verdict.EXPIRED:
        return Expired()
    _stand(room, key)
    return Entered(room)


def chairs(room: Room) -> tuple[Chair, ...]:
    """The seats to choose from, for a device that stands before the door."""
    held = set(Seat.objects.filter(room=room, shut_out=False).values_list("person", flat=True))
    return tuple(Chair(one.id, one.name, one.id in held) for one in rooms.folded(room).session.people)


def knock(room: Room, key: str, *, person: PersonId = "", name: str = "") -> Waiting | Full | Taken | None:
    """Asks to be let in, as one of those expected or under a new name; None for a device that showed no code."""
    session = rooms.folded(room).session
    standing = Knock.objects.filter(room=room, device_id=seats.hashed(key)).first()
    if standing is None:
        return None
    known = session.person(person)
    name = known.name if known else " ".join(name.split())[:LONGEST_NAME]
    if (person and not known) or not name:
        return Taken()
    if not known and len(session.people) >= MOST_PARTICIPANTS:
        return Full()
    standing.person = person or seats.new_person()
    standing.moving = any(chair.held for chair in chairs(room) if chair.person == person)
    standing.state, standing.words = Knock.State.WAITING, _two_words(room, session.language)
    standing.name = _sealed(standing, name)
    nudges.write(room.id, standing.save)
    _door_changed(room)
    return _shown(standing)


def standing(room: Room, key: str) -> Waiting | None:
    """Where a device stands before this door: choosing, waiting, admitted or refused; None when it never knocked."""
    found = Knock.objects.filter(room=room, device_id=seats.hashed(key)).first() if key else None
    return _shown(found) if found else None


def waiting(room: Room) -> tuple[Waiting, ...]:
    """Who waits to be let in, in order."""
    return _waiting.of(room.id)


def is_in_memory(room: Room) -> bool:
    """Whether the door can be shown without reading the disk."""
    return _waiting.is_ready(room.id)


def admit(room: Room, knock_id: str, by: PersonId, words: str = "") -> Answer:
    """Lets in who knocked: she takes her seat in the session, her device its place in the room.

    With `words`, only one who still has these two: the same device may have knocked anew, under another name.
    Someone who moves to another device leaves the former one.
    """
    found = Knock.objects.filter(pk=knock_id, room=room, state=Knock.State.WAITING).select_related("device").first()
    folded = rooms.folded(room)
    if found is None:
        return Answer(folded.seq, Refusal(Code.UNKNOWN, "person", "no-such-person"))
    if words and words != found.words:
        return Answer(folded.seq, Refusal(Code.UNKNOWN, "words"))
    answer = _admit_to_session(room, found, by)
    if answer.refusal is None:
        _settle(found, Knock.State.ADMITTED)
        _turn_away_others(found)
        seats.take_for(room, found.person, found.device, Seat.Role.PARTICIPANT)
        seats.release_others_of(room, found.person, found.device_id)
        _door_changed(room)
    return answer


def refuse(room: Room, knock_id: str, by: PersonId) -> Answer:
    """Leaves who knocked outside; she may ask again."""
    folded = rooms.folded(room)
    if by != folded.session.facilitator:
        return Answer(folded.seq, Refusal(Code.NOT_YOURS))
    found = Knock.objects.filter(pk=knock_id, room=room, state=Knock.State.WAITING).first()
    if found is not None:
        _settle(found, Knock.State.REFUSED)
        _door_changed(room)
    return Answer(folded.seq)


def door_of(room: Room, session: Session) -> Door | None:
    """The door on the console; None once it is shut and nobody waits."""
    before = _waiting.latest(room.id) or ()
    if room.practice or not is_open(session):
        return Door(room.id, "", "", before) if before else None
    now = codes.codes(room.id, clock.real())
    expected = any(one.presence is Presence.EXPECTED for one in session.people)
    return Door(room.id, now.typed, _link(room, now.token), before, expected)


def join_of(room: Room, session: Session) -> Join | None:
    """How to come in, for the board; None once the door is shut, and where one practises: nobody is expected there."""
    if room.practice or not is_open(session):
        return None
    now = codes.codes(room.id, clock.real())
    return Join(now.typed, _link(room, now.token), settings.BESACE_ADDRESS)


def forget_memory() -> None:
    """Drops what is kept in memory: the next use reads the disk."""
    _waiting.forget()


def _link(room: Room, token: str) -> str:
    return f"{settings.BESACE_ADDRESS}/join/#{room.id}.{token}"


def _stand(room: Room, key: str) -> None:
    device = seats.device(key)

    def stands() -> None:
        Knock.objects.get_or_create(room=room, device=device, defaults={"created": clock.now()})

    WRITER.run(stands, of=in_room(room.id))


def _admit_to_session(room: Room, found: Knock, by: PersonId) -> Answer:
    folded = rooms.folded(room)
    known = folded.session.person(found.person)
    if known and known.presence is Presence.HERE and by == folded.session.facilitator:
        return Answer(folded.seq)  # she is at the table already, and moves to another device
    fields = {"person": found.person} if known else {"person": found.person, "name": _shown(found).name}
    return act(room, by, Act("admit", fields), f"knock-{found.pk}-{found.words}")


def _settle(found: Knock, state: Knock.State) -> None:
    found.state = state
    nudges.write(found.room_id, lambda: found.save(update_fields=["state"]))


def _turn_away_others(found: Knock) -> None:
    """Whoever else knocked as her, or came in as her before, has to ask again."""
    others = Knock.objects.filter(room=found.room_id, person=found.person).exclude(pk=found.pk)
    nudges.write(found.room_id, lambda: others.update(state=Knock.State.REFUSED))


def _door_changed(room: Room) -> None:
    _waiting.renewed(room.id)
    nudges.nudge(room.id)


def _read_waiting(room_id: str) -> tuple[Waiting, ...]:
    found = Knock.objects.filter(room=room_id, state=Knock.State.WAITING).select_related("room")
    return tuple(_shown(one) for one in found.order_by("created", "id"))


_waiting: Beside[tuple[Waiting, ...]] = Beside(_read_waiting)


def _sealed(found: Knock, name: str) -> bytes:
    key = VAULT_KEYS.key_for(found.room.journal, SESSION_SCOPE, clock.now(), CEILING)
    return seal(key, PLACE, [found.room_id, found.pk], {"name": name})


def _shown(found: Knock) -> Waiting:
    name = ""
    if found.name is not None and SESSION_SCOPE in VAULT_KEYS.living(found.room.journal):
        key = VAULT_KEYS.key_for(found.room.journal, SESSION_SCOPE, clock.now())
        name = unseal(key, PLACE, [found.room_id, found.pk], bytes(found.name))["name"]
    return Waiting(found.pk, name, found.words, found.moving, found.state)


def _two_words(room: Room, language: str) -> str:
    used = {one.words for one in waiting(room)}
    while True:
        first, second = secrets.SystemRandom().sample(_words(language), 2)
        if (both := f"{first} {second}") not in used:
            return both


@cache
def _words(language: str) -> tuple[str, ...]:
    return tuple((files("besace.live") / "words" / f"{language}.txt").read_text("utf-8").split())
