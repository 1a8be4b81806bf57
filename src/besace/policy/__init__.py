"""The policy of the house, as one table: who may do what with what, and when. What no row opens is denied.

It lies below everything else and knows words alone. The method's rules and the pages may only be narrower; the table
says what they may not be wider than (decision 0025). `docs/policy.md` is written from it.
"""

from besace.policy.asking import (
    Beyond,
    Sight,
    gate_of,
    lies_within,
    opens,
    page_opens,
    party_of,
    phase_of,
    prints,
    sight,
    taken,
    takes,
    written_to,
)
from besace.policy.table import TABLE
from besace.policy.waiting import WAITS
from besace.policy.words import Gate, Party, Phase

__all__ = [
    "TABLE",
    "WAITS",
    "Beyond",
    "Gate",
    "Party",
    "Phase",
    "Sight",
    "gate_of",
    "lies_within",
    "opens",
    "page_opens",
    "party_of",
    "phase_of",
    "prints",
    "sight",
    "taken",
    "takes",
    "written_to",
]
