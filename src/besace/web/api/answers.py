"""What is answered to a program: JSON, and where it is refused, a code and a sentence one can act on."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from besace.live.http import FOR_PROGRAMS

type Handler = Callable[[HttpRequest], HttpResponseBase]

FIRST_REFUSAL = 400
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")
BY_STATUS: Mapping[int, tuple[str, str | Promise]] = {
    400: ("unreadable", _("This could not be read.")),
    401: (
        "no-access",
        _("Show the secret of an access in the header “Authorization”, after “Bearer”. You make one in your settings."),
    ),
    403: ("foreign", _("A page of another site began this. Here only programs ask, by a secret of their own.")),
    404: ("not-there", _("There is nothing here, or it is not yours to see.")),
    405: ("method", _("This address is asked in another way: the header “Allow” says how.")),
    409: ("refused", _("Not yet.")),
    413: ("too-long", _("That is too long to take in.")),
    415: ("not-json", _("Send JSON, and say so: the header “Content-Type” is “application/json”.")),
    422: ("invalid", _("Something is missing in what was sent, or not as it should be.")),
    429: ("too-many", _("That is many in a short time.")),
    500: ("broken", _("Something gave way here. Nothing you sent is to blame: try again in a while.")),
    503: ("busy", _("Many ask at once just now: nothing was done. Send it once more.")),
    507: ("full", _("The disk of this Besace is full: nothing was done. Tell the person who looks after it.")),
}
"""The code and the sentence where nothing more is known."""


class Refusal(JsonResponse):
    """A refusal as programs read it."""


class Refused(Exception):  # noqa: N818 - what happened, in one word
    """A request is not taken; `answer` says why."""

    def __init__(self, answer: Refusal) -> None:
        super().__init__()
        self.answer = answer


def refusal(status: int, *, code: str = "", sentence: str = "", **more: object) -> Refusal:
    """Says why something is refused; `more` is what helps a program, as the field."""
    usual = BY_STATUS.get(status) or BY_STATUS[500 if status >= 500 else 400]  # noqa: PLR2004 - statuses of HTTP
    error = {"code": code or usual[0], "sentence": sentence or str(usual[1]), **more}
    return Refusal({"error": error}, status=status)


def in_json(answer: Handler) -> Handler:
    """Has whatever refuses a program's request, before it came to us or after, say so as we do."""

    def said(request: HttpRequest) -> HttpResponseBase:
        given = answer(request)
        theirs = given.status_code < FIRST_REFUSAL or isinstance(given, Refusal)
        if theirs or not request.path.startswith(FOR_PROGRAMS):
            return given
        ours = refusal(given.status_code)
        for name in KEPT:
            if name in given.headers:
                ours.headers[name] = given.headers[name]
        return ours

    return said
