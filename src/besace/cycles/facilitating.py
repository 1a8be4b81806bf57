"""Whose turn it is to facilitate, where the group takes turns: beside the turn of clients (G8)."""

from collections import Counter
from collections.abc import Collection, Sequence

from besace.cycles.cycle import Cycle
from besace.cycles.participant import PersonId
from besace.cycles.session import Number


def whose_turn(
    cycle: Cycle, number: Number, done: Sequence[PersonId], cannot: Collection[PersonId] = ()
) -> tuple[PersonId, ...]:
    """Gives who could facilitate a session, whose turn it is first.

    Who has done so least often, then longest ago, comes first; then in the order of the group. Not the client-to-be of
    this session, who cannot be both, and not those who cannot come. `done`: who has facilitated, in order of sessions.

    Raises:
        Mistake: the session is not to come.
    """
    client, often = cycle.coming(number).client, Counter(done)
    last = {person: place for place, person in enumerate(done, 1)}
    able = [one for one in cycle.participants if one.id != client and one.id not in cannot]
    order = sorted(able, key=lambda one: (often[one.id], last.get(one.id, 0)))
    return tuple(one.id for one in order)
