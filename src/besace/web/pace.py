"""How often one may ask for what costs, or for what could be tried out: never seen by ten people round one table.

Ten behind one network address sign in within a minute, and each writes as fast as she can. What is counted is a person
where she is signed in, a device where it has a seat, else the network it comes from; in this process, and not on disk.
"""

import hashlib
import threading
from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from besace.live import clock, seats
from besace.live.limits import Flow, network_of
from besace.people import trail
from besace.web.errors import their_language
from besace.web.forms import typed
from besace.web.gate import key_of, wants_json

type Handler = Callable[[HttpRequest], HttpResponseBase]
type Limit = tuple[int, float]
"""How many, in how many seconds."""

TOO_MANY = 429
BY_DEVICE = ("/s/", "/join/")
"""In a room and before its door, ten phones of one network ask each second."""
MINUTE, HOUR = 60.0, 3600.0
CODES: Limit = (30, MINUTE)
CODES_OF_ONE: tuple[Limit, ...] = ((3, MINUTE), (12, HOUR))
"""An address of mail is nobody's to flood."""
TRIES: Limit = (60, MINUTE)
PRACTICES: Limit = (60, HOUR)
"""A class of learners behind one address begins a few each; each costs a room."""
READ: Mapping[str, Limit] = {
    **dict.fromkeys(
        ("sheet-pdf", "own-sheet-pdf", "kit-paper", "meeting-paper", "notebook-pdf", "my-data-pdf"), (40, MINUTE)
    ),
    **dict.fromkeys(
        (
            "notebook-md",
            "notebook-json",
            "my-data-md",
            "my-data-json",
            "programme-csv",
            "own-plan-calendar",
            "plan-calendar",
        ),
        (60, MINUTE),
    ),
    **dict.fromkeys(("view", "door-state", "practice-note"), (600, MINUTE)),
    "poll-dates": (60, MINUTE),
    "feed": (300, MINUTE),
}
"""By the name of an address, for looking: papers cost most, then the search for dates; a page without a stream asks
each two seconds."""
SENT: Mapping[str, Limit] = {
    **dict.fromkeys(("coach", "subject-coach"), (240, MINUTE)),
    **dict.fromkeys(("account_passkey", "account_key", "account_again", "key-first", "key-add"), TRIES),
    **dict.fromkeys(("key-options", "key-add-options"), TRIES),
    **dict.fromkeys(("claim", "claim-take", "seat-give-up"), TRIES),
    **dict.fromkeys(("table", "letters-do", "invited", "group-new"), (90, MINUTE)),
    **dict.fromkeys(("poll", "poll-new", "poll-dates", "coming", "letters-fewer"), (90, MINUTE)),
    **dict.fromkeys(("start", "knock", "door-link", "practice-do"), TRIES),
    "reports": TRIES,
    "practice": PRACTICES,
    "watch": PRACTICES,
}
"""The same for sending. Codes of a room have limits of their own (`live.limits`)."""

ACT = "act"
ACTS = Flow(burst=300, a_second=20)
"""Acts in a room, by device: a facilitator who writes everything down by hand is far below."""

_lock = threading.Lock()


class KeepPace:
    """Refuses, before a view is asked, what comes too often: with how long to wait, and the words that were sent."""

    def __init__(self, answer: Handler) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _named: Any) -> HttpResponse | None:
        """Counts one more; None where it may go on."""
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if name == ACT:
            seconds = ACTS.wait(whose(request), clock.real())
        else:
            limit = (SENT if request.method == "POST" else READ).get(name)
            seconds = wait((f"{name} {whose(request)}", limit)) if limit else 0
        if not seconds:
            return None
        note(request, name)
        return too_often(request, seconds)


def wait(*counted: tuple[str, Limit]) -> int:
    """Counts one more of each name, or of none: whole seconds until it may be done, 0 where it may be now."""
    now = clock.real()
    with _lock:
        found = [(_key(name, limit), limit, _times(name, limit, now)) for name, limit in counted]
        waits = [times[0] + span - now for _key_, (most, span), times in found if len(times) >= most]
        if waits:
            return max(1, ceil(max(waits)))
        for key, (most, span), times in found:
            cache.set(key, [*times, now][-most:], span)
    return 0


def wait_for_code(request: HttpRequest, email: str) -> int:
    """Counts one more code asked for: seconds to wait first, by network and by address of mail."""
    hers = [(f"mail {email}", limit) for limit in CODES_OF_ONE]
    return wait((f"codes {network_of(sender(request))}", CODES), *hers)


def wait_to_try(request: HttpRequest) -> int:
    """Counts one more code typed: seconds to wait first."""
    return wait((f"tries {network_of(sender(request))}", TRIES))


def sender(request: HttpRequest) -> str:
    """The network address a request comes from, as the server knows it (`live.proxy`)."""
    return str(request.META.get("REMOTE_ADDR") or "")


def whose(request: HttpRequest) -> str:
    """Whom to count: in a room and at its door the device, elsewhere the person; a stranger by her network."""
    if request.path.startswith(BY_DEVICE):
        key = key_of(request)
        return f"device {seats.hashed(key)}" if key else f"network {network_of(sender(request))}"
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    return f"network {network_of(sender(request))}"


def said(seconds: int) -> str:
    """Says how long to wait."""
    if seconds > 2 * MINUTE:
        minutes = ceil(seconds / MINUTE)
        return ngettext("Wait %(n)d minute, then try again.", "Wait %(n)d minutes, then try again.", minutes) % {
            "n": minutes
        }
    return ngettext("Wait %(n)d second, then try again.", "Wait %(n)d seconds, then try again.", seconds) % {
        "n": seconds
    }


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answers what came too often: nothing was done, and nothing that was typed is lost."""
    answer: HttpResponse
    with their_language(request):
        if wants_json(request):
            sentence = f"{_('That is many in a short time.')} {said(seconds)}"
            answer = JsonResponse({"sentence": sentence}, status=TOO_MANY)
        else:
            context = {"wait": said(seconds), "typed": typed(request.POST)}
            answer = render(request, "429.html", context, status=TOO_MANY)
    answer["Retry-After"] = str(seconds)
    return answer


def note(request: HttpRequest, name: str) -> None:
    """Has the trail tell that somebody was held back; in a room nobody is asked who they are."""
    in_room = request.path.startswith(BY_DEVICE)
    who = "" if in_room or not request.user.is_authenticated else request.user
    trail.note_once(trail.HOUSE, who, trail.Act.TOO_MANY, name)


def _key(name: str, limit: Limit) -> str:
    return f"pace {hashlib.sha256(name.encode()).hexdigest()} {limit[0]}".replace(" ", "-")


def _times(name: str, limit: Limit, now: float) -> list[float]:
    return [at for at in cache.get(_key(name, limit), ()) if now - limit[1] < at <= now]
