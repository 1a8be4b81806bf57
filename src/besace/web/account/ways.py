"""How a person likes it, told to each browser she is signed in on: language, paper, advice, how a step's end is told.

In cookies, so that the room, which knows no accounts, has it too, without reading anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from besace.people.models import Person

COOKIE = "besace_ways"
AGE = 365 * 24 * 3600
SCHEMES = {Person.Paper.DAY: "light", Person.Paper.EVENING: "dark"}
SILENT, BUZZED, SOUNDED = "uncoached", "buzzed", "sounded"


@dataclass(frozen=True, slots=True)
class Ways:
    """What a page is told about whoever looks at it."""

    scheme: str = ""
    coached: bool = True
    buzzed: bool = False
    sounded: bool = False


def told(cookies: Mapping[str, str]) -> Ways:
    """Reads what this browser was given; anything else means the usual."""
    words = cookies.get(COOKIE, "").split(".")
    scheme = next((scheme for paper, scheme in SCHEMES.items() if paper in words), "")
    return Ways(scheme, SILENT not in words, BUZZED in words, SOUNDED in words)


def keep(request: HttpRequest, answer: HttpResponseBase, person: Person | None) -> None:
    """Brings this browser's cookies up to date with what she likes; whoever has signed out leaves nothing of it."""
    if person is None:
        answer.delete_cookie(COOKIE, samesite="Lax")
        return
    for name, value in ((COOKIE, _written(person)), (settings.LANGUAGE_COOKIE_NAME, person.language)):
        if request.COOKIES.get(name) != value:
            answer.set_cookie(name, value, max_age=AGE, httponly=True, samesite="Lax")


def _written(person: Person) -> str:
    told = ((SILENT, not person.coached), (BUZZED, person.buzzed), (SOUNDED, person.sounded))
    return ".".join(filter(None, (person.paper, *(word for word, holds in told if holds))))
