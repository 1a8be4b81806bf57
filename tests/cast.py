"""The cast of every test: Fay facilitates, Ana is the client, Bea, Cleo and Dora consult, Oda is outside.

`given(...)` plays acts that must be accepted; `refused(...)` tells why one is not. Both go through `decide`
and `evolve`, so a test never builds a session that could not have happened.
"""

from collections.abc import Sequence
from typing import Any

from besace.method.acts import Act, Refusal
from besace.method.decide import decide
from besace.method.evolve import fold
from besace.method.session import Session
from besace.method.words import PersonId, Seconds

FAY, ANA, BEA, CLEO, DORA, ODA = "fay", "ana", "bea", "cleo", "dora", "oda"
TABLE = (ANA, BEA, CLEO, DORA)
CONSULTANTS = (BEA, CLEO, DORA)

type Did = tuple[Any, ...]
"""(who, word), (who, word, fields) or (who, word, fields, at); who may be "bea via fay" for an act by hand."""


def act_of(did: Did, signs: tuple[str, ...] = ()) -> tuple[Act, PersonId, Seconds]:
    """Reads one line of a story."""
    who, word, fields, at = (*did, {}, 0)[:4] if len(did) == 2 else (*did, 0)[:4]
    hints = tuple(fields.get("hints", ()))
    rest = {name: value for name, value in fields.items() if name != "hints"}
    if " via " in who:
        whose, by = who.split(" via ")
        return Act(word, rest, behalf=whose, hints=hints), by, at
    return Act(word, rest, hints=hints, signs=signs), who, at


def after(session: Session, *story: Did, signs: tuple[str, ...] = ()) -> Session:
    """The session after these acts, each of which must be accepted; `signs` go with their wording."""
    for did in story:
        act, by, at = act_of(did, signs)
        found = decide(session, act, by, at)
        assert not isinstance(found, Refusal), f"{did}: {found}"
        session = fold(found, session)
    return session


def refused(session: Session, *did: Any) -> Refusal | None:
    """Why an act is refused, or None when it is accepted."""
    act, by, at = act_of(did)
    found = decide(session, act, by, at)
    return found if isinstance(found, Refusal) else None


def prepared(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """A session prepared, with everyone expected and nobody admitted."""
    seats = [{"id": person, "name": person.capitalize()} for person in people]
    return after(Session(), (FAY, "prepare", {"facilitator_name": "Fay", "people": seats, **setup}))


def gathered(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """Everyone at the table, not opened yet."""
    return after(prepared(people, **setup), *((FAY, "admit", {"person": person}) for person in people))


def at_subjects(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """The moment when subjects are given, Ana's and Bea's and Cleo's on the paperboard."""
    session = after(gathered(people, **setup), (FAY, "open"), (FAY, "advance"))
    if session.previous:
        session = after(session, (FAY, "advance"))
    given = ((one, "propose_subject", {"key": f"of-{one}", "title": f"How {one}?"}) for one in people[:3])
    return after(session, *given)


def at_vote(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """The moment of the vote, no round open yet."""
    return after(at_subjects(people, **setup), (FAY, "advance"))


def at_consent(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """Ana's subject chosen for its urgency."""
    return after(at_vote(people, **setup), (FAY, "choose", {"subject": "of-ana", "because": "urgency"}))


def at_presentation(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """Step 1 under way: Ana is the client."""
    yes = ((one, "consent") for one in people[1:])
    return after(at_consent(people, **setup), (ANA, "accept"), *yes, (FAY, "advance"))


def at_clarification(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """Step 2 under way."""
    return after(at_presentation(people, **setup), (ANA, "done"), (FAY, "advance"))


def at_contract(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """Step 3 under way."""
    asked = ((one, "ask", {"text": f"What of {one}?"}) for one in people[1:])
    clear = ((one, "clear") for one in people[1:])
    return after(at_clarification(people, **setup), *asked, *clear, (FAY, "advance"))


def at_reactions(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """Step 4 under way, the contract agreed."""
    said = ((one, "reformulate", {"text": f"As {one} sees it"}) for one in people[1:])
    match = ((ANA, "match", {"person": one, "matches": True}) for one in people[1:])
    contract = (ANA, "set_contract", {"question": "How to go on?", "expectation": "Many ways"})
    agreed = ((one, "agree") for one in people)
    return after(at_contract(people, **setup), *said, *match, contract, *agreed, (FAY, "advance"))


def at_synthesis(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """Step 5 under way."""
    reacted = ((one, "react", {"kind": "experience", "text": f"I, {one}, did"}) for one in people[1:])
    return after(at_reactions(people, **setup), *reacted, (FAY, "advance"))


def planned(session: Session, how_many: int = 3) -> Session:
    """The client has noted that many concrete and dated actions."""
    terms = ("short", "medium", "long")
    lines = ({"key": f"a{n}", "text": f"Call {n}", "when": "tomorrow", "term": terms[n % 3]} for n in range(how_many))
    return after(session, *((ANA, "add_action", line) for line in lines))


def at_conclusion(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """Step 6 under way, the plan agreed."""
    agreed = ((FAY, "copy_plan"), (ANA, "plans_agree"), (FAY, "plans_agree"))
    return after(planned(at_synthesis(people, **setup)), *agreed, (FAY, "advance"))


def at_end(people: Sequence[str] = TABLE, **setup: Any) -> Session:
    """The session closed."""
    said = ((one, "evaluate", {"learned": f"{one} learned"}) for one in people)
    return after(at_conclusion(people, **setup), *said, (FAY, "close"))


STAGES = (
    gathered,
    at_subjects,
    at_vote,
    at_consent,
    at_presentation,
    at_clarification,
    at_contract,
    at_reactions,
    at_synthesis,
    at_conclusion,
    at_end,
)
"""A session at each stage and moment, as functions of the people and the setup."""
