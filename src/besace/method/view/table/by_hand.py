"""By hand: what is still missing of each, one touch a person, for a table with one laptop (F6)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from besace.method.decide import open_to
from besace.method.gates import MISSING
from besace.method.parts import Presence
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Named, named
from besace.method.words import Condition, Moment, PersonId, Said, Stage


@value
class Row:
    """One act and those of whom it is missing.

    Each touch posts `word` with `fields`, and the person as `names`: `for`, or `person` for the facilitator's own
    acts. `every` says that all may be noted at once; `opens` that a touch opens her menu, where words are needed.
    """

    key: str
    word: str
    people: tuple[Named, ...]
    names: str = "for"
    behalf: Said = ""
    fields: tuple[tuple[str, str], ...] = ()
    other: Said = ""
    every: bool = False
    opens: bool = False
    kinds: bool = False


@value
class ByHand:
    """The rows of the moment under way; `wide` where they lie open from the start."""

    rows: tuple[Row, ...]
    wide: bool = False


type Missing = Callable[[Session], tuple[PersonId, ...]]


def by_hand_of(session: Session) -> ByHand | None:
    """What is still missing by hand, or None where nothing is."""
    rows = tuple(row for row in ROWS.get((session.stage, session.moment), _none)(session) if row.people)
    return ByHand(rows, wide=session.stage is Stage.GATHERING) if rows else None


def _row(session: Session, word: str, people: tuple[PersonId, ...]) -> Row:
    return Row(word, word, named(session, tuple([one for one in people if word in open_to(session, one)])))


def _missing(session: Session, condition: Condition) -> tuple[PersonId, ...]:
    found = MISSING[condition](session)
    return () if isinstance(found, bool) else found


def _none(_: Session) -> Iterator[Row]:
    yield from ()


def _gathering(session: Session) -> Iterator[Row]:
    expected = tuple(one.id for one in session.people if one.presence is Presence.EXPECTED)
    yield Row("admit", "admit", named(session, expected), names="person", every=True)


def _check_in(session: Session) -> Iterator[Row]:
    silent = (one for one in session.present if one not in session.check_ins and one not in session.passes)
    yield _row(session, "check_in", tuple(silent))


def _follow_up(session: Session) -> Iterator[Row]:
    previous = session.previous
    if previous and len(session.reports) < len(previous.actions):
        yield replace(_row(session, "report_action", (previous.client,)), opens=True)


def _subjects(session: Session) -> Iterator[Row]:
    owners = {one.owner for one in session.subjects}
    yield replace(
        _row(session, "propose_subject", tuple(one for one in session.present if one not in owners)), opens=True
    )


def _vote(session: Session) -> Iterator[Row]:
    yield replace(
        _row(session, "vote", tuple(one for one in session.present if one not in session.vote.ballots)), opens=True
    )


def _consent(session: Session) -> Iterator[Row]:
    yield _row(session, "accept", _missing(session, Condition.CLIENT_AGREES))
    yield replace(_row(session, "consent", _missing(session, Condition.CONSULTANTS_CONSENT)), every=True)


def _presentation(session: Session) -> Iterator[Row]:
    if session.client and not session.presented:
        yield _row(session, "done", (session.client,))


def _clarification(session: Session) -> Iterator[Row]:
    yield _row(session, "ask", _missing(session, Condition.EACH_ASKED))
    yield replace(_row(session, "clear", _missing(session, Condition.CLEAR_TO_ALL)), every=True)


def _contract(session: Session) -> Iterator[Row]:
    yield _row(session, "reformulate", _missing(session, Condition.EACH_REFORMULATED))
    yield from _matching(session)
    if session.contract is None and session.client:
        yield replace(_row(session, "set_contract", (session.client,)), opens=True)
    yield replace(_row(session, "agree", _missing(session, Condition.ALL_AGREE)), every=True)


def _matching(session: Session) -> Iterator[Row]:
    client = session.client
    if client is None or "match" not in open_to(session, client):
        return
    unmatched = _missing(session, Condition.REFORMULATIONS_MATCH)
    said = named(session, tuple(person for person in unmatched if person in session.reformulations))
    yield Row("match-yes", "match", said, "person", client, (("matches", "true"),), session.name_of(client))


def _reactions(session: Session) -> Iterator[Row]:
    yield replace(_row(session, "react", _missing(session, Condition.EACH_REACTED)), kinds=True)


def _synthesis(session: Session) -> Iterator[Row]:
    if session.client:
        yield replace(_row(session, "add_action", (session.client,)), opens=True)
        yield _row(session, "plans_agree", tuple(one for one in (session.client,) if one not in session.plan_agreed))


def _conclusion(session: Session) -> Iterator[Row]:
    yield _row(session, "evaluate", _missing(session, Condition.EACH_EVALUATED))
    if session.next_session:
        asked = named(session, _missing(session, Condition.NEXT_CONFIRMED))
        yield Row("confirm_next-yes", "confirm_next", asked, fields=(("available", "true"),), every=True)


ROWS: Mapping[tuple[Stage, Moment | None], Callable[[Session], Iterator[Row]]] = {
    (Stage.GATHERING, None): _gathering,
    (Stage.RECEPTION, Moment.CHECK_IN): _check_in,
    (Stage.RECEPTION, Moment.FOLLOW_UP): _follow_up,
    (Stage.RECEPTION, Moment.SUBJECTS): _subjects,
    (Stage.RECEPTION, Moment.VOTE): _vote,
    (Stage.RECEPTION, Moment.CONSENT): _consent,
    (Stage.PRESENTATION, None): _presentation,
    (Stage.CLARIFICATION, None): _clarification,
    (Stage.CONTRACT, None): _contract,
    (Stage.REACTIONS, None): _reactions,
    (Stage.SYNTHESIS, None): _synthesis,
    (Stage.CONCLUSION, None): _conclusion,
}
"""What is asked of each in every moment."""
