"""One session of a cycle, as it is planned: when, for whom, and what became of it (G5)."""

from dataclasses import dataclass
from enum import StrEnum

from besace.cycles.participant import PersonId
from besace.cycles.wall import WallTime

type Number = int
"""The number of a session in its cycle, from 1; none is ever used twice."""


class Fate(StrEnum):
    """What becomes of a planned session."""

    TO_COME = "to-come"
    HELD = "held"
    CANCELLED = "cancelled"
    """Not held on its date; the turn it stood for goes on in another session."""
    FELL_AWAY = "fell-away"
    """Not needed any more: the one whose turn it stood for has left."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A session of a cycle.

    `when` is None while its date is still to be found. `client` is the client-to-be where one is promised this session,
    None where it is chosen in the session itself (R5), and once held, whoever was client.
    """

    number: Number
    when: WallTime | None = None
    client: PersonId | None = None
    fate: Fate = Fate.TO_COME
