"""Passkeys a person has: how many, and their going. The ceremonies, which need a browser, are in `web`."""

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

from besace.people import trail
from besace.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet


def keys_of(person: Person) -> "QuerySet[Authenticator]":
    """Her passkeys, the oldest first."""
    hers: QuerySet[Authenticator] = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return hers.order_by("created_at", "pk")


def has_key(person: Person) -> bool:
    """Whether she has a passkey."""
    return keys_of(person).exists()


def forget(email: str) -> int | None:
    """Takes all passkeys of an account away, for who has lost them; gives how many, None for no such account."""
    person = Person.objects.filter(email=email.strip().casefold()).first()
    if person is None:
        return None
    gone: int = keys_of(person).delete()[0]
    trail.note(trail.HOUSE, None, trail.Act.KEY_REMOVED, "all", trail.mark(trail.HOUSE, person.id))
    return gone
