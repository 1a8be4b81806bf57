"""Evolving: the session after an entry; the fold of a journal is the session."""

from collections.abc import Iterable
from functools import reduce

from besace.method.acts import Entry
from besace.method.by_hand import recorded
from besace.method.rules import RULES
from besace.method.session import Session, but
from besace.method.stages.gathering import PREPARE


def evolve(session: Session, entry: Entry) -> Session:
    """The session after an entry. An entry whose key is gone counts, and says nothing."""
    if entry.forgotten:
        return but(session, revision=session.revision + 1, forgotten=session.forgotten + 1)
    rule = PREPARE if entry.kind == PREPARE.word else RULES[entry.kind]
    folded = recorded(rule.fold(session, entry), entry, session)
    return but(folded, revision=session.revision + 1)


def fold(entries: Iterable[Entry], session: Session | None = None) -> Session:
    """The session that these entries make, from an empty one or onward from the one given."""
    return reduce(evolve, entries, session or Session())
