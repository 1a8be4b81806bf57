"""Dates fixed ahead: each confirms that she can come to ALL of them before she is committed (G6).

The dates are the slots of a poll, answered with yes or no. A date that moves is another slot, to be confirmed anew.
"""

from collections.abc import Mapping

from besace.cycles.participant import PersonId
from besace.cycles.poll import Answer, Poll
from besace.cycles.wall import WallTime


def committed(poll: Poll) -> tuple[PersonId, ...]:
    """Gives who comes to all of the dates: an effort, “if need be”, is not yet a yes."""
    return tuple(one for one in poll.participants if not left_to_settle(poll, one))


def left_to_settle(poll: Poll, person: PersonId) -> Mapping[WallTime, Answer]:
    """Gives the dates that still stand between her and her seat, and what she says of each; all of them at first."""
    said = {slot: poll.said(person, slot) for slot in poll.slots}
    return {slot: answer for slot, answer in said.items() if answer is not Answer.YES}
