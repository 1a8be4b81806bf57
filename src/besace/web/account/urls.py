"""The addresses of accounts. The names `account_login`, `account_logout` and `openid_connect_…` are allauth's."""

from importlib import import_module

from django.conf import settings
from django.urls import path

from besace.web.account import address, cards, claiming, data, keys, programs, signing_in
from besace.web.account import settings as own

urlpatterns = [
    path("account/", signing_in.sign_in, name="account_login"),
    path("account/code/", signing_in.code, name="account_code"),
    path("account/new/", signing_in.new, name="account_new"),
    path("account/logout/", signing_in.sign_out, name="account_logout"),
    path("account/passkey/", keys.come_in, name="account_passkey"),
    path("account/passkey/options", keys.options, name="key-options"),
    path("account/key/", keys.second, name="account_key"),
    path("account/again/", keys.again, name="account_again"),
    path("me/key/", keys.first, name="key-first"),
    path("me/key/new", keys.add, name="key-add"),
    path("me/key/new/options", keys.options_to_add, name="key-add-options"),
    path("me/key/change", keys.change, name="key-change"),
    path("me/settings/", own.settings, name="settings"),
    path("me/settings/logins", own.sign_out_there, name="sign-out-there"),
    path("me/settings/seats", own.give_up_seat, name="seat-give-up"),
    path("me/settings/cards", cards.bring_back, name="card-back"),
    path("me/settings/feed", own.change_feed, name="change-feed"),
    path("me/programs/", programs.programs, name="programs"),
    path("me/programs/withdraw", programs.withdraw, name="program-withdraw"),
    path("me/address/", address.address, name="address"),
    path("me/address/code/", address.code, name="address-code"),
    path("me/data/", data.data, name="my-data"),
    path("me/data/besace.json", data.as_json, name="my-data-json"),
    path("me/data/besace.md", data.as_markdown, name="my-data-md"),
    path("me/data/besace.pdf", data.as_pdf, name="my-data-pdf"),
    path("me/data/close", data.close, name="close-account"),
    path("me/claims/", claiming.claiming, name="claims"),
    path("me/claims/claim", claiming.claim, name="claim"),
    path("me/claims/take", claiming.take, name="claim-take"),
]
if settings.BESACE_OIDC["URL"]:
    provider = import_module("besace.web.account.provider")
    urlpatterns += [
        path("account/oidc/<str:provider_id>/", provider.begin, name="openid_connect_login"),
        path("account/oidc/<str:provider_id>/back/", provider.arrive, name="openid_connect_callback"),
    ]
