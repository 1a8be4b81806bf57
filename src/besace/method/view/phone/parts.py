"""What the phone shows in many steps: the head, what to do now, who speaks, the round, the contract (S0.3)."""

from collections.abc import Container, Iterable

from besace.method.memory import once
from besace.method.session import Session
from besace.method.turns import in_turn
from besace.method.value import value
from besace.method.view.common import Clock, Part, clock_of, contract_of, ruler_of
from besace.method.view.phone.seat import Islands, Seat
from besace.method.words import Moment, PersonId, Said, Seconds, Stage


@value
class PhoneHead:
    """The step, what it is for, who the reader is in it, and the clock."""

    stage: Stage
    moment: Moment | None
    role: str
    title: Said
    number: int
    parts: tuple[Part, ...]
    clock: Clock | None


@value
class PhoneFloor:
    """Who has the floor; `speaker` is empty when it is the reader."""

    speaker: Said


@value
class PhoneHand:
    """The reader's own hand, up or down."""

    up: bool


@value
class PhoneCue:
    """What to do now and what can wait, by a code the templates put into words; `name` is whom it speaks of."""

    part: str
    code: str
    name: Said = ""
    facilitator: Said = ""
    names: tuple[Said, ...] = ()
    count: int = 0


@value
class PhoneHush:
    """A nearly empty page: listen, rest, wait. `names` are those one waits for or who come next."""

    code: str
    name: Said = ""
    facilitator: Said = ""
    names: tuple[Said, ...] = ()
    ends_at: int = 0
    length: int = 0


@value
class RoundTurn:
    """One person in a round: "spoken", "passed", "now" or ""."""

    name: Said
    state: str


@value
class PhoneRound:
    """A round of the table in order of seats (R1): everyone gets a turn, and sees when."""

    turns: tuple[RoundTurn, ...]


@value
class PhoneContract:
    """The subject, or the contract once it is stated; it stays in view to the end (S3.1), `small` after step 3."""

    title: Said
    owner: Said
    mine: bool
    expectation: Said
    stated: bool
    small: bool = False


@value
class PhoneWait:
    """The foot of a page that waits: what for, and for whom."""

    code: str
    names: tuple[Said, ...] = ()
    facilitator: Said = ""


HANDS = {up: PhoneHand(up) for up in (False, True)}


def head_of(seat: Seat) -> PhoneHead:
    """The head of the page; nothing of the step for one who is not at the table (F4)."""
    role = str(seat.role) if seat.is_here and seat.role else "away"
    return _head(seat.session, seat.at, role, seat.own_name != "")


@once
def _head(session: Session, at: Seconds, role: str, known: bool) -> PhoneHead:
    here = role != "away"
    return PhoneHead(
        stage=session.stage,
        moment=session.moment if here and session.stage is Stage.RECEPTION else None,
        role=role,
        title=session.title if known else "",
        number=session.number,
        parts=ruler_of(session).parts,
        clock=clock_of(session, at) if here else None,
    )


def floor_of(seat: Seat) -> PhoneFloor | None:
    """Who has the floor, where it was given."""
    return _floor(seat.session, seat.has_floor)


@once
def _floor(session: Session, mine: bool) -> PhoneFloor | None:
    if session.floor is None:
        return None
    return PhoneFloor("" if mine else session.name_of(session.floor.person))


def hand_of(seat: Seat) -> PhoneHand | None:
    """The reader's hand; she needs none while she has the floor."""
    return None if seat.has_floor else HANDS[seat.viewer in seat.session.hands]


def cued(seat: Seat, code: str, name: str = "", names: tuple[str, ...] = (), count: int = 0) -> Islands:
    """What to do now, who has the floor, and a hand to raise."""
    return {"floor": floor_of(seat), "cue": _cue(seat.session, code, name, names, count), "hand": hand_of(seat)}


@once
def _cue(session: Session, code: str, name: str, names: tuple[str, ...], count: int) -> PhoneCue:
    return PhoneCue(str(session.stage), code, name, session.facilitator_name, names, count)


def alone(seat: Seat, code: str, name: str = "", count: int = 0) -> Islands:
    """What to do now where nobody speaks: no floor, no hand."""
    return cued(seat, code, name, count=count) | {"floor": None, "hand": None}


def hushed(seat: Seat, code: str, name: str = "", names: tuple[str, ...] = ()) -> Islands:
    """Nothing to do but listen."""
    return {"hush": PhoneHush(code, name, seat.facilitator_name, names)}


def turn_of(seat: Seat, people: Iterable[PersonId], done: Container[PersonId]) -> PersonId | None:
    """Whose turn it is: who has the floor and has not spoken, else the first in the order of the round."""
    floor = seat.session.floor
    waiting = [one for one in in_turn(seat.session, people) if one not in done and one not in seat.session.passes]
    if floor and floor.person in waiting:
        return floor.person
    return waiting[0] if waiting else None


def round_of(seat: Seat, people: tuple[PersonId, ...], done: Container[PersonId]) -> PhoneRound:
    """The round, person by person."""
    now = turn_of(seat, people, done)

    def state(person: PersonId) -> str:
        if person in done:
            return "spoken"
        return "passed" if person in seat.session.passes else "now" if person == now else ""

    return PhoneRound(tuple(RoundTurn(seat.session.name_of(one), state(one)) for one in in_turn(seat.session, people)))


def agreement_of(seat: Seat) -> PhoneContract | None:
    """The contract in view, or the subject before it is worded."""
    return _agreement(seat.session, seat.is_client)


@once
def _agreement(session: Session, mine: bool) -> PhoneContract | None:
    found = contract_of(session)
    if found is None:
        return None
    small = session.stage is not Stage.CONTRACT
    return PhoneContract(found.title, found.owner, mine, found.expectation, found.stated, small)
