"""allauth told about this house: what signing in leads through, what it keeps, what a passkey is bound to."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from besace.people import trail
from besace.people.models import Person
from besace.web.account import hours
from besace.web.account.ground import relying_party
from besace.web.account.proof import way_in
from besace.web.account.way_back import home, leading_to, ours


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Coming in and going."""

    def get_login_stages(self) -> list[str]:
        """One stage of our own; allauth's would load all it knows of."""
        return ["besace.web.account.stage.KeyStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The sender as the server knows it. No header is believed here: `BESACE_PROXY` says whose word counts."""
        return str(request.META.get("REMOTE_ADDR") or hours.UNKNOWN)

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Home, where no page was asked for."""
        return home()

    def is_safe_url(self, url: str | None) -> bool:
        """Whether an address lies here."""
        return bool(url and ours(self.request, url))

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:
        """Begins her hours here; whoever has no name yet is asked for one first."""
        answer: HttpResponse = super().post_login(request, user, **more)
        hours.begin(request)
        trail.note(trail.HOUSE, user, trail.Act.SIGN_IN, way_in(request, user))
        if user.name:
            return answer
        return HttpResponseRedirect(leading_to("account_new", more.get("redirect_url") or ""))

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:  # noqa: ARG002 - allauth's
        """An account that was shut opens to nobody."""
        trail.note_once(trail.HOUSE, user, trail.Act.SIGN_IN, "shut")
        return HttpResponseRedirect(leading_to("account_login", why="shut"))


class KeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth publishes no types
    """What passkeys are bound to, and what a browser's list of them says."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name of this house, whatever name a request came by."""
        return {"id": relying_party(), "name": "Besace"}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """Her id as the handle, and her own words for the list her browser shows her."""
        name = user.email or user.name
        return {"id": user.pk.encode(), "name": name, "display_name": user.name or name}
