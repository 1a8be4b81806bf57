"""Deciding: an act is done whole, or refused with one code and nothing changes."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from besace.method.acts import Act, Code, Entry, Refusal
from besace.method.fields import read_fields
from besace.method.memory import once
from besace.method.rule import Call, Rule, hers
from besace.method.rules import RULES
from besace.method.session import Session
from besace.method.stages.gathering import PREPARE
from besace.method.words import PersonId, Role, Seconds, Stage

NO_SUCH_ACT = Refusal(Code.UNKNOWN, "act", "no-such-act")
IS_CLOSED = Refusal(Code.CLOSED)
NOT_NOW = Refusal(Code.NOT_NOW)
NONE: frozenset[str] = frozenset()


def may(session: Session, word: str, person: PersonId) -> Refusal | None:
    """Whether this act is open to this person now: None, or why not.

    Buttons, the reasons beside those greyed out, and verdicts all read this. Content is not looked at.
    An unknown word is `unknown`.
    """
    rule = RULES.get(word)
    if rule is None:
        return NO_SUCH_ACT
    return _moment(session, rule) or _turn(session, rule, person) or rule.ready(session)


def offered(session: Session, person: PersonId) -> Mapping[str, Refusal | None]:
    """Every act's word with None where it is open to this person now, else why not."""
    return {word: may(session, word, person) for word in RULES}


@once
def open_words(session: Session) -> frozenset[str]:
    """The words of the acts whose moment it is: to all the others, `may` says no to everyone.

    What asks for many people and many acts asks this first, once.
    """
    if session.stage is Stage.CLOSED:
        return frozenset()
    return frozenset(word for word, rule in RULES.items() if rule.is_now(session))


def open_to(session: Session, person: PersonId) -> frozenset[str]:
    """The words of the acts open to this person now: those of which `may` says nothing against.

    What asks about many acts asks this, once a person.
    """
    known = _open_to(session)
    if person not in known:
        known[person] = _open_now(session, person)
    return known[person]


@once
def _open_to(_: Session) -> dict[PersonId, frozenset[str]]:
    return {}


def _open_now(session: Session, person: PersonId) -> frozenset[str]:
    role = session.role_of(person)
    if role is None or not session.is_here(person):
        return NONE
    anyones, someones = _ready(session)[role]
    own = [rule.word for rule in someones if rule.yours(session, person)]
    return anyones.union(own) if own else anyones


@once
def _ready(session: Session) -> Mapping[Role, tuple[frozenset[str], tuple[Rule, ...]]]:
    """For each role: the words of the acts open to all who have it, and the rules that look at the person too."""
    ready = frozenset([word for word in open_words(session) if not RULES[word].ready(session)])
    return _by_role(ready, session.stage)


@lru_cache(maxsize=512)
def _by_role(words: frozenset[str], stage: Stage) -> Mapping[Role, tuple[frozenset[str], tuple[Rule, ...]]]:
    """The same acts are open at many tables."""
    rules = [RULES[word] for word in words]
    return {role: _of_role([rule for rule in rules if rule.opens_to(role, stage)]) for role in Role}


def _of_role(rules: Sequence[Rule]) -> tuple[frozenset[str], tuple[Rule, ...]]:
    someones = tuple(rule for rule in rules if rule.yours is not hers)
    return frozenset(rule.word for rule in rules if rule.yours is hers), someones


def decide(session: Session, act: Act, by: PersonId, at: Seconds) -> tuple[Entry, ...] | Refusal:
    """Decides one act made by someone at an instant: the entries it leaves, or the refusal.

    The refusals are checked in the order of ACTS.md. The first act of a journal is `prepare`.
    """
    if act.word == PREPARE.word and session.revision == 0:
        return _do(session, PREPARE, act, by, at)
    rule = RULES.get(act.word)
    if rule is None:
        return NO_SUCH_ACT
    whose = act.behalf or by
    refused = _moment(session, rule) or _on_behalf(session, by, whose) or _turn(session, rule, whose)
    return refused or _do(session, rule, act, by, at)


def _moment(session: Session, rule: Rule) -> Refusal | None:
    if session.stage is Stage.CLOSED:
        return IS_CLOSED
    return None if rule.is_now(session) else NOT_NOW


def _turn(session: Session, rule: Rule, person: PersonId) -> Refusal | None:
    if not rule.is_for(session, person):
        return Refusal(Code.NOT_YOURS, why="" if session.is_here(person) else "absent")
    return None


def _on_behalf(session: Session, by: PersonId, whose: PersonId) -> Refusal | None:
    if by != whose and session.role_of(by) is not Role.FACILITATOR:
        return Refusal(Code.NOT_YOURS, "for")
    return None if session.knows(whose) or whose == by else Refusal(Code.UNKNOWN, "for", "no-such-person")


def _do(session: Session, rule: Rule, act: Act, by: PersonId, at: Seconds) -> tuple[Entry, ...] | Refusal:
    fields = read_fields(rule.fields, session, act.fields)
    if isinstance(fields, Refusal):
        return fields
    whose = act.behalf or by
    facts = rule.do(session, Call(act.word, fields, whose, at, act.hints, act.signs))
    if isinstance(facts, Refusal):
        return facts
    unmet = rule.ready(session)
    if unmet:
        return unmet
    entry = Entry(
        kind=act.word,
        by=by,
        at=at,
        fields=facts,
        behalf=act.behalf if act.behalf != by else None,
        scope=rule.scope(session, whose),
        audience=rule.audience(session, whose),
    )
    return (entry,)
