"""What the present login has proved: by a passkey or not, and how long ago."""

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from besace.live import clock
from besace.people.keys import has_key
from besace.people.models import Person
from besace.web.account.ground import Ground, ground

KEY = "mfa"
FRESH = 15 * 60
GOES_ON_WITHOUT = "without_key"
WAYS = frozenset({"code", KEY, "invitation", "socialaccount"})


def by_key(request: HttpRequest, person: Person) -> bool:
    """Whether a passkey was used, or added, since she signed in here."""
    return any(one.get("method") == KEY for one in get_authentication_records(request, person))


def way_in(request: HttpRequest, person: Person) -> str:
    """By what she has just come in, as one word: a code, a passkey, an invitation, another house."""
    records = get_authentication_records(request, person)
    said = str(records[-1].get("method", "")) if records else ""
    return said if said in WAYS else "other"


def is_fresh(request: HttpRequest, person: Person) -> bool:
    """Whether she has shown within a quarter of an hour that it is she (ASVS 7.5.1), or has nothing to show it by."""
    if not person.email and not has_key(person):
        return True
    at = max((one.get("at", 0) for one in get_authentication_records(request, person)), default=0)
    return clock.real() - at < FRESH


def suffices(request: HttpRequest, person: Person) -> bool:
    """Whether she may go on to what is asked a passkey for.

    On this machine alone there is nobody to keep out. On an open network browsers make none: she is told once what is
    lost, and goes on, as a laptop on a café's Wi-Fi must be enough.
    """
    match ground():
        case Ground.FIRM:
            return by_key(request, person)
        case Ground.ALONE:
            return True
        case Ground.OPEN:
            return bool(request.session.get(GOES_ON_WITHOUT))
