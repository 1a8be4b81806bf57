"""The addresses that stand in letters. What a link is worth stands in its fragment, which no server and no log sees."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from besace.people import tokens
from besace.people.models import Invitation, Meeting, Member, Person

AWAY = "away."
"""Before a token: something keeps her away."""
INVITED = "i."
"""Before the id of an invitation, where a token can also be a person's."""


def page(name: str, **named: str | int) -> str:
    """Gives the address of a page one signs in to; of the first page, where there is none of that name."""
    try:
        return settings.BESACE_ADDRESS + reverse(name, kwargs=named)
    except NoReverseMatch:
        return f"{settings.BESACE_ADDRESS}/"


def invited(invitation: Invitation) -> str:
    """Where an invitation is read and taken."""
    return f"{settings.BESACE_ADDRESS}/invited/#{tokens.token(tokens.INVITATION, invitation.id, invitation.turn)}"


def coming(meeting: Meeting, member: Member, *, away: bool = False) -> str:
    """Where she says that she comes to a session, or that something keeps her away."""
    token = tokens.token(tokens.COMING, f"{meeting.id}.{member.id}")
    return f"{settings.BESACE_ADDRESS}/coming/#{AWAY if away else ''}{token}"


def fewer(person: Person | None, invitation: Invitation | None) -> str:
    """Where she says which letters she wants."""
    return f"{settings.BESACE_ADDRESS}/letters/#{_fewer(person, invitation)}"


def _fewer(person: Person | None, invitation: Invitation | None) -> str:
    if invitation is None:
        return tokens.token(tokens.LETTERS, person.id if person else "")
    return tokens.token(tokens.LETTERS, f"{INVITED}{invitation.id}", invitation.turn)


def feed(person: Person) -> str:
    """Her private calendar, for a program to subscribe to: its token stands in the path, programs read no fragment."""
    return f"{settings.BESACE_ADDRESS}/feed/{tokens.token(tokens.FEED, person.id, person.feed)}.ics"
