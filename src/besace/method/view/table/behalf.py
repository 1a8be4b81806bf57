"""What the facilitator can do in someone's name: every act of a participant for the moment under way (F6).

Whether an act is open is asked of the rules alone; what is still missing of a person comes first.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from besace.method.decide import NONE, open_to, open_words
from besace.method.memory import once
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.table.round import spoken_in
from besace.method.view.table.sheets import Writing, writings_of
from besace.method.words import KINDS_OF_REACTION, PersonId, Said, Stage

HERS, CLIENTS, FACILITATORS = "her", "client", "facilitator"


@value
class Tap:
    """One act as one touch in a menu. `key` names its sentence, `fields` are what it posts.

    It is HERS, the CLIENTS or the FACILITATORS own (`whose`); `about` names what else it posts of the menu: its
    `person`, or the open `question`. Those who can do the same then have the very same touches.
    """

    key: str
    word: str
    whose: str = HERS
    about: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@value
class Felt:
    """One subject, and whether it resonates with her (R6)."""

    subject: Said
    title: Said
    on: bool


@value
class Menu:
    """What can be done in someone's name, and about her, by the facilitator; some of it is the client's to do (F6)."""

    person: Said
    name: Said
    client: Said
    client_name: Said
    question: Said
    taps: tuple[Tap, ...]
    resonances: tuple[Felt, ...]
    writings: tuple[Writing, ...]

    def behalf_of(self, tap: Tap) -> PersonId:
        """In whose name a touch is made; empty for the facilitator's own."""
        return {HERS: self.person, CLIENTS: self.client}.get(tap.whose, "")


touch = lru_cache(maxsize=256)(Tap)
"""The same touch on all seats, at all tables."""

type Words = frozenset[str]
type Done = Callable[[Session], Container[PersonId]]


def _nobody(_: Session) -> Container[PersonId]:
    return ()


def _everyone(session: Session) -> Container[PersonId]:
    return frozenset([one.id for one in session.people])


PLAIN: Mapping[str, Done] = {
    "check_in": lambda session: session.check_ins,
    "accept": lambda session: _everyone(session) if session.consent.owner else (),
    "decline": _nobody,
    "consent": lambda session: session.consent.given,
    "object": _nobody,
    "done": lambda session: _everyone(session) if session.presented else (),
    "answer": _nobody,
    "decline_answer": _nobody,
    "ask": spoken_in,
    "clear": lambda session: session.clear,
    "reformulate": lambda session: session.reformulations,
    "agree": lambda session: session.agreed,
    "plans_agree": lambda session: session.plan_agreed,
    "evaluate": lambda session: session.evaluations,
}
"""Acts that need no words when made by hand, in the order of likelihood, and by whom each has been done."""

ORDERED = (Stage.RECEPTION, Stage.CONTRACT, Stage.CONCLUSION)
"""Where one speaks after the other, so that there is a next one."""
REPEATED = frozenset({"ask", "reformulate"})
QUESTIONS = frozenset({"answer", "decline_answer"})


class Now(NamedTuple):
    """What all menus have in common now: the words of the moment, and those open to the facilitator and the client."""

    words: Words
    facilitators: Words
    clients: Words
    asked: bool
    stage: Stage


class Hers(NamedTuple):
    """What makes one menu differ from another."""

    words: Words
    done: tuple[str, ...]
    had_her_turn: bool
    has_floor: bool
    raised: bool
    invited: bool
    special: tuple[Tap, ...]


def menu_of(session: Session, person: PersonId) -> Menu | None:
    """The menu of one seat, or None where there is nothing to do."""
    taps, writings = taps_of(session, person), writings_of(session, person)
    if not taps and not writings:
        return None
    return Menu(
        person=person,
        name=session.name_of(person),
        client=session.client or "",
        client_name=session.name_of(session.client) if session.client else "",
        question=str(_open_question(session)) if any(tap.about == "question" for tap in taps) else "",
        taps=taps,
        resonances=resonances_of(session, person),
        writings=writings,
    )


def taps_of(session: Session, person: PersonId) -> tuple[Tap, ...]:
    """Every act open in her name that needs no words, the likeliest first; then what the facilitator does."""
    now = _now(session)
    if not session.is_here(person):
        return tuple(tap for tap in _coming(session, person) if tap.word in now.facilitators)
    hers = Hers(
        words=open_to(session, person),
        done=tuple([word for word, done_by in _plain(session) if person in done_by]),
        had_her_turn=person in session.passes or person in spoken_in(session),
        has_floor=session.floor is not None and session.floor.person == person,
        raised=person in session.hands,
        invited=person in session.invited,
        special=tuple(_special(session, person)),
    )
    return _menu(now, hers)


