"""Who takes part in a cycle (G2)."""

from dataclasses import dataclass
from datetime import date

type PersonId = str

MOST_PARTICIPANTS = 9
"""Everyone must be able to speak within three hours (G2)."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A peer of the group: since when she takes part, and since when, if at all, she agrees to be a reserve client."""

    id: PersonId
    joined: date
    reserve: date | None = None
