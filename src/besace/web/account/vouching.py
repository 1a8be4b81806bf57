"""What another house says of a person (OpenID Connect), believed only where it has signed it, for us, just now."""

from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest

from besace.web.account import other_house


class OtherHouse(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth publishes no types
    """The other house: allauth's way of asking it, and more asked of its answers (ASVS 6.8.2, 10.5.1 to 10.5.4)."""

    def say_who(self) -> None:
        """Asks the other house who it is, before anybody is led there or believed.

        Raises:
            OAuth2Error: it calls itself otherwise than we were told.
        """
        if not other_house.is_it(self.openid_config.get("issuer"), other_house.read(settings.BESACE_OIDC["URL"])):
            raise OAuth2Error("another issuer")

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **more: Any) -> SocialLogin:
        """Whose login it is: the signed token says so, and what is told beside it is of the same person.

        Raises:
            OAuth2Error: there is no such token, it is not signed, not for us, too old, or speaks of someone else.
        """
        signed = more["response"].get("id_token")
        if not signed:
            raise OAuth2Error("no ID token")
        told = {"id_token": self._decode_id_token(app, signed), "userinfo": self._fetch_user_info(token.token)}
        if told["userinfo"].get("sub") != told["id_token"].get("sub"):
            raise OAuth2Error("of someone else")
        return self.get_provider().sociallogin_from_response(request, told)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Reads the token with its signature, which allauth leaves unread where the token came over a closed line."""
        told: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return told
