"""How many chairs a table has, and who keeps one: nine at most, so that each can speak within three hours (G2)."""

from django.db.models import QuerySet

from besace.live import clock
from besace.method.words import MOST_PARTICIPANTS
from besace.people.models import Group, Invitation, Member


def participants(group: Group) -> QuerySet[Member]:
    """Those who have a part at the table; whoever facilitates is not counted."""
    return group.members.filter(role=Member.Role.PARTICIPANT, left_at=None)


def kept_for(group: Group) -> QuerySet[Invitation]:
    """The invitations to one address that still keep a chair; one that has expired keeps none."""
    living = group.invitations.filter(state=Invitation.State.OPEN, for_all=False, until__gte=clock.now())
    return living.filter(role=Member.Role.PARTICIPANT)


def laid(group: Group) -> int:
    """How many chairs stand round the table: as many as the group expects, nine at most."""
    return min(group.seats, MOST_PARTICIPANTS)


def occupied(group: Group) -> int:
    """How many chairs are sat on or kept."""
    return participants(group).count() + kept_for(group).count()


def free(group: Group) -> int:
    """How many chairs are neither sat on nor kept."""
    return max(0, laid(group) - occupied(group))
