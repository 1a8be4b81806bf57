"""The seats around the table: how each person stands in this moment, and what can be done in her name (S0.3, F6)."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from besace.method.clock import MINUTE
from besace.method.gates import Standing, gate
from besace.method.parts import Person, Presence
from besace.method.session import Session
from besace.method.turns import turns_of
from besace.method.value import value
from besace.method.view.table.behalf import Menu, menu_of
from besace.method.view.table.round import is_round
from besace.method.words import MOST_PARTICIPANTS, Moment, Number, PersonId, Said, Stage


@value
class Seat:
    """One seat: whose it is, its place among so many, its marks, her turns and minutes of floor, and her menu.

    Her name stands at the table on its `lines`, in small letters where it is `long`.
    `marks` are states in one word each; `waits` the conditions of the gate that name her; `settled` that
    nothing is missing of her in this moment.
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
    turns: int = 0
    minutes: int = 0
    all_turns: int = 0
    all_minutes: int = 0
    menu: tuple[Menu, ...] = ()

    @property
    def bundles(self) -> tuple[int, ...]:
        """Her turns as sticks, in bundles of five."""
        fives, rest = divmod(min(self.turns, MOST_STICKS), FIVE)
        return (FIVE,) * fives + ((rest,) if rest else ())

    @property
    def line(self) -> int:
        """Her minutes of floor in this step as the length of a thin line: a quarter of an hour at most."""
        return min(self.minutes, LONGEST_LINE) * 4


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
        turns=session.spoken.get(person.id, 0),
        minutes=session.airtime.get(session.stage, {}).get(person.id, 0) // MINUTE,
        all_turns=turns_of(session, person.id),
        all_minutes=sum(held.get(person.id, 0) for held in session.airtime.values()) // MINUTE,
        menu=(menu,) if menu else (),
    )


@lru_cache(maxsize=256)
def lines_of(name: str) -> tuple[str, ...]:
    """A name as it stands at the table: a long one on two lines, cut between words."""
    if len(name) <= LONG_NAME:
        return (name,)
    cuts = [n for n, sign in enumerate(name, 1) if sign in " -" and n < len(name)]
    if not cuts:
        return (name,)
    middle = min(cuts, key=lambda cut: abs(len(name) - 2 * cut))
    return (name[:middle].strip(), name[middle:].strip())


type Mark = Callable[[Session, PersonId], bool]

ALWAYS: Mapping[str, Mark] = {
    "client": lambda session, person: person == session.client,
    "floor": lambda session, person: session.floor is not None and session.floor.person == person,
    "hand": lambda session, person: person in session.hands,
    "invited": lambda session, person: person in session.invited,  # who let it pass too: nobody knows (F1)
    "passed": lambda session, person: is_round(session) and person in session.passes,
}

NOW: Mapping[tuple[Stage, Moment | None], Mapping[str, Mark]] = {
    (Stage.RECEPTION, Moment.CHECK_IN): {"spoken": lambda session, person: person in session.check_ins},
    (Stage.RECEPTION, Moment.FOLLOW_UP): {
        "reporting": lambda session, person: session.previous is not None and session.previous.client == person
    },
    (Stage.RECEPTION, Moment.SUBJECTS): {
        "proposed": lambda session, person: any(one.owner == person for one in session.subjects)
    },
    (Stage.RECEPTION, Moment.VOTE): {
        "voted": lambda session, person: session.vote.open and person in session.vote.ballots
    },
    (Stage.RECEPTION, Moment.CONSENT): {
        "chosen": lambda session, person: person == session.chosen_owner,
        "accepted": lambda session, person: person == session.chosen_owner and session.consent.owner,
        "consented": lambda session, person: person in session.consent.given,
    },
    (Stage.PRESENTATION, None): {"presented": lambda session, person: person == session.client and session.presented},
    (Stage.CLARIFICATION, None): {
        "asked": lambda session, person: any(one.by == person for one in session.questions),
        "clear": lambda session, person: person in session.clear,
    },
    (Stage.CONTRACT, None): {
        "said-back": lambda session, person: person in session.reformulations,
        "matched": lambda session, person: _matches(session, person) is True,
        "unmatched": lambda session, person: _matches(session, person) is False,
        "agreed": lambda session, person: person in session.agreed,
    },
    (Stage.REACTIONS, None): {
        "reacted": lambda session, person: any(one.by == person for one in session.reactions),
        "to-clarify": lambda session, person: session.clarify_asked and session.to_clarify == person,
    },
    (Stage.SYNTHESIS, None): {"same-plan": lambda session, person: person in session.plan_agreed},
    (Stage.CONCLUSION, None): {
        "evaluated": lambda session, person: person in session.evaluations,
        "comes": lambda session, person: session.next_answers.get(person) is True,
        "cannot-come": lambda session, person: session.next_answers.get(person) is False,
    },
}
"""What a seat can say in each moment, and when."""

SETTLED = frozenset(
    {"spoken", "passed", "proposed", "voted", "accepted", "consented", "presented", "clear", "agreed"}
    | {"reacted", "same-plan", "evaluated"}
)


def _marks(session: Session, person: PersonId) -> tuple[str, ...]:
    now = NOW.get((session.stage, session.moment), {})
    return tuple([mark for marks in (ALWAYS, now) for mark, holds in marks.items() if holds(session, person)])


def _matches(session: Session, person: PersonId) -> bool | None:
    said = session.reformulations.get(person)
    return said.matches if said else None
