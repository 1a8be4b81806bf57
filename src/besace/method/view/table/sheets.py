"""The sheets on which the facilitator writes down, in someone's name, what takes words (F6)."""

from collections.abc import Callable, Iterable, Mapping

from besace.method.decide import open_to, open_words
from besace.method.memory import once
from besace.method.session import Session
from besace.method.value import value
from besace.method.variants import FOUR_A, RETURN_OF_EXPERIENCE
from besace.method.words import PersonId, Said


@value
class Choice:
    """One thing to choose from: its id and how it reads."""

    id: Said
    words: Said


@value
class Writing:
    """One act with words of hers: its `word` names the fields; `choices` what they choose from."""

    word: str
    choices: tuple[Choice, ...] = ()
    question: Said = ""
    expectation: Said = ""
    more: bool = False
    """It asks more than usual: the card of four, the return of experience."""


def _unreported(session: Session) -> tuple[Choice, ...]:
    actions = session.previous.actions if session.previous else ()
    return _choices((str(n), text) for n, text in enumerate(actions, 1) if n not in session.reports)


def _standing(session: Session) -> tuple[Choice, ...]:
    return _choices((one.id, one.title) for one in session.subjects if one.id in session.vote.standing)


def _choices(pairs: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(key, words) for key, words in pairs)


def _contract(session: Session) -> Writing:
    if session.contract:
        return Writing("set_contract", (), session.contract.question, session.contract.expectation)
    subject = session.subject(session.chosen)
    return Writing("set_contract", (), subject.title if subject else "")


SHEETS: Mapping[str, Callable[[Session], Writing]] = {
    "check_in": lambda _: Writing("check_in"),
    "report_action": lambda session: Writing(
        "report_action", _unreported(session), more=session.has(RETURN_OF_EXPERIENCE)
    ),
    "propose_subject": lambda _: Writing("propose_subject"),
    "vote": lambda session: Writing("vote", _standing(session)),
    "ask": lambda _: Writing("ask"),
    "reformulate": lambda _: Writing("reformulate"),
    "set_contract": _contract,
    "react": lambda _: Writing("react"),
    "add_action": lambda _: Writing("add_action"),
    "evaluate": lambda session: Writing("evaluate", more=session.has(FOUR_A)),
}
"""Acts with words, by their word: the sheet on which the facilitator writes them down for someone."""


@once
def _sheets(session: Session) -> Mapping[str, Writing]:
    """The sheets of the moment, the same for all whom they are open to."""
    now = open_words(session)
    return {word: sheet(session) for word, sheet in SHEETS.items() if word in now}


def writings_of(session: Session, person: PersonId) -> tuple[Writing, ...]:
    """What can be written down in a person’s name."""
    hers = open_to(session, person)
    return tuple([sheet for word, sheet in _sheets(session).items() if word in hers])
