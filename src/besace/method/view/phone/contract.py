"""Step 3: said back, matched, worded, agreed (S3, S3.1)."""

from besace.method.parts import Reformulation
from besace.method.value import value
from besace.method.view.common import Can
from besace.method.view.phone.own import KeptFold, kept_in
from besace.method.view.phone.parts import PhoneWait, agreement_of, cued, hushed, round_of, turn_of
from besace.method.view.phone.seat import Islands, Seat
from besace.method.words import Condition, Count, PersonId, Said


@value
class SaidBack:
    """What one consultant understood: "" for said aloud; whether it matches, None while nobody has said."""

    person: PersonId
    name: Said
    text: Said
    matches: bool | None


@value
class ClientMatches:
    """Every reformulation, for the client to say whether it matches; folded once she words the contract."""

    many: Count
    said: tuple[SaidBack, ...]
    folded: bool


@value
class SayBackComposer:
    """Where a consultant says the question back; `said` is what she said before, when it does not match yet."""

    again: bool
    said: Said = ""


@value
class SayBackThumb:
    """Say it back, written or aloud."""


@value
class ContractComposer:
    """Where the client words the contract: the question starts as the subject."""

    question: Said
    began: Said
    expectation: Said
    folded: bool
    again: bool


@value
class ContractThumb:
    """Show it to the table."""


@value
class AgreeThumb:
    """I agree, or I have a doubt (a raised hand)."""

    doubt: bool
    can: Can


def islands(seat: Seat) -> Islands:
    """The page of step 3."""
    if seat.is_client:
        return _client(seat)
    kept = kept_in(seat)
    return {"kept": KeptFold(kept) if kept else None, **_consultant(seat)}


def _agreeing(seat: Seat, code: str) -> Islands:
    """Everybody's answer to the contract that was worded."""
    if seat.viewer in seat.session.agreed:
        missing = seat.missing(Condition.ALL_AGREE)
        return cued(seat, "agreed", seat.client_name) | {
            "contract": agreement_of(seat),
            "thumb": PhoneWait("answers" if missing else "goes_on", missing, seat.facilitator_name),
        }
    return cued(seat, code, seat.client_name) | {
        "hand": None,
        "contract": agreement_of(seat),
        "thumb": AgreeThumb(seat.viewer in seat.session.hands, seat.can("agree")),
    }


def _consultant(seat: Seat) -> Islands:
    mine = seat.session.reformulations.get(seat.viewer)
    if mine and mine.matches is False:
        return _say_back(seat, mine)
    if mine and seat.session.contract:
        return _agreeing(seat, "agree")
    return _said(seat) if mine else _say_back(seat, None)


def _say_back(seat: Seat, mine: Reformulation | None) -> Islands:
    people, done = seat.session.consultants, seat.session.reformulations
    now = turn_of(seat, people, done)
    code = "not_yet" if mine else "say_back" if now == seat.viewer or seat.has_floor else "say_back_soon"
    name = seat.client_name
    return cued(seat, code, name, seat.names({now} if now else ())) | {
        "round": round_of(seat, people, done),
        "contract": agreement_of(seat),
        "composer": SayBackComposer(again=mine is not None, said=mine.text if mine else ""),
        "thumb": SayBackThumb(),
    }


def _said(seat: Seat) -> Islands:
    people, done = seat.session.consultants, seat.session.reformulations
    now = turn_of(seat, people, done)
    shown = hushed(seat, "saying_back", seat.session.name_of(now)) if now else hushed(seat, "wording", seat.client_name)
    return shown | {"round": round_of(seat, people, done)}


def _client(seat: Seat) -> Islands:
    session = seat.session
    missing = seat.missing(Condition.REFORMULATIONS_MATCH)
    said = tuple(_line(seat, one) for one in session.consultants if one in session.reformulations)
    matches = ClientMatches(len(said), said, folded=not missing) if said else None
    tools: Islands = {"said": matches, "hand": None}
    if session.contract and not missing:
        return _agreeing(seat, "agree_own") | tools | {"composer": _wording(seat, folded=True)}
    if missing:
        code = "match" if said else "hear"
        wait = PhoneWait("matches", missing, seat.facilitator_name)
        return cued(seat, code) | tools | {"composer": _wording(seat, folded=True), "thumb": wait}
    return cued(seat, "word") | tools | {"composer": _wording(seat, folded=False), "thumb": ContractThumb()}


def _line(seat: Seat, person: PersonId) -> SaidBack:
    said = seat.session.reformulations[person]
    return SaidBack(person, seat.session.name_of(person), said.text, said.matches)


def _wording(seat: Seat, *, folded: bool) -> ContractComposer:
    session = seat.session
    subject = session.subject(session.chosen)
    began = subject.title if subject else ""
    stated = session.contract
    question, expectation = (stated.question, stated.expectation) if stated else (began, "")
    return ContractComposer(question, began, expectation, folded, again=stated is not None)
