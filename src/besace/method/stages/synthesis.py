"""Step 5, synthesis and action plan: silence, at least three concrete and dated actions, noted twice (S5, S5.2)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from besace.method.acts import Code, Entry, Refusal
from besace.method.fields import Field, Wrong, action, key, line, one_of, optional, text, whole
from besace.method.parts import Action, Silence
from besace.method.rule import CLIENT, FACILITATOR, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.words import LONGEST_TEXT, TERMS, Stage

HERE = (Stage.SYNTHESIS,)
LONGEST_SILENCE = 30
MOST_ACTIONS = 20


def _silent(session: Session, entry: Entry) -> Session:
    return but(session, silence=Silence(entry.at, entry.fields["minutes"]))


def _add(session: Session, call: Call) -> Facts | Refusal:
    if call["key"] and session.action(call["key"]):
        return Refusal(Code.INVALID, "key", "taken")
    if len(session.actions) >= MOST_ACTIONS:
        return Refusal(Code.INVALID, "text", "too-many")
    return {**call.fields, "key": call["key"] or _free_key(session), "hints": list(call.hints)}


def _free_key(session: Session) -> str:
    return f"action-{session.actions_made + 1}"


def _changed_plan(session: Session, actions: tuple[Action, ...]) -> Session:
    return but(session, actions=actions, plan_agreed=frozenset())


def _added(session: Session, entry: Entry) -> Session:
    fields = entry.fields
    hints = tuple(fields.get("hints", ()))
    new = Action(fields["key"], fields["text"], fields.get("when") or "", fields["term"], hints)
    session = but(session, actions_made=session.actions_made + 1)
    return _changed_plan(session, (*session.actions, new))


def _change(_: Session, call: Call) -> Facts:
    return {**call.fields, "hints": list(call.hints)}


def _changed(session: Session, entry: Entry) -> Session:
    fields = entry.fields
    changes = {name: fields[name] for name in ("text", "when", "term") if fields.get(name) is not None}
    changes |= {"hints": tuple(fields.get("hints", ())), "vouched": False}
    return _changed_plan(
        session, tuple(replace(one, **changes) if one.id == fields["action"] else one for one in session.actions)
    )


def _removed(session: Session, entry: Entry) -> Session:
    return _changed_plan(session, tuple(one for one in session.actions if one.id != entry.fields["action"]))


def _vouched(session: Session, entry: Entry) -> Session:
    which = entry.fields["action"]
    actions = tuple(replace(one, vouched=True) if one.id == which else one for one in session.actions)
    return but(session, actions=actions)


def _read_copy(_: Session, value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list) or len(value) > MOST_ACTIONS:
        raise Wrong("not-a-plan")
    return [_read_line(one) for one in value]


def _read_line(one: Any) -> dict[str, str]:
    if not isinstance(one, Mapping):
        raise Wrong("not-a-plan")
    words = {name: one.get(name) or "" for name in ("text", "when", "term")}
    if not all(isinstance(said, str) and len(said) <= LONGEST_TEXT for said in words.values()):
        raise Wrong("not-a-plan")
    if not words["text"].strip() or words["term"] not in (*TERMS, ""):
        raise Wrong("not-a-plan")
    return {name: said.strip() for name, said in words.items()}


def _copied(session: Session, entry: Entry) -> Session:
    hers = entry.fields.get("actions")
    if hers is None:
        copy = session.actions
    else:
        copy = tuple(Action(f"copy-{n}", one["text"], one["when"], one["term"]) for n, one in enumerate(hers, 1))
    return but(session, copy=copy, plan_agreed=frozenset())


def _has_actions(session: Session) -> bool:
    return bool(session.actions)


def _plan_agreed(session: Session, entry: Entry) -> Session:
    return but(session, plan_agreed=session.plan_agreed | {entry.whose})


RULES = (
    Rule("start_silence", FACILITATOR, HERE, _silent, fields=(whole("minutes", 1, LONGEST_SILENCE),)),
    Rule(
        "add_action",
        CLIENT,
        HERE,
        _added,
        fields=(optional(key("key")), text("text"), optional(line("when"), ""), one_of("term", TERMS)),
        do=_add,
    ),
    Rule(
        "change_action",
        CLIENT,
        HERE,
        _changed,
        fields=(action("action"), optional(text("text")), optional(line("when")), optional(one_of("term", TERMS))),
        do=_change,
    ),
    Rule("remove_action", CLIENT, HERE, _removed, fields=(action("action"),)),
    Rule("vouch", FACILITATOR, HERE, _vouched, fields=(action("action"),)),
    Rule("copy_plan", FACILITATOR, HERE, _copied, fields=(Field("actions", _read_copy, required=False),)),
    Rule("plans_agree", CLIENT | FACILITATOR, HERE, _plan_agreed, now=_has_actions),
)
