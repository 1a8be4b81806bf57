"""Signing in with accounts that the house has already (OpenID Connect); loaded only where one is configured."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from besace.policy import Gate
from besace.web.account.signing_in import at_address
from besace.web.account.way_back import leading_to
from besace.web.by_table import asks


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


@asks(Gate.OPEN)
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the other house."""
    from allauth.socialaccount.providers.openid_connect.views import login  # noqa: PLC0415 - only where configured

    return _calmly(login, request, provider_id)


@asks(Gate.OPEN)
def arrive(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Takes what the other house says of who comes back."""
    from allauth.socialaccount.providers.openid_connect.views import callback  # noqa: PLC0415 - only where configured

    return _calmly(callback, request, provider_id)


def _calmly(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    from requests import RequestException  # noqa: PLC0415 - it weighs, and few need it

    try:
        answer: HttpResponse = view(request, provider_id)
    except (RequestException, KeyError, ValueError):  # it does not answer, or not as OpenID Connect has it
        return _back("provider")
    return answer


def _back(why: str) -> HttpResponse:
    return HttpResponseRedirect(leading_to("account_login", why=why))
