"""Step 2: consultants ask, the client answers or does not (S2, S2.1, S2.2)."""

from besace.method.memory import once
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can
from besace.method.view.phone.own import KeptBack, KeptFold, kept_in
from besace.method.view.phone.parts import agreement_of, cued
from besace.method.view.phone.seat import Islands, Seat
from besace.method.words import Count, Number, PersonId, Said, Stage


@value
class AskedLine:
    """One question: its number from 1, who asked, its words where it was written, and "", "answered" or "declined"."""

    number: Number
    by: Said
    text: Said
    state: str


@value
class ClientQuestions:
    """The questions put to the client: the last asked, if it waits for her; folded, those that wait from before it."""

    waiting: tuple[AskedLine, ...]
    earlier: tuple[AskedLine, ...]
    still: Count
    settled: tuple[AskedLine, ...]
    behind: Count


@value
class AskedFold:
    """The questions asked so far, folded."""

    asked: Count
    lines: tuple[AskedLine, ...]


@value
class AskComposer:
    """Where a question is worded, with the coach beside it."""

    asked: int


@value
class ClearThumb:
    """Asked aloud; clear to me; I pass, for one who has asked nothing yet."""

    clear: bool
    asked: bool
    passed: bool
    can_clear: Can


COMPOSERS = {asked: AskComposer(int(asked)) for asked in (False, True)}


def islands(seat: Seat) -> Islands:
    """The page of step 2."""
    return _client(seat) if seat.is_client else _consultant(seat)


@once
def _askers(session: Session) -> frozenset[PersonId]:
    return frozenset(one.by for one in session.questions)


@once
def _lines(session: Session) -> tuple[AskedLine, ...]:
    asked = enumerate(session.questions, 1)
    return tuple(AskedLine(n, session.name_of(one.by), one.text, one.state) for n, one in asked)


@once
def _asked(session: Session) -> AskedFold | None:
    lines = _lines(session)
    return AskedFold(len(lines), lines) if lines else None


@once
def _thumb(_: Session, clear: bool, asked: bool, passed: bool, can: Can) -> ClearThumb:
    return ClearThumb(clear, asked, passed, can)


@once
def _put_to_her(session: Session) -> ClientQuestions:
    lines = _lines(session)[::-1]
    waiting = tuple([one for one in lines if not one.state])
    settled = tuple([one for one in lines if one.state])
    return ClientQuestions(waiting[:1], waiting[1:], len(waiting[1:]), settled, len(settled))


def _client(seat: Seat) -> Islands:
    return cued(seat, "answer") | {
        "hand": None,
        "contract": agreement_of(seat),
        "questions": _put_to_her(seat.session),
    }


def _consultant(seat: Seat) -> Islands:
    session = seat.session
    back = kept_in(seat, {Stage.PRESENTATION})
    later = kept_in(seat, {Stage.CLARIFICATION})
    clear, asked = seat.viewer in session.clear, seat.viewer in _askers(session)
    return cued(seat, "clear" if clear else "ask", seat.client_name) | {
        "contract": agreement_of(seat),
        "back": KeptBack("ask", back) if back else None,
        "composer": COMPOSERS[asked],
        "kept": KeptFold(later) if later else None,
        "more": _asked(session),
        "thumb": _thumb(session, clear, asked, seat.viewer in session.passes, seat.can("clear")),
    }
