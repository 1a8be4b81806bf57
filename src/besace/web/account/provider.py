"""Signing in with accounts that the house has already (OpenID Connect); loaded only where one is configured."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from besace.people import trail
from besace.policy import Gate
from besace.web.account.signing_in import at_address
from besace.web.account.way_back import leading_to
from besace.web.by_table import asks

OURS = ("same-origin", "none")
"""What a browser says of a request that a page of ours leads to, or that was typed (Fetch Metadata)."""


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Whoever runs this house trusts the other one to say whose an address is; an unconfirmed one proves nothing."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Leads a confirmed address to its account, made now where there is none."""
        if sociallogin.is_existing:
            return
        confirmed = next((one.email for one in sociallogin.email_addresses if one.verified and one.email), None)
        if confirmed is None:
            raise ImmediateHttpResponse(_back("address"))
        sociallogin.connect(request, at_address(request, confirmed.casefold()))

    def on_authentication_error(self, *_told: Any, **_more: Any) -> None:
        """Leads back to the door, with why."""
        raise ImmediateHttpResponse(_back("provider"))

    def get_requests_session(self) -> Any:
        """Asks the other house and nobody it may point to: a redirect counts as no answer (ASVS 15.3.2)."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session


@asks(Gate.OPEN)
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the other house; from elsewhere first to our own door, so that nobody is signed in unasked."""
    if request.headers.get("Sec-Fetch-Site", "none") not in OURS:
        trail.note_once(trail.HOUSE, "", trail.Act.FOREIGN, "provider")
        return HttpResponseRedirect(leading_to("account_login"))
    from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView  # noqa: PLC0415 - only where configured

    return _calmly(OAuth2LoginView, request, provider_id)


@asks(Gate.OPEN)
def arrive(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Takes what the other house says of who comes back."""
    from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView  # noqa: PLC0415 - only where configured

    return _calmly(OAuth2CallbackView, request, provider_id)


def _calmly(step: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    from allauth.socialaccount.models import SocialApp as Known  # noqa: PLC0415 - a model only where configured
    from allauth.socialaccount.providers.oauth2.client import OAuth2Error  # noqa: PLC0415
    from requests import RequestException  # noqa: PLC0415 - it weighs, and few need it

    from besace.web.account.vouching import OtherHouse  # noqa: PLC0415

    house = OtherHouse(request, provider_id)
    try:
        house.say_who()
        answer: HttpResponse = step.adapter_view(house)(request)
    except (RequestException, OAuth2Error, KeyError, ValueError, Known.DoesNotExist):
        return _back("provider")  # it does not answer, or not as OpenID Connect has it
    return answer


def _back(why: str) -> HttpResponse:
    trail.note_once(trail.HOUSE, "", trail.Act.SIGN_IN, "provider")
    return HttpResponseRedirect(leading_to("account_login", why=why))
