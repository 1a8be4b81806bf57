"""Step 4, reactions: the consultants bring what they lived, the client listens and writes (S4, S4.1, S4.2)."""

from besace.method.acts import Entry
from besace.method.fields import flag, one_of, optional, person, text
from besace.method.keeping import kept_number, use_kept
from besace.method.parts import Reaction
from besace.method.rule import CLIENT, CONSULTANT, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.turns import speak
from besace.method.words import KINDS_OF_REACTION, Stage

HERE = (Stage.REACTIONS,)


def _react(_: Session, call: Call) -> Facts:
    return {**call.fields, "hints": list(call.hints)}


def _reacted(session: Session, entry: Entry) -> Session:
    fields = entry.fields
    reaction = Reaction(entry.whose, fields["kind"], fields.get("text") or "", tuple(fields.get("hints", ())))
    session = use_kept(session, entry)
    if session.to_clarify == entry.whose:
        session = but(session, to_clarify=None, clarify_asked=False)
    return but(speak(session, entry.whose), reactions=(*session.reactions, reaction))


def _to_clarify(session: Session, entry: Entry) -> Session:
    asked = session.clarifications + 1
    return but(session, to_clarify=entry.fields.get("person"), clarify_asked=True, clarifications=asked)


def _writing(session: Session, entry: Entry) -> Session:
    return but(session, writing=entry.fields["on"])


RULES = (
    Rule(
        "react",
        CONSULTANT,
        HERE,
        _reacted,
        fields=(one_of("kind", KINDS_OF_REACTION), optional(text("text"), ""), optional(kept_number())),
        do=_react,
    ),
    Rule("ask_to_clarify", CLIENT, HERE, _to_clarify, fields=(optional(person("person")),)),
    Rule("writing", CLIENT, (Stage.REACTIONS, Stage.SYNTHESIS), _writing, fields=(flag("on"),)),
)
