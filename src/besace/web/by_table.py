"""The pages by the policy's table: each view says what it asks before it opens, and the table says what that must be.

A page that no row names, a view that says nothing, or another gate than the row's: nothing is there. So whoever adds a
page gives it a row, and a test says so aloud.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from besace import policy
from besace.policy import Gate, Party, Phase

type View = Callable[..., Any]
type Handler = Callable[[HttpRequest], HttpResponseBase]

ASKS = "asks"


def asks[V: View](gate: Gate) -> Callable[[V], V]:
    """Notes on a view what it asks; decorators around it that use `functools.wraps` keep the note."""

    def noted(view: V) -> V:
        setattr(view, ASKS, gate)
        return view

    return noted


def asked_by(view: View) -> Gate | None:
    """Gives what a view asks before it opens; None where it does not say."""
    found = getattr(view, ASKS, None)
    return found if isinstance(found, Gate) else None


def admit(request: HttpRequest, gate: Gate, party: Party, phase: Phase | None = None) -> None:
    """Lets a party in to the page of this request, if the table opens it to them; asked by the page's own gate alone.

    Raises:
        Http404: it does not: the answer given for what does not exist.
    """
    match = request.resolver_match
    if match is None or asked_by(match.func) is not gate:
        return
    if not policy.page_opens(match.url_name, gate, party, phase):
        raise Http404


class ByTable:
    """Refuses every page whose gate is not the one the table names, before anything of it runs."""

    def __init__(self, answer: Handler) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hands the request on; Django asks `process_view` once it knows the page."""
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: View, _args: tuple[Any, ...], _named: dict[str, Any]) -> None:
        """Asks the table.

        Raises:
            Http404: there is no such row, or the view asks something else than it says.
        """
        match, gate = request.resolver_match, asked_by(view)
        if match is None or gate is None or not policy.page_opens(match.url_name, gate):
            raise Http404
