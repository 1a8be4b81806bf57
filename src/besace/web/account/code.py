"""A code on its way to an address: eight letters, three tries, ten minutes; of it only a mark is kept.

Known and unknown addresses are treated the same until the code has come back: an account is made by typing it, so no
answer says who has one.
"""

from secrets import compare_digest
from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core.internal.cryptokit import normalize_user_code
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from besace.people.models import Person
from besace.web.account.letter import deliver

KEPT = "code_on_its_way"
TRIES = 3
MINUTES = 10
WAITS = 30 * 60
"""How long the login of someone who has not come in is kept."""


class Code(AbstractCodeVerificationProcess):  # type: ignore[misc]  # allauth publishes no types
    """One code, kept with the browser that asked for it."""

    kept: ClassVar[str] = KEPT
    """Under which name the login keeps it."""
    moving: ClassVar[bool] = False
    """Whether it makes an address someone's, instead of letting someone in."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(max_attempts=TRIES, timeout=MINUTES * 60, state=state)

    @classmethod
    def start(cls, request: HttpRequest, email: str, back: str) -> "Code":
        """Sends a code to an address; the former one of this browser is worth nothing.

        Raises:
            NotDelivered: the letter could not leave.
        """
        code = cls(request, {**cls.initial_state(user=None, email=email.casefold()), "back": back})
        code.send()
        code.persist()
        if not request.user.is_authenticated:
            request.session.set_expiry(WAITS)
        return code

    @classmethod
    def on_its_way(cls, request: HttpRequest) -> "Code | None":
        """The code this browser waits for; None where it asked for none, or too long ago."""
        state = request.session.get(cls.kept)
        found: Code | None = cls(request, state).abort_if_invalid() if state else None
        return found

    @property
    def email(self) -> str:
        """Where it was sent."""
        return str(self.state["email"])

    @property
    def back(self) -> str:
        """The page asked for before."""
        return str(self.state["back"])

    def send(self) -> None:
        """Makes the code and delivers it, in the language of whoever reads mail there."""
        given = get_adapter().generate_login_code()
        self.state["mark"] = self._mark(given)
        person = Person.objects.filter(email=self.email).first()
        deliver(self.email, given, person.language if person else None, moving=self.moving)

    def is_right(self, given: str) -> bool:
        """Whether this is the code, whatever its case and dashes."""
        return compare_digest(self._mark(given), str(self.state["mark"]))

    def persist(self) -> None:
        """Keeps how many tries are left."""
        self.request.session[self.kept] = self.state

    def abort(self) -> None:
        """Makes it worth nothing."""
        self.request.session.pop(self.kept, None)

    def _mark(self, code: str) -> str:
        return salted_hmac("besace.code", f"{self.email}|{normalize_user_code(code)}", algorithm="sha256").hexdigest()
