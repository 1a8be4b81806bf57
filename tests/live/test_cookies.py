"""Over https each of our cookies is the strictest there is, and a plain one counts for nothing (ASVS 5.0, 3.3.1)."""

import pytest
from django.conf import settings

from besace.live import seats
from besace.live.cookies import believed
from besace.web.account import ways
from tests.people import cast

OURS = {
    settings.SESSION_COOKIE_NAME,
    settings.CSRF_COOKIE_NAME,
    settings.LANGUAGE_COOKIE_NAME,
    seats.COOKIE,
    ways.COOKIE,
}


def signed_in(*, secure: bool) -> tuple[object, set[str]]:
    """A browser that was given every cookie there is, and their names."""
    client, person = cast.browser(), cast.person()
    given: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        from besace.web.account import code  # noqa: PLC0415 - where it is looked up

        sent: list[str] = []
        patch.setattr(code, "deliver", lambda _email, said, _language, **_: sent.append(said))
        for path, told in (
            ("/account/", {"email": person.email}),
            ("/account/code/", {"code": lambda: sent[-1]}),
            ("/join/", {"code": "nobodys"}),
        ):
            fields = {name: value() if callable(value) else value for name, value in told.items()}
            given |= {*client.get("/join/", secure=secure).cookies, *client.post(path, fields, secure=secure).cookies}
    return client, given


@pytest.mark.parametrize("secure", [False, True])
def test_each_cookie_is_as_strict_as_its_link_allows(secure):
    client, given = signed_in(secure=secure)
    strict = "__Host-" if secure else ""

    assert given == {strict + name for name in OURS}
    for name in given:
        one = client.cookies[name]
        assert (bool(one["secure"]), one["path"], one["domain"], one["httponly"], one["samesite"]) == (
            *(secure, "/", "", True, "Lax"),
        )


def test_over_https_a_plain_cookie_opens_nothing_and_a_strict_one_opens_nothing_over_http():
    client, _ = signed_in(secure=True)
    assert client.get("/me/settings/", secure=True).status_code == 200
    assert client.get("/me/settings/").status_code == 302

    key = client.cookies.pop("__Host-" + settings.SESSION_COOKIE_NAME).value
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.get("/me/settings/", secure=True).status_code == 302


def test_a_plain_cookie_laid_beside_the_strict_one_does_not_count():
    sent = {"besace_language": "fr", "__Host-besace_language": "en", "besace_csrf": "forged", "other": "1"}

    assert believed(sent, secure=True) == {"__Host-besace_language": "en", "besace_language": "en", "other": "1"}
    assert believed(sent, secure=False) == sent


def test_signing_out_takes_the_strict_login_away_and_leaves_the_seat():
    client, _ = signed_in(secure=True)
    answer = client.post("/account/logout/", secure=True)

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    gone = answer.cookies["__Host-" + settings.SESSION_COOKIE_NAME]
    assert (gone.value, gone["max-age"], bool(gone["secure"]), gone["path"]) == ("", 0, True, "/")
    assert client.cookies[seats.SECURE_COOKIE].value
    assert client.get("/me/settings/", secure=True).status_code == 302
