"""How long one stays signed in: thirty days at most, and for less where nothing is done (ASVS 7.3.1, 7.3.2)."""

from collections.abc import Callable
from datetime import UTC, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from besace.live import clock
from besace.people.charge import in_charge
from besace.people.login_rows import AGENT, SEEN
from besace.people.models import Person
from besace.web.account import ways

type Handler = Callable[[HttpRequest], HttpResponseBase]

HOUR = 3600
IDLE, IDLE_IN_CHARGE = 12 * HOUR, 4 * HOUR
NOTED_EVERY = 300
MOST_OF_AN_AGENT = 200
UNKNOWN = "0.0.0.0"  # noqa: S104  # nosec B104 # it stands for an address, and nothing listens on it
ROOM = "/s/"


def keep_hours(answer: Handler) -> Handler:
    """Signs out who has done nothing for too long, and keeps this browser to what she likes.

    A room knows no accounts, and its acts are not made to wait for this.
    """

    def kept(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(ROOM):
            return answer(request)
        person = _awake(request)
        given = answer(request)
        after = request.user if request.user.is_authenticated else None
        if person or after:
            ways.keep(request, given, after)
        return given

    return kept


def begin(request: HttpRequest) -> None:
    """Sets the end of a login that has just been made; what has ended is swept out."""
    now = clock.local(clock.now(), "UTC").astimezone(UTC)
    request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    request.session[SEEN] = clock.now()
    request.session.clear_expired()
    note_browser(request)


def renew(request: HttpRequest) -> None:
    """Gives the login of someone who has shown anew that it is she another secret; the former one is worth nothing.

    So that whoever may hold a copy of it does not gain what is open to her now (ASVS 7.2.4).
    """
    request.session.cycle_key()


def note_browser(request: HttpRequest) -> None:
    """Keeps what this browser calls itself, so that she knows its login from her others; never its network address."""
    agent = request.META.get("HTTP_USER_AGENT", "")[:MOST_OF_AN_AGENT]
    if request.session.get(AGENT) != agent:
        request.session[AGENT] = agent


def _awake(request: HttpRequest) -> Person | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    person, now = request.user, clock.now()
    idle = now - int(request.session.get(SEEN, now))
    if idle > IDLE or (idle > IDLE_IN_CHARGE and in_charge(person)):
        logout(request)
    elif idle >= NOTED_EVERY or SEEN not in request.session:
        request.session[SEEN] = now
    return person
