"""Acts, the entries they leave in the journal, and refusals: what goes in and out of the core."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from besace.method.value import value
from besace.method.words import PersonId, Seconds

SESSION_SCOPE = "session"
SIGNAL_SCOPE = "signal"
INVITATION_SCOPE = "invitation"


def person_scope(person: PersonId) -> str:
    """Names the key under which what is one person's alone is sealed (S4: "her notes are hers alone")."""
    return f"person:{person}"


def ballot_scope(number: int) -> str:
    """Names the key under which the ballots of one round are sealed (R5: secret until the count)."""
    return f"ballot:{number}"


@value
class Act:
    """What someone wants to do: the act's word, its fields as they came, for whom, and the coach's codes.

    `hints` are computed before the act is decided and enter it as a value; they never refuse anything. So are `signs`:
    what a subject's wording lets the facilitator think of, and nobody else (`method.prompts`).
    """

    word: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    behalf: PersonId | None = None
    hints: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


@value
class Entry:
    """What was done: an accepted act, with the facts it settled. Nothing of it is ever changed.

    `audience` is "all", "facilitator" or one person; `scope` names the key that seals `fields`.
    A forgotten entry has lost its key: its fields are empty and it folds as such.
    """

    kind: str
    by: PersonId
    at: Seconds
    fields: Mapping[str, Any] = field(default_factory=dict)
    behalf: PersonId | None = None
    scope: str = SESSION_SCOPE
    audience: str = "all"
    forgotten: bool = False

    @property
    def whose(self) -> PersonId:
        """Whose act this is: the person it was made for, else the one who made it (F6)."""
        return self.behalf or self.by


class Code(StrEnum):
    """Why an act is refused, in the order in which it is checked (ACTS.md, Refusals)."""

    CLOSED = "closed"
    NOT_NOW = "not-now"
    NOT_YOURS = "not-yours"
    UNKNOWN = "unknown"
    INVALID = "invalid"
    FULL = "full"
    UNMET = "unmet"


@value
class Refusal:
    """One code, the field and reason where they help, and for `unmet` the open conditions."""

    code: Code
    field: str = ""
    why: str = ""
    open: tuple[str, ...] = ()
