"""Who may ask: a program that shows the secret of an access, for what the access was given and its person may.

Never by a cookie (`live.http`), so that no page of another site can ask in somebody's name. What is not hers is
answered as what is not there.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext

from besace.languages import SOURCE, spoken
from besace.live import clock, rooms, seats
from besace.live.limits import network_of
from besace.people import access, sittings, trail
from besace.people.models import Access, Member, Person
from besace.people.parties import party_of
from besace.policy import Gate, Party, Phase
from besace.web import pace
from besace.web.api.answers import Refusal, Refused, refusal
from besace.web.api.endpoints import Endpoint, methods_at
from besace.web.api.holding import wrong
from besace.web.by_table import admit
from besace.web.gate import Chair

BEARER = "Bearer "
ASKS: pace.Limit = (600, pace.MINUTE)
"""Of one access: ten a second, as a page without a stream asks for a table of ten."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks: by which access, in whose name, with what."""

    request: HttpRequest
    access: Access
    key: str
    body: dict[str, Any]

    @property
    def person(self) -> Person:
        """In whose name."""
        return self.access.person

    @property
    def language(self) -> str:
        """The language it asked to be answered in (Accept-Language)."""
        return spoken(get_language() or SOURCE)


type View = Callable[..., HttpResponse]


def known(endpoint: Endpoint, phase: Phase | None = None) -> Callable[[View], View]:
    """Opens to any access that was given for this."""

    def decorated(view: View) -> View:
        @wraps(view)
        def opened(asked: Asked, **named: str) -> HttpResponse:
            admit(asked.request, Gate.BEARER, Party.KNOWN, phase)
            return view(asked, **named)

        return _bearer(endpoint, opened)

    return decorated


def belonging(endpoint: Endpoint) -> Callable[[View], View]:
    """Opens to the members of the group that the address names, those who have left excepted."""

    def decorated(view: View) -> View:
        @wraps(view)
        def opened(asked: Asked, group_id: str, **named: str) -> HttpResponse:
            hers = Member.objects.select_related("group", "person").filter(person=asked.person, left_at=None)
            member = hers.filter(group_id=group_id).first() if _is_id(group_id) else None
            if member is None:
                raise Http404
            admit(asked.request, Gate.BEARER, party_of(member))
            return view(asked, member, **named)

        return _bearer(endpoint, opened)

    return decorated


def seated(endpoint: Endpoint) -> Callable[[View], View]:
    """Opens to whoever has a seat in the room that the address names."""

    def decorated(view: View) -> View:
        @wraps(view)
        def opened(asked: Asked, room_id: str) -> HttpResponse:
            chair = _chair(asked, room_id)
            admit(asked.request, Gate.BEARER, chair.party, chair.phase)
            return view(asked, chair)

        return _bearer(endpoint, opened)

    return decorated


def _bearer(endpoint: Endpoint, view: View) -> View:
    @wraps(view)
    def opened(request: HttpRequest, **named: str) -> HttpResponse:
        try:
            asked = _asked(request, endpoint)
        except Refused as refused:
            return refused.answer
        try:
            return view(asked, **named)
        except Refused as refused:
            return refused.answer
        except Http404:
            trail.note_once(trail.HOUSE, asked.person, trail.Act.ASKED, endpoint.row)
            return refusal(404)

    return opened


def _asked(request: HttpRequest, endpoint: Endpoint) -> Asked:
    """Everything that is asked before anything is looked up."""
    if request.method not in ({"GET", "HEAD"} if endpoint.method == "GET" else {endpoint.method}):
        _refuse(405, Allow=", ".join(methods_at(endpoint.path)))
    secret = request.META.get("HTTP_AUTHORIZATION", "")
    secret = secret[len(BEARER) :].strip() if secret[: len(BEARER)].casefold() == BEARER.casefold() else ""
    found = access.shown(secret)
    if found is None:
        _strange(request, tried=bool(secret))
    if seconds := pace.wait((f"access {found.pk}", ASKS)):
        slow(seconds)
    if endpoint.scope and endpoint.scope not in found.scopes.split():
        said = gettext("This access was not given for that. Make another one, with the scope that this needs.")
        raise Refused(refusal(403, code="scope", sentence=said))
    return Asked(request, found, access.key_of(secret), _body(request, endpoint))


def slow(seconds: int) -> NoReturn:
    """Refuses what comes too often."""
    sentence = f"{gettext('That is many in a short time.')} {pace.said(seconds)}"
    _refuse(429, sentence, **{"Retry-After": str(seconds)})


def _strange(request: HttpRequest, *, tried: bool) -> NoReturn:
    """Refuses who shows no living secret; wrong ones are counted, so that none is found by trying."""
    if tried:
        network = network_of(pace.sender(request))
        if seconds := pace.wait((f"accesses {network}", pace.TRIES)):
            slow(seconds)
        trail.note_once(trail.HOUSE, "", trail.Act.ASKED, "access")
    _refuse(401, **{"WWW-Authenticate": 'Bearer realm="besace"'})


def _body(request: HttpRequest, endpoint: Endpoint) -> dict[str, Any]:
    if endpoint.takes is None:
        return {}
    if request.content_type != "application/json":
        _refuse(415)
    try:
        found = json.loads(request.body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        _refuse(400)
    where = wrong(endpoint.takes, found)
    if where is not None:
        _misshapen(where)
    body: dict[str, Any] = found
    return body


def _misshapen(where: str) -> NoReturn:
    """Refuses what has not the shape asked for, with the path of our own names that leads there."""
    raise Refused(refusal(422, **({"field": where} if where else {})))


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _refuse(status: int, sentence: str = "", **headers: str) -> NoReturn:
    answer: Refusal = refusal(status, sentence=sentence)
    for name, value in headers.items():
        answer.headers[name] = value
    raise Refused(answer)


def _is_id(given: str) -> bool:
    return given.isascii() and given.replace("-", "").replace("_", "").isalnum()


def _chair(asked: Asked, room_id: str) -> Chair:
    room = rooms.find(room_id) if _is_id(room_id) else None
    seat = sittings.seat_in(asked.person, room) if room else None
    if room is None or seat is None:
        raise Http404
    now = rooms.folded(room)
    return Chair(room, seats.place_of(seat), now.session, max(clock.now(room), now.at), asked.language)
