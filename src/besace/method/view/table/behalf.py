"""What the facilitator can do in someone's name: every act of a participant for the moment under way (F6).

Whether an act is open is asked of `may` alone; what is still missing of a person comes first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from besace.method.decide import may
from besace.method.session import Session
from besace.method.view.table.round import spoken_in
from besace.method.words import KINDS_OF_REACTION, Moment, PersonId, Stage


@dataclass(frozen=True, slots=True)
class Tap:
    """One act as one touch. `key` names its sentence, of which `other` is a second name or a title.

    `behalf` is whose act it is; without it, it is the facilitator's own act about someone.
    """

    key: str
    word: str
    behalf: PersonId = ""
    fields: tuple[tuple[str, str], ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose from: its id and how it reads."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Writing:
    """One act with words of hers: its `word` names the fields; `choices` what they choose from."""

    word: str
    behalf: PersonId
    choices: tuple[Choice, ...] = ()
    question: str = ""
    expectation: str = ""


type Words = frozenset[str]
type Done = Callable[[Session, PersonId], bool]


def _again(_: Session, __: PersonId) -> bool:
    return False


def _has_asked(session: Session, person: PersonId) -> bool:
    return any(question.by == person for question in session.questions)


def _has_had_her_turn(session: Session, person: PersonId) -> bool:
    return person in session.passes or person in spoken_in(session)


PLAIN: Mapping[str, Done] = {
    "check_in": lambda session, person: person in session.check_ins,
    "accept": lambda session, _: session.consent.owner,
    "decline": _again,
    "consent": lambda session, person: person in session.consent.given,
    "object": _again,
    "done": lambda session, _: session.presented,
    "answer": _again,
    "decline_answer": _again,
    "ask": _has_asked,
    "clear": lambda session, person: person in session.clear,
    "reformulate": lambda session, person: person in session.reformulations,
    "agree": lambda session, person: person in session.agreed,
    "plans_agree": lambda session, person: person in session.plan_agreed,
    "evaluate": lambda session, person: person in session.evaluations,
}
"""Acts that need no words when made by hand, in the order of likelihood, and when each has been done."""

REPEATED = frozenset({"ask", "reformulate"})
QUESTIONS = frozenset({"answer", "decline_answer"})


def taps_of(session: Session, person: PersonId, now: Words) -> tuple[Tap, ...]:
    """Every act open in her name that needs no words, the likeliest first; then what the facilitator does.

    `now` are the words whose moment it is (`open_words`).
    """
    return tuple(
        tap
        for tap in _all(session, person, now)
        if tap.word in now and may(session, tap.word, tap.behalf or session.facilitator) is None
    )


def _all(session: Session, person: PersonId, now: Words) -> Iterator[Tap]:
    if not session.is_here(person):
        yield from _coming(session, person)
        return
    plain = {word: is_done(session, person) for word, is_done in PLAIN.items() if word in now}
    yield from _plain(session, person, (word for word, done in plain.items() if not done))
    yield from _special(session, person)
    yield from (Tap(f"{word}-again", word, person) for word, done in plain.items() if done and word in REPEATED)
    if not _has_had_her_turn(session, person):
        yield Tap("pass", "pass", person)
    yield from _going_on(session, person)


def _plain(session: Session, person: PersonId, words: Iterable[str]) -> Iterator[Tap]:
    for word in words:
        if word not in QUESTIONS:
            yield Tap(word, word, person)
        elif open_question := _open_question(session):
            yield Tap(word, word, person, (("question", str(open_question)),))


def _open_question(session: Session) -> int | None:
    unsettled = [number for number, question in enumerate(session.questions, 1) if not question.state]
    return unsettled[-1] if unsettled else None


def _special(session: Session, person: PersonId) -> Iterator[Tap]:
    yield from _matches(session, person)
    if session.stage is Stage.REACTIONS:
        yield from (Tap(f"react-{kind}", "react", person, (("kind", kind),)) for kind in KINDS_OF_REACTION)
    if session.moment in (Moment.SUBJECTS, Moment.VOTE):
        yield from _resonances(session, person)
    if session.stage is Stage.CONCLUSION and person not in session.next_answers:
        yield Tap("confirm_next-yes", "confirm_next", person, (("available", "true"),))
        yield Tap("confirm_next-no", "confirm_next", person, (("available", "false"),))
    if session.role_of(person) == "client":
        yield from _quiet(session, person)


def _matches(session: Session, person: PersonId) -> Iterator[Tap]:
    said = session.reformulations.get(person)
    if session.stage is not Stage.CONTRACT or said is None or session.client is None:
        return
    client = session.name_of(session.client)
    if said.matches is not True:
        yield Tap("match-yes", "match", session.client, (("person", person), ("matches", "true")), client)
    if said.matches is not False:
        yield Tap("match-no", "match", session.client, (("person", person), ("matches", "false")), client)


def _resonances(session: Session, person: PersonId) -> Iterator[Tap]:
    for subject in session.subjects:
        felt = person in session.resonances.get(subject.id, frozenset())
        on = (("subject", subject.id), ("on", "false" if felt else "true"))
        yield Tap("resonate-no" if felt else "resonate-yes", "resonate", person, on, subject.title)


def _quiet(session: Session, person: PersonId) -> Iterator[Tap]:
    writing, uneasy = session.writing, bool(session.discomfort)
    yield Tap("writing-off" if writing else "writing-on", "writing", person, (("on", _flag(not writing)),))
    yield Tap("ask_to_clarify", "ask_to_clarify", person)
    yield Tap("discomfort-off" if uneasy else "discomfort-on", "discomfort", person, (("on", _flag(not uneasy)),))


def _flag(on: bool) -> str:
    return "true" if on else "false"


def _going_on(session: Session, person: PersonId) -> Iterator[Tap]:
    about = (("person", person),)
    if session.floor and session.floor.person == person:
        yield Tap("clear_floor", "clear_floor")
    else:
        yield Tap("give_floor", "give_floor", fields=about)
    raised = person in session.hands
    yield Tap("lower_hand", "lower_hand", person) if raised else Tap("raise_hand", "raise_hand", person)
    yield Tap("mark_absent" if session.stage is Stage.GATHERING else "leave", "mark_absent", fields=about)


def _coming(session: Session, person: PersonId) -> Iterator[Tap]:
    found = session.person(person)
    about = (("person", person),)
    if found and found.presence == "expected":
        yield Tap("admit", "admit", fields=about)
        yield Tap("mark_absent", "mark_absent", fields=about)
    else:
        yield Tap("admit-again", "admit", fields=about)


def _unreported(session: Session) -> tuple[Choice, ...]:
    actions = session.previous.actions if session.previous else ()
    return _choices((str(n), text) for n, text in enumerate(actions, 1) if n not in session.reports)


def _standing(session: Session) -> tuple[Choice, ...]:
    return _choices((one.id, one.title) for one in session.subjects if one.id in session.vote.standing)


def _choices(pairs: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(key, words) for key, words in pairs)


def _contract(session: Session, person: PersonId) -> Writing:
    if session.contract:
        return Writing("set_contract", person, (), session.contract.question, session.contract.expectation)
    subject = session.subject(session.chosen)
    return Writing("set_contract", person, (), subject.title if subject else "")


SHEETS: Mapping[str, Callable[[Session, PersonId], Writing]] = {
    "check_in": lambda _, person: Writing("check_in", person),
    "report_action": lambda session, person: Writing("report_action", person, _unreported(session)),
    "propose_subject": lambda _, person: Writing("propose_subject", person),
    "vote": lambda session, person: Writing("vote", person, _standing(session)),
    "ask": lambda _, person: Writing("ask", person),
    "reformulate": lambda _, person: Writing("reformulate", person),
    "set_contract": _contract,
    "react": lambda _, person: Writing("react", person),
    "add_action": lambda _, person: Writing("add_action", person),
    "evaluate": lambda _, person: Writing("evaluate", person),
}
"""Acts with words, by their word: the sheet on which the facilitator writes them down for someone."""


def writings_of(session: Session, person: PersonId, now: Words) -> tuple[Writing, ...]:
    """What can be written down in a person’s name, of the words whose moment it is."""
    return tuple(
        sheet(session, person) for word, sheet in SHEETS.items() if word in now and may(session, word, person) is None
    )
