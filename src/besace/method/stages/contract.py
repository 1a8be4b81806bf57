"""Step 3, contract: said back, matched, worded, agreed by all (S3, S3.1)."""

from dataclasses import replace

from besace.method.acts import Code, Entry, Refusal
from besace.method.fields import flag, optional, person, text
from besace.method.parts import Contract, Reformulation
from besace.method.rule import CLIENT, CONSULTANT, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.turns import speak
from besace.method.words import Stage

HERE = (Stage.CONTRACT,)


def _reformulated(session: Session, entry: Entry) -> Session:
    said = {**session.reformulations, entry.whose: Reformulation(entry.fields.get("text") or "")}
    return but(speak(session, entry.whose), reformulations=said)


def _match(session: Session, call: Call) -> Facts | Refusal:
    if call["person"] not in session.reformulations:
        return Refusal(Code.INVALID, "person", "not-said-back-yet")
    return call.fields


def _matched(session: Session, entry: Entry) -> Session:
    who = entry.fields["person"]
    said = replace(session.reformulations[who], matches=entry.fields["matches"])
    return but(session, reformulations={**session.reformulations, who: said})


def _stated(session: Session, entry: Entry) -> Session:
    contract = Contract(entry.fields["question"], entry.fields["expectation"])
    agreed = session.agreed if contract == session.contract else frozenset()
    return but(session, contract=contract, agreed=agreed)


def _is_stated(session: Session) -> bool:
    return session.contract is not None


def _agreed(session: Session, entry: Entry) -> Session:
    return but(session, agreed=session.agreed | {entry.whose})


RULES = (
    Rule("reformulate", CONSULTANT, HERE, _reformulated, fields=(optional(text("text"), ""),)),
    Rule("match", CLIENT, HERE, _matched, fields=(person("person"), flag("matches")), do=_match),
    Rule("set_contract", CLIENT, HERE, _stated, fields=(text("question"), text("expectation"))),
    Rule("agree", CLIENT | CONSULTANT, HERE, _agreed, now=_is_stated),
)