@once
def _now(session: Session) -> Now:
    clients = open_to(session, session.client) if session.client else NONE
    facilitators = open_to(session, session.facilitator)
    return Now(open_words(session), facilitators, clients, _open_question(session) > 0, session.stage)


@once
def _plain(session: Session) -> Sequence[tuple[str, Container[PersonId]]]:
    """The acts of the moment that need no words, and by whom each has been done."""
    now = open_words(session)
    return [(word, done_by(session)) for word, done_by in PLAIN.items() if word in now]


@lru_cache(maxsize=512)
def _menu(now: Now, hers: Hers) -> tuple[Tap, ...]:
    """Many seats stand alike, at many tables."""
    todo = [word for word in PLAIN if word in now.words and word not in hers.done]
    again = [touch(f"{word}-again", word) for word in hers.done if word in REPEATED]
    turn = [] if hers.had_her_turn else [touch("pass", "pass")]
    open_now = {HERS: hers.words, CLIENTS: now.clients, FACILITATORS: now.facilitators}
    taps = [*_first(todo, now.asked), *hers.special, *again, *turn, *_going_on(now.stage, hers)]
    return tuple(tap for tap in taps if tap.word in open_now[tap.whose])


def _first(words: Iterable[str], question: bool) -> Iterator[Tap]:
    for word in words:
        if word not in QUESTIONS:
            yield touch(word, word)
        elif question:
            yield touch(word, word, about="question")


def _going_on(stage: Stage, hers: Hers) -> Iterator[Tap]:
    if hers.has_floor:
        yield touch("clear_floor", "clear_floor", whose=FACILITATORS)
    else:
        yield touch("give_floor", "give_floor", whose=FACILITATORS, about="person")
        if not hers.had_her_turn and stage in ORDERED:
            yield touch("set_order", "set_order", whose=FACILITATORS, about="person")
        if not hers.invited and not hers.raised:
            yield touch("invite", "invite", whose=FACILITATORS, about="person")
    hand = "lower_hand" if hers.raised else "raise_hand"
    yield touch(hand, hand)
    gone = "mark_absent" if stage is Stage.GATHERING else "leave"
    yield touch(gone, "mark_absent", whose=FACILITATORS, about="person")


@once
def _open_question(session: Session) -> int:
    """The last question that waits for its answer, from 1; 0 where none does."""
    return max([number for number, question in enumerate(session.questions, 1) if not question.state], default=0)


def _special(session: Session, person: PersonId) -> Iterator[Tap]:
    if session.stage is Stage.CONTRACT:
        yield from _matches(session, person)
    if session.stage is Stage.REACTIONS:
        yield from (touch(f"react-{kind}", "react", fields=(("kind", kind),)) for kind in KINDS_OF_REACTION)
    if session.stage is Stage.CONCLUSION and person not in session.next_answers:
        yield touch("confirm_next-yes", "confirm_next", fields=(("available", "true"),))
        yield touch("confirm_next-no", "confirm_next", fields=(("available", "false"),))
    if person == session.client:
        yield from _quiet(session)


def _matches(session: Session, person: PersonId) -> Iterator[Tap]:
    said = session.reformulations.get(person)
    if said and said.matches is not True:
        yield touch("match-yes", "match", whose=CLIENTS, about="person", fields=(("matches", "true"),))
    if said and said.matches is not False:
        yield touch("match-no", "match", whose=CLIENTS, about="person", fields=(("matches", "false"),))


def resonances_of(session: Session, person: PersonId) -> tuple[Felt, ...]:
    """Which subjects can be said to resonate with her, or not after all (R6)."""
    if "resonate" not in open_to(session, person):
        return ()
    none: frozenset[PersonId] = frozenset()
    return tuple(Felt(one.id, one.title, person in session.resonances.get(one.id, none)) for one in session.subjects)


def _quiet(session: Session) -> Iterator[Tap]:
    writing, uneasy = session.writing, bool(session.discomfort)
    yield touch("writing-off" if writing else "writing-on", "writing", fields=(("on", _flag(not writing)),))
    yield touch("ask_to_clarify", "ask_to_clarify")
    yield touch("discomfort-off" if uneasy else "discomfort-on", "discomfort", fields=(("on", _flag(not uneasy)),))


def _flag(on: bool) -> str:
    return "true" if on else "false"


def _coming(session: Session, person: PersonId) -> Iterator[Tap]:
    found = session.person(person)
    if found and found.presence == "expected":
        yield touch("admit", "admit", whose=FACILITATORS, about="person")
        yield touch("mark_absent", "mark_absent", whose=FACILITATORS, about="person")
    else:
        yield touch("admit-again", "admit", whose=FACILITATORS, about="person")
