"""One seat: the session as it is seen from one participant's place."""

from collections.abc import Iterable

from besace.method import clock
from besace.method.decide import open_to
from besace.method.gates import gate
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can, can, names
from besace.method.words import Condition, PersonId, Role, Seconds

type Islands = dict[str, object | None]


@value
class Seat:
    """Who looks, at what, and when. Stages read everything they show through it."""

    session: Session
    viewer: PersonId
    at: Seconds

    def can(self, word: str) -> Can:
        """An act as a button of this person."""
        return can(self.session, word, self.viewer)

    def names(self, people: Iterable[PersonId]) -> tuple[str, ...]:
        """Names of people, in order of seats."""
        return names(self.session, frozenset(people))

    @property
    def is_here(self) -> bool:
        """Whether she sits at the table now."""
        return self.session.is_here(self.viewer)

    def is_open(self, word: str) -> bool:
        """Whether an act is open to her: what `can` says, without the reason."""
        return word in open_to(self.session, self.viewer)

    @property
    def own_name(self) -> str:
        """The name of who looks."""
        return self.session.name_of(self.viewer)

    @property
    def role(self) -> Role | None:
        """Who she is just now (S0.3)."""
        return self.session.role_of(self.viewer)

    @property
    def is_client(self) -> bool:
        """Whether she is today's client."""
        return self.viewer == self.session.client

    @property
    def client_name(self) -> str:
        """The name of today's client; empty before there is one."""
        return self.session.name_of(self.session.client) if self.session.client else ""

    @property
    def facilitator_name(self) -> str:
        """Who runs the session."""
        return self.session.facilitator_name

    @property
    def has_floor(self) -> bool:
        """Whether the facilitator gave her the floor."""
        return self.session.floor is not None and self.session.floor.person == self.viewer

    @property
    def is_paused(self) -> bool:
        """Whether the clock is stopped in a timed step."""
        return clock.is_timed(self.session) and self.session.step.paused_at is not None

    def missing(self, condition: Condition) -> tuple[str, ...]:
        """Who is still missing for a condition of the gate."""
        standing = (one for one in gate(self.session) if one.condition is condition and one.open)
        return next((self.names(one.missing) for one in standing), ())
