"""What may be done all along: the floor, hands, passing, private words, the quiet signal (S0.3, S1, S2.1, S4, F1)."""

from dataclasses import replace

from besace.method import turns
from besace.method.acts import SIGNAL_SCOPE, Code, Entry, Refusal, person_scope
from besace.method.fields import Field, flag, number_of, optional, person, text
from besace.method.parts import Kept, Note
from besace.method.rule import CLIENT, CONSULTANT, FACILITATOR, PARTICIPANT, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.words import STAGES, Moment, PersonId, Role, Stage

BEFORE_CLOSED = STAGES[:-1]
TO_REACTIONS = (Stage.PRESENTATION, Stage.CLARIFICATION, Stage.CONTRACT, Stage.REACTIONS)
TO_CONCLUSION = (*TO_REACTIONS, Stage.SYNTHESIS, Stage.CONCLUSION)
ROUNDS = (Stage.RECEPTION, Stage.CLARIFICATION, Stage.REACTIONS, Stage.CONCLUSION)
CONSULTANTS_ROUNDS = (Stage.CLARIFICATION, Stage.REACTIONS)


def _give(session: Session, call: Call) -> Facts | Refusal:
    return call.fields if session.is_here(call["person"]) else Refusal(Code.INVALID, "person", "absent")


def _floor_given(session: Session, entry: Entry) -> Session:
    return turns.give_floor(session, entry.fields["person"], entry.at)


def _floor_cleared(session: Session, entry: Entry) -> Session:
    return turns.clear_floor(session, entry.at)


def _raised(session: Session, entry: Entry) -> Session:
    return session if entry.whose in session.hands else but(session, hands=(*session.hands, entry.whose))


def _lowered(session: Session, entry: Entry) -> Session:
    return but(session, hands=tuple(one for one in session.hands if one != entry.whose))


def _in_her_round(session: Session, person: PersonId) -> bool:
    return session.stage not in CONSULTANTS_ROUNDS or session.role_of(person) is Role.CONSULTANT


def _passed(session: Session, entry: Entry) -> Session:
    return turns.pass_turn(session, entry.whose)


def _her_key(_: Session, person: PersonId) -> str:
    return person_scope(person)


def _hers_alone(_: Session, person: PersonId) -> str:
    return person


def _kept(session: Session, entry: Entry) -> Session:
    mine = (*session.kept.get(entry.whose, ()), Kept(entry.fields["text"], session.stage))
    return but(session, kept={**session.kept, entry.whose: mine})


def _note(session: Session, call: Call) -> Facts | Refusal:
    which = call["note"]
    if which is None and not call["text"]:
        return Refusal(Code.INVALID, "text", "missing")
    if which is not None and which > len(session.notes.get(call.whose, ())):
        return Refusal(Code.UNKNOWN, "note", "no-such-note")
    return call.fields


def _noted(session: Session, entry: Entry) -> Session:
    mine = session.notes.get(entry.whose, ())
    which, words, resonates = (entry.fields.get(name) for name in ("note", "text", "resonates"))
    if which is None:
        new = Note(words or "", session.stage, resonates=resonates is not False)
        return but(session, notes={**session.notes, entry.whose: (*mine, new)})
    old = mine[which - 1]
    changed = replace(old, text=words or old.text, resonates=old.resonates if resonates is None else resonates)
    mine = (*mine[: which - 1], changed, *mine[which:])
    return but(session, notes={**session.notes, entry.whose: mine})


def _most_notes(session: Session) -> int:
    return max((len(notes) for notes in session.notes.values()), default=0)


def _signalled(session: Session, entry: Entry) -> Session:
    on = entry.fields.get("on", True)
    return but(session, discomfort="on" if on else "", discomfort_at=entry.at if on else 0)


def _signals(session: Session) -> bool:
    return session.discomfort == "on"


def _seen(session: Session, _: Entry) -> Session:
    return but(session, discomfort="seen")


def _to_facilitator(_: Session, __: PersonId) -> str:
    return "facilitator"


def _signal_key(_: Session, __: PersonId) -> str:
    return SIGNAL_SCOPE


WORDS: tuple[Field, ...] = (text("text"),)
NOTE = (optional(text("text")), optional(flag("resonates")), optional(number_of("note", _most_notes)))

RULES = (
    Rule("give_floor", FACILITATOR, BEFORE_CLOSED, _floor_given, fields=(person("person"),), do=_give),
    Rule("clear_floor", FACILITATOR, BEFORE_CLOSED, _floor_cleared),
    Rule("raise_hand", PARTICIPANT, BEFORE_CLOSED, _raised),
    Rule("lower_hand", PARTICIPANT, BEFORE_CLOSED, _lowered),
    Rule("pass", PARTICIPANT, ROUNDS, _passed, moments=(Moment.CHECK_IN,), yours=_in_her_round),
    Rule("keep", CONSULTANT, TO_REACTIONS, _kept, fields=WORDS, audience=_hers_alone, scope=_her_key),
    Rule("note", PARTICIPANT, TO_CONCLUSION, _noted, fields=NOTE, do=_note, audience=_hers_alone, scope=_her_key),
    Rule(
        "discomfort",
        CLIENT,
        TO_REACTIONS,
        _signalled,
        fields=(flag("on"),),
        audience=_to_facilitator,
        scope=_signal_key,
    ),
    Rule("seen", FACILITATOR, TO_REACTIONS, _seen, now=_signals, audience=_to_facilitator, scope=_signal_key),
)
