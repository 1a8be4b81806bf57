"""One act is one rule: when, by whom, with which fields; what it settles; how it folds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from besace import policy
from besace.method.acts import SESSION_SCOPE, Entry, Refusal
from besace.method.fields import Field
from besace.method.session import Session
from besace.method.words import Moment, PersonId, Role, Seconds, Stage

type Facts = Mapping[str, Any]
type Sight = Callable[[Session, PersonId], str]

PARTICIPANT = frozenset({Role.PARTICIPANT, Role.CLIENT, Role.CONSULTANT})
CONSULTANT = frozenset({Role.CONSULTANT})
CLIENT = frozenset({Role.CLIENT})
FACILITATOR = frozenset({Role.FACILITATOR})


@dataclass(frozen=True, slots=True)
class Call:
    """An act about to be decided: its word, its fields read and typed, whose it is, and when."""

    word: str
    fields: Facts
    whose: PersonId
    at: Seconds
    hints: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]


def _always(_: Session) -> bool:
    return True


def hers(_: Session, __: PersonId) -> bool:
    """Whose turn it is: that of anyone with the role."""
    return True


def _nothing_missing(_: Session) -> Refusal | None:
    return None


def _as_given(_: Session, call: Call) -> Facts | Refusal:
    return call.fields


def to_all(_: Session, __: PersonId) -> str:
    """The audience of what is said to everyone present."""
    return "all"


def _session_key(_: Session, __: PersonId) -> str:
    return SESSION_SCOPE


@dataclass(frozen=True, slots=True)
class Rule:
    """One act of ACTS.md; never wider than the policy's table, against which it is held when it is made.

    `who`, `during`, `moments`, `now` and `yours` say whose turn it is; `ready` what is still unmet;
    `do` checks the content and gives the facts the entry keeps; `fold` takes them into the session.
    """

    word: str
    who: frozenset[Role]
    during: tuple[Stage, ...]
    fold: Callable[[Session, Entry], Session]
    moments: tuple[Moment, ...] = ()
    fields: tuple[Field, ...] = ()
    now: Callable[[Session], bool] = _always
    yours: Callable[[Session, PersonId], bool] = hers
    ready: Callable[[Session], Refusal | None] = _nothing_missing
    do: Callable[[Session, Call], Facts | Refusal] = _as_given
    audience: Sight = to_all
    scope: Sight = _session_key

    def __post_init__(self) -> None:
        policy.lies_within(self.word, self.who, self.during)

    def is_now(self, session: Session) -> bool:
        """Whether this is the stage and moment for the act."""
        if session.stage not in self.during:
            return False
        if session.stage is Stage.RECEPTION and self.moments and session.moment not in self.moments:
            return False
        return self.now(session)

    def is_for(self, session: Session, person: PersonId) -> bool:
        """Whether this person may do it, if it is the moment."""
        role = session.role_of(person)
        if role is None or not self.opens_to(role, session.stage):
            return False
        return session.is_here(person) and self.yours(session, person)

    def opens_to(self, role: Role, stage: Stage) -> bool:
        """Whether it is for this role in this stage: by its own word, and by the table's."""
        return role in self.who and policy.opens(self.word, role, stage)
