"""Who a member is to her group, in the words of the policy's table."""

from besace.people.models import FACILITATING, Member
from besace.policy import Party


def party_of(member: Member) -> Party:
    """Gives it: whoever has left is removed, whatever she was."""
    if member.left_at is not None:
        return Party.REMOVED
    return Party.FACILITATOR if member.role in FACILITATING else Party.MEMBER
