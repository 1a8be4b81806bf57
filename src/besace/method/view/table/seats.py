"""The seats around the table: how each person stands in this moment, and what can be done in her name (S0.3, F6)."""

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache

from besace.method.clock import MINUTE
from besace.method.gates import Standing, gate
from besace.method.memory import once
from besace.method.parts import Person, Presence
from besace.method.session import Session
from besace.method.turns import turns_of
from besace.method.value import value
from besace.method.view.table.behalf import Menu, menu_of
from besace.method.view.table.round import is_round, spoken_in
from besace.method.words import MOST_PARTICIPANTS, Count, Moment, Number, PersonId, Said, Stage


@value
class Sticks:
    """Turns as sticks, in bundles of five."""

    bundles: tuple[int, ...]


@value
class Seat:
    """One seat: whose it is, its place among so many, its marks, her turns and minutes of floor, and her menu.

    Her name stands at the table on its `lines`, in small letters where it is `long`.
    `marks` are states in one word each; `waits` the conditions of the gate that name her; `settled` that
    nothing is missing of her in this moment. Her turns and minutes are those of this step, then those of the session,
    `before` where some of them were in other steps; they are drawn as `sticks`, none or one row of them, and as the
    length of a thin `line`, a quarter of an hour at most.
    """

    person: Said
    name: Said
    place: Number
    of: int
    you: bool = False
    lines: tuple[Said, ...] = ()
    long: bool = False
    marks: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    settled: bool = False
    turns: Count = 0
    minutes: Count = 0
    all_turns: Count = 0
    all_minutes: Count = 0
    before: bool = False
    sticks: tuple[Sticks, ...] = ()
    line: Count = 0
    menu: tuple[Menu, ...] = ()


ISLANDS = tuple(f"seat{place}" for place in range(MOST_PARTICIPANTS + 1))
LONG_NAME = 14
FIVE = 5
MOST_STICKS = 15
LONGEST_LINE = 15


def seats_of(session: Session) -> dict[str, Seat | None]:
    """The seats by name of island, one island a place: the facilitator's, the participants', then the free ones."""
    of = len(session.people) + 1
    found: dict[str, Seat | None] = dict.fromkeys(ISLANDS)
    found["seat0"] = Seat(session.facilitator, session.facilitator_name, 0, of, you=True)
    conditions = gate(session)
    for place, one in enumerate(session.people, 1):
        found[ISLANDS[place]] = _seat(session, conditions, one, (place, of))
    return found


def _seat(session: Session, conditions: tuple[Standing, ...], person: Person, where: tuple[int, int]) -> Seat:
    here = person.presence is Presence.HERE
    marks = _marks(session, person.id) if here else (str(person.presence),)
    waits = tuple([str(one.condition) for one in conditions if person.id in one.missing]) if here else ()
    menu = menu_of(session, person.id)
    turns, all_turns = session.spoken.get(person.id, 0), turns_of(session, person.id)
    minutes = session.airtime.get(session.stage, {}).get(person.id, 0) // MINUTE
    return Seat(
        person=person.id,
        name=person.name,
        place=where[0],
        of=where[1],
        lines=lines_of(person.name),
        long=len(person.name) > LONG_NAME,
        marks=marks,
        waits=waits,
        settled=not waits and not SETTLED.isdisjoint(marks),
        turns=turns,
        minutes=minutes,
        all_turns=all_turns,
        all_minutes=sum([held.get(person.id, 0) for held in session.airtime.values()]) // MINUTE,
        before=all_turns > turns,
        sticks=(_sticks(min(turns, MOST_STICKS)),) if turns else (),
        line=min(minutes, LONGEST_LINE) * 4,
        menu=(menu,) if menu else (),
    )


@cache
def _sticks(turns: int) -> Sticks:
    fives, rest = divmod(turns, FIVE)
    return Sticks((FIVE,) * fives + ((rest,) if rest else ()))


def lines_of(name: str) -> tuple[str, ...]:
    """A name as it stands at the table: a long one on two lines, cut between words."""
    if len(name) <= LONG_NAME:
        return (name,)
    cuts = [n for n, sign in enumerate(name, 1) if sign in " -" and n < len(name)]
    if not cuts:
        return (name,)
    middle = min(cuts, key=lambda cut: abs(len(name) - 2 * cut))
    return (name[:middle].strip(), name[middle:].strip())


type Mark = Callable[[Session], Container[PersonId | None]]

ALWAYS: Mapping[str, Mark] = {
    "client": lambda session: (session.client,),
    "floor": lambda session: (session.floor.person,) if session.floor else (),
    "hand": lambda session: session.hands,
    "invited": lambda session: session.invited,  # who let it pass too: nobody knows (F1)
    "passed": lambda session: session.passes if is_round(session) else (),
}

NOW: Mapping[tuple[Stage, Moment | None], Mapping[str, Mark]] = {
    (Stage.RECEPTION, Moment.CHECK_IN): {"spoken": lambda session: session.check_ins},
    (Stage.RECEPTION, Moment.FOLLOW_UP): {
        "reporting": lambda session: (session.previous.client,) if session.previous else ()
    },
    (Stage.RECEPTION, Moment.SUBJECTS): {"proposed": lambda session: {one.owner for one in session.subjects}},
    (Stage.RECEPTION, Moment.VOTE): {"voted": lambda session: session.vote.ballots if session.vote.open else ()},
    (Stage.RECEPTION, Moment.CONSENT): {
        "chosen": lambda session: (session.chosen_owner,),
        "accepted": lambda session: (session.chosen_owner,) if session.consent.owner else (),
        "consented": lambda session: session.consent.given,
    },
    (Stage.PRESENTATION, None): {"presented": lambda session: (session.client,) if session.presented else ()},
    (Stage.CLARIFICATION, None): {"asked": spoken_in, "clear": lambda session: session.clear},
    (Stage.CONTRACT, None): {
        "said-back": spoken_in,
        "matched": lambda session: _whose_match(session, is_so=True),
        "unmatched": lambda session: _whose_match(session, is_so=False),
        "agreed": lambda session: session.agreed,
    },
    (Stage.REACTIONS, None): {
        "reacted": spoken_in,
        "to-clarify": lambda session: (session.to_clarify,) if session.clarify_asked else (),
    },
    (Stage.SYNTHESIS, None): {"same-plan": lambda session: session.plan_agreed},
    (Stage.CONCLUSION, None): {
        "evaluated": lambda session: session.evaluations,
        "comes": lambda session: _who_answered(session, comes=True),
        "cannot-come": lambda session: _who_answered(session, comes=False),
    },
}
"""What a seat can say in each moment, and of whom."""

SETTLED = frozenset(
    {"spoken", "passed", "proposed", "voted", "accepted", "consented", "presented", "clear", "agreed"}
    | {"reacted", "same-plan", "evaluated"}
)


@once
def _marked(session: Session) -> Sequence[tuple[str, Container[PersonId | None]]]:
    """The marks of the moment, each with those who bear it."""
    now = NOW.get((session.stage, session.moment), {})
    return [(mark, whose(session)) for marks in (ALWAYS, now) for mark, whose in marks.items()]


def _marks(session: Session, person: PersonId) -> tuple[str, ...]:
    return tuple([mark for mark, whose in _marked(session) if person in whose])


def _whose_match(session: Session, *, is_so: bool) -> set[PersonId]:
    return {person for person, said in session.reformulations.items() if said.matches is is_so}


def _who_answered(session: Session, *, comes: bool) -> set[PersonId]:
    return {person for person, answer in session.next_answers.items() if answer is comes}
