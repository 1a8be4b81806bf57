"""That everyone can speak: the order of a round, least spoken first, and a quiet invitation (F1, R1)."""

from besace.method import turns
from besace.method.acts import INVITATION_SCOPE, Code, Entry, Refusal
from besace.method.fields import one_of, optional, person
from besace.method.rule import FACILITATOR, PARTICIPANT, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.words import TIMED, Moment, PersonId, Stage

ROUNDS = (Stage.RECEPTION, Stage.CLARIFICATION, Stage.CONTRACT, Stage.REACTIONS, Stage.CONCLUSION)
LEAST, SEATS = "least", "seats"


def _order(session: Session, call: Call) -> Facts | Refusal:
    first = call["person"]
    if first is None:
        return {"order": [] if call["by"] == SEATS else list(turns.least_spoken(session))}
    if not session.is_here(first):
        return Refusal(Code.INVALID, "person", "absent")
    return {"order": [first, *(one for one in turns.in_turn(session, session.present) if one != first)]}


def _ordered(session: Session, entry: Entry) -> Session:
    return but(session, order=tuple(entry.fields["order"]))


def _invite(session: Session, call: Call) -> Facts | Refusal:
    return call.fields if session.is_here(call["person"]) else Refusal(Code.INVALID, "person", "absent")


def _invited(session: Session, entry: Entry) -> Session:
    return but(session, invited={**session.invited, entry.fields["person"]: turns.OPEN})


def _is_invited(session: Session, who: PersonId) -> bool:
    return session.invited.get(who) in (turns.OPEN, turns.AGAIN)


def _let_pass(session: Session, entry: Entry) -> Session:
    """She alone is told nothing more; to the facilitator she stays invited, so that nobody knows."""
    return but(session, invited={**session.invited, entry.whose: turns.PASSED})


def _to_facilitator(_: Session, __: PersonId) -> str:
    return "facilitator"


def _hers_alone(_: Session, who: PersonId) -> str:
    return who


def _invitation_key(_: Session, __: PersonId) -> str:
    return INVITATION_SCOPE


ORDER = (optional(one_of("by", (LEAST, SEATS)), LEAST), optional(person("person")))

RULES = (
    Rule("set_order", FACILITATOR, ROUNDS, _ordered, moments=(Moment.CHECK_IN,), fields=ORDER, do=_order),
    Rule(
        "invite",
        FACILITATOR,
        TIMED,
        _invited,
        fields=(person("person"),),
        do=_invite,
        audience=_to_facilitator,
        scope=_invitation_key,
    ),
    Rule(
        "let_pass",
        PARTICIPANT,
        TIMED,
        _let_pass,
        yours=_is_invited,
        audience=_hers_alone,
        scope=_invitation_key,
    ),
)
