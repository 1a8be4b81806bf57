"""The desk in step 3: said back one by one, then the contract worded and agreed (S3, S3.1)."""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can, can
from besace.method.view.desk.who import Who, all_of, by_hand, client_of, for_client, who
from besace.method.words import PersonId, Said, Seconds, Stage


@value
class SaidBack:
    """What one consultant understood; `matches` is None until the client has said."""

    who: Who
    said: bool
    text: Said = ""
    matches: bool | None = None


@value
class DeskSaidBack:
    """The round of reformulations, in the order of seats, and the way back to clarification (S3)."""

    client: Who
    lines: tuple[SaidBack, ...]
    mismatch: bool
    match: Can
    back: Can


@value
class DeskContract:
    """The contract as it is worded, or the subject it starts from; who agrees (S3.1)."""

    client: Who
    subject: Said
    question: Said
    expectation: Said
    stated: bool
    agreed: tuple[Who, ...]
    missing: tuple[Who, ...]
    word: Can
    agree: Can


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheets of step 3."""
    here = session.stage is Stage.CONTRACT
    return {
        "desk_said_back": _said_back(session) if here else None,
        "desk_contract": _contract(session) if here else None,
    }


def _said_back(session: Session) -> DeskSaidBack:
    lines = tuple(_line(session, person) for person in session.consultants)
    return DeskSaidBack(
        client=client_of(session),
        lines=lines,
        mismatch=any(line.matches is False for line in lines),
        match=for_client(session, "match"),
        back=can(session, "return", session.facilitator),
    )


def _line(session: Session, person: PersonId) -> SaidBack:
    said = session.reformulations.get(person)
    if said is None:
        return SaidBack(who(session, person), said=False)
    return SaidBack(who(session, person), said=True, text=said.text, matches=said.matches)


def _contract(session: Session) -> DeskContract:
    contract = session.contract
    subject = session.subject(session.chosen)
    agree = by_hand(session, "agree")
    return DeskContract(
        client=client_of(session),
        subject=subject.title if subject else "",
        question=contract.question if contract else "",
        expectation=contract.expectation if contract else "",
        stated=contract is not None,
        agreed=all_of(session, [one for one in session.present if one in session.agreed]),
        missing=tuple(one for one in agree if one.id not in session.agreed),
        word=for_client(session, "set_contract"),
        agree=for_client(session, "agree"),
    )
